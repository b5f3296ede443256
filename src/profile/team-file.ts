import {
  findNodeAtLocation,
  getNodeValue,
  modify,
  parseTree,
  printParseErrorCode,
  type Node,
  type ParseError,
} from 'jsonc-parser';
import { plain } from '../faults/plain';
import type { ParsedProfile } from './parse';

/** A place in the file, in UTF-16 code units. */
export interface Span {
  offset: number;
  length: number;
}

/** Something that is wrong with the file as a whole, not with one profile. */
export interface FileProblem extends Span {
  message: string;
}

export interface TeamFile {
  profiles: { id: string; parsed: ParsedProfile; span: Span }[];
  problems: FileProblem[];
}

const wholeFields = new Set(['$schema', 'version', 'profiles']);

/**
 * Reads `.vscode/token-deck.json`: `{ "$schema"?, "version": 1, "profiles": […] }`, comments and trailing commas
 * allowed. A profile that is wrong leaves its neighbours usable; a file that is no JSON gives none. Never throws.
 * @param parse how one profile is read (`parseProfile`)
 */
export function parseTeamFile(text: string, parse: (input: unknown) => ParsedProfile): TeamFile {
  const errors: ParseError[] = [];
  const root = treeOf(text, errors);
  const error = errors[0];
  if (error !== undefined || root === undefined) {
    const message =
      text.trim() === ''
        ? 'the file is empty'
        : `the file is not valid JSON (${error === undefined ? 'nested too deeply' : printParseErrorCode(error.error)})`;
    return { profiles: [], problems: [{ message, offset: error?.offset ?? 0, length: error?.length ?? 0 }] };
  }
  if (root.type !== 'object') return failed('the file must be an object with "version" and "profiles"', root);
  const version = findNodeAtLocation(root, ['version']);
  if (version === undefined) return failed('"version": 1 is missing', root);
  if (version.value !== 1) return failed('"version" must be 1: a newer Token Deck may have written this file', version);
  const list = findNodeAtLocation(root, ['profiles']);
  if (list?.type !== 'array') return failed('"profiles" must be a list', list ?? root);

  const problems = (root.children ?? [])
    .map((property) => property.children?.[0])
    .filter((key): key is Node => key !== undefined && !wholeFields.has(String(key.value)))
    .map((key) => ({
      message: `“${plain(String(key.value), 100)}” is an unknown field`,
      offset: key.offset,
      length: key.length,
    }));

  const seen = new Set<string>();
  const profiles = (list.children ?? []).map((node, index) => {
    const parsed = parse(getNodeValue(node));
    const place = `profile ${index + 1}`;
    const own = (parsed.ok ? parsed.profile.id : parsed.id) ?? place;
    const twice = seen.has(own);
    seen.add(own);
    // Under a name of its own, lest it take the place of the first or make its name ambiguous.
    const id = twice ? `${own} (${place})` : own;
    return { id, parsed: twice ? repeated(own, parsed) : parsed, span: { offset: node.offset, length: node.length } };
  });
  return { profiles, problems };
}

/** Where a value stands in the file: the profile's, or what a problem's path names inside it. */
export function locate(text: string, index: number, path: readonly (string | number)[]): Span | undefined {
  const root = treeOf(text);
  for (let length = path.length; root !== undefined && length >= 0; length--) {
    const node = findNodeAtLocation(root, ['profiles', index, ...path.slice(0, length)]);
    const at = node?.parent?.type === 'property' ? node.parent : node;
    if (at !== undefined) return { offset: at.offset, length: at.length };
  }
  return undefined;
}

/** The value at a place of a JSON text; undefined where there is none. */
export function valueAt(text: string, path: (string | number)[]): unknown {
  const root = treeOf(text);
  const node = root && findNodeAtLocation(root, path);
  return node === undefined ? undefined : getNodeValue(node);
}

/** The edits that take a value out of a JSON text, comments and layout around it kept; none where there is no such value. */
export function removeAt(text: string, path: (string | number)[]): { offset: number; length: number; text: string }[] {
  if (valueAt(text, path) === undefined) return [];
  // Without formatting options: with them it lays out anew what stands around.
  return modify(withoutMark(text), path, undefined, {}).map(({ offset, length, content }) => ({
    offset,
    length,
    text: content,
  }));
}

/** The tree of a JSON text; undefined for one that is empty, or nested so deeply that reading it ends the stack. */
function treeOf(text: string, errors: ParseError[] = []): Node | undefined {
  try {
    return parseTree(withoutMark(text), errors, { allowTrailingComma: true });
  } catch {
    return undefined;
  }
}

/** A byte order mark is no part of the text; a space in its place leaves offsets what they are. */
function withoutMark(text: string): string {
  return text.replace(/^\uFEFF/, ' ');
}

/** Its other problems stay: a secret in it is to be seen, too. */
function repeated(id: string, parsed: ParsedProfile): ParsedProfile {
  const name = parsed.ok ? parsed.profile.name : parsed.name;
  const message = `“id” repeats “${plain(id, 100)}”, which stands further up in the file`;
  const others = parsed.ok ? [] : parsed.problems;
  return { ok: false, id, name, problems: [{ code: 'profile-invalid', path: ['id'], message }, ...others] };
}

function failed(message: string, node: Node): TeamFile {
  return { profiles: [], problems: [{ message, offset: node.offset, length: Math.min(node.length, 1) }] };
}
