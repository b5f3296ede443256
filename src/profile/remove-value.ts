import { createScanner, findNodeAtLocation, type Node } from 'jsonc-parser';
import { shallow, treeOf } from './json-tree';
import type { TextEdit } from './text-edits';

/**
 * The edits that take a value out of a JSON text: it and one comma, with its line where it has one of its own. All other
 * lines and comments stay as they are. None if there is no such value.
 */
export function removeAt(text: string, path: readonly (string | number)[]): TextEdit[] {
  const { root } = treeOf(text);
  const value = root && findNodeAtLocation(root, [...path]);
  const node = value?.parent?.type === 'property' ? value.parent : value;
  if (node?.parent === undefined) return [];
  const end = node.offset + node.length;
  // What is nested deeply is blanked out, which keeps all offsets.
  const json = shallow(text).text;
  const after = commaIn(json, end, node.parent.offset + node.parent.length);
  const edit = spanOf(text, node.offset, after === undefined ? end : after + 1);
  const before = after === undefined ? commaBefore(json, node) : undefined;
  if (before === undefined) return [edit];
  // A comma right before it goes with it; one at the end of a line above, alone.
  const isBeside = /^[ \t]*$/.test(text.slice(before + 1, edit.offset));
  return isBeside
    ? [{ offset: before, length: edit.offset + edit.length - before, text: '' }]
    : [{ offset: before, length: 1, text: '' }, edit];
}

/** What goes with a value from its start to its end, a comma behind it included. */
function spanOf(text: string, start: number, end: number): TextEdit {
  const lead = /[ \t]*$/.exec(text.slice(0, start))?.[0] ?? '';
  const isFirst = /(^|[\r\n])$/.test(text.slice(0, start - lead.length));
  const rest = /^[^\r\n]*/.exec(text.slice(end))?.[0] ?? '';
  const isLast = /^[ \t]*(\/\/.*|\/\*((?!\*\/).)*\*\/[ \t]*)?$/.test(rest);
  if (isFirst && isLast) {
    const eol = /^(\r\n|\r|\n)?/.exec(text.slice(end + rest.length))?.[0] ?? '';
    return { offset: start - lead.length, length: lead.length + end - start + rest.length + eol.length, text: '' };
  }
  // Nothing but the comma before it may be left at the end of the line.
  if (isLast && rest.trim() === '') return { offset: start - lead.length, length: lead.length + end - start, text: '' };
  const space = text[end - 1] === ',' ? (/^[ \t]*/.exec(rest)?.[0] ?? '') : '';
  return { offset: start, length: end - start + space.length, text: '' };
}

/** Where the comma before a value is; undefined where it is the first. */
function commaBefore(json: string, node: Node): number | undefined {
  const siblings = node.parent?.children ?? [];
  const previous = siblings[siblings.indexOf(node) - 1];
  return previous && commaIn(json, previous.offset + previous.length, node.offset);
}

/** Where the next token is, if it is a comma. Comments are passed over. */
function commaIn(json: string, from: number, to: number): number | undefined {
  const scanner = createScanner(json.slice(from, to), true);
  scanner.scan();
  const at = from + scanner.getTokenOffset();
  return at < to && json[at] === ',' ? at : undefined;
}
