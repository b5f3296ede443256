import { t } from '@vscode/l10n';
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
import { invalid } from './problem';

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
 * allowed. A profile that is wrong leaves its neighbours usable; a file that is not JSON gives none. Never throws.
 * @param parse how one profile is read (`parseProfile`)
 */
export function parseTeamFile(text: string, parse: (input: unknown) => ParsedProfile): TeamFile {
  const errors: ParseError[] = [];
  const root = treeOf(text, errors);
  const error = errors[0];
  if (error !== undefined || root === undefined) {
    const message = text.trim() === '' ? t('the file is empty') : notJson(error);
    return { profiles: [], problems: [{ message, offset: error?.offset ?? 0, length: error?.length ?? 0 }] };
  }
  if (root.type !== 'object') return failed(t('the file must be an object with "version" and "profiles"'), root);
  const version = findNodeAtLocation(root, ['version']);
  if (version === undefined) return failed(t('"version": 1 is missing'), root);
  if (version.value !== 1)
    return failed(t('"version" must be 1: a newer Token Deck may have written this file'), version);
  const list = findNodeAtLocation(root, ['profiles']);
  if (list?.type !== 'array') return failed(t('"profiles" must be a list'), list ?? root);

  const problems = (root.children ?? [])
    .map((property) => property.children?.[0])
    .filter((key): key is Node => key !== undefined && !wholeFields.has(String(key.value)))
    .map((key) => ({
      message: t('“{field}” is an unknown field', { field: plain(String(key.value), 100) }),
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
    // Under a name of its own, so that it neither takes the place of the first nor makes its name ambiguous.
    const id = twice ? `${own} (${place})` : own;
    return { id, parsed: twice ? repeated(own, parsed) : parsed, span: { offset: node.offset, length: node.length } };
  });
  return { profiles, problems };
}

/** Where a value is in the file: the profile's, or what a problem's path names inside it. */
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
  // Without formatting options: with them it would also change the layout around the value.
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

/** A byte order mark is not part of the text; a space in its place keeps the offsets as they are. */
function withoutMark(text: string): string {
  return text.replace(/^\uFEFF/, ' ');
}

function notJson(error: ParseError | undefined): string {
  if (error === undefined) return t('the file is not valid JSON (nested too deeply)');
  return t('the file is not valid JSON ({reason})', { reason: printParseErrorCode(error.error) });
}

/** Its other problems stay: a secret in it must be seen, too. */
function repeated(id: string, parsed: ParsedProfile): ParsedProfile {
  const name = parsed.ok ? parsed.profile.name : parsed.name;
  const message = t('“id” repeats “{id}”, which stands further up in the file', { id: plain(id, 100) });
  const others = parsed.ok ? [] : parsed.problems;
  return { ok: false, id, name, problems: [invalid(['id'], message), ...others] };
}

function failed(message: string, node: Node): TeamFile {
  return { profiles: [], problems: [{ message, offset: node.offset, length: Math.min(node.length, 1) }] };
}
