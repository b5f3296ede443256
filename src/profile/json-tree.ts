import { createScanner, parseTree, type Node, type ParseError } from 'jsonc-parser';

/** A place in a text, in UTF-16 code units. */
export interface Span {
  offset: number;
  length: number;
}

/** The tree of a JSON text, undefined for one that is empty, and what was blanked out of it. */
interface Tree {
  root: Node | undefined;
  deep: readonly Span[];
}

/** The tree that was asked for last: each of a file's problems is looked up in the same one. */
let last: { text: string; tree: Tree } | undefined;

/** @param errors gets what is wrong with the text */
export function treeOf(text: string, errors?: ParseError[]): Tree {
  if (errors === undefined && last?.text === text) return last.tree;
  const { text: readable, deep } = shallow(text);
  const tree = { root: parseTree(readable, errors, { allowTrailingComma: true }), deep };
  last = { text, tree };
  return tree;
}

/** How deep values may be nested; the parser calls itself for each level, and the stack ends at some thousands. */
const deepest = 100;

/**
 * A text that the parser can read: what is nested too deeply is blanked out in place, so that all offsets stay, and so
 * is a byte order mark, which is not part of the text.
 */
export function shallow(text: string): { text: string; deep: readonly Span[] } {
  const unmarked = text.replace(/^\uFEFF/, ' ');
  const deep = tooDeep(unmarked);
  const parts: string[] = [];
  let end = 0;
  for (const { offset, length } of deep) {
    parts.push(unmarked.slice(end, offset), ' '.repeat(length));
    end = offset + length;
  }
  return { text: deep.length === 0 ? unmarked : [...parts, unmarked.slice(end)].join(''), deep };
}

/** What is inside the objects and lists that are one level too deep; of one that is never closed, all the rest. */
function tooDeep(text: string): Span[] {
  const scanner = createScanner(text, true);
  const found: Span[] = [];
  let depth = 0;
  let start = 0;
  for (;;) {
    scanner.scan();
    const offset = scanner.getTokenOffset();
    if (offset >= text.length) break;
    const first = text[offset];
    if (first === '{' || first === '[') {
      if (depth++ === deepest) start = offset + 1;
    } else if ((first === '}' || first === ']') && depth > 0) {
      if (--depth === deepest) found.push({ offset: start, length: offset - start });
    }
  }
  return depth > deepest ? [...found, { offset: start, length: text.length - start }] : found;
}
