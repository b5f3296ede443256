import { t } from '@vscode/l10n';
import {
  createScanner,
  findNodeAtLocation,
  findNodeAtOffset,
  getNodePath,
  getNodeValue,
  type Node,
  type ParseError,
} from 'jsonc-parser';
import { plain } from '../faults/plain';
import { treeOf, type Span } from './json-tree';
import type { ParsedProfile } from './parse';
import { fieldAt, invalid, unreadable, type Problem } from './problem';
import type { TextEdit } from './text-edits';
import type { Profile } from './schema';
import { undisclosable } from './undisclosable';

/** Something that is wrong with the file as a whole, not with one profile. */
export interface FileProblem extends Span {
  /** A whole sentence. */
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
  const { root, deep } = treeOf(text, errors);
  const error = errors[0];
  if (error !== undefined || root === undefined) {
    const message = text.trim() === '' ? t('The file is empty.') : notJson(text, error);
    // The parser puts the end of a comment that is not closed beyond the text.
    const offset = Math.min(error?.offset ?? 0, text.length);
    const length = Math.min(error?.length ?? 0, text.length - offset);
    return { profiles: [], problems: [{ message, offset, length }] };
  }
  if (root.type !== 'object') return failed(t('The file must be an object with "version" and "profiles".'), root);
  const version = findNodeAtLocation(root, ['version']);
  if (version === undefined) return failed(t('"version": 1 is missing.'), root);
  if (version.value !== 1)
    return failed(t('"version" must be 1: a newer Token Deck may have written this file.'), version);
  const list = findNodeAtLocation(root, ['profiles']);
  if (list?.type !== 'array') return failed(t('"profiles" must be a list.'), list ?? root);

  const problems = (root.children ?? [])
    .map((property) => property.children?.[0])
    .filter((key): key is Node => key !== undefined && !wholeFields.has(String(key.value)))
    .map((key) => ({
      message: t('“{field}” is an unknown field.', { field: plain(String(key.value), 100) }),
      offset: key.offset,
      length: key.length,
    }));

  const seen = new Set<string>();
  const profiles = (list.children ?? []).map((node, index) => {
    const parsed = withProblems(shownWhole(parseNode(node, parse)), nestedTooDeeply(root, node, deep));
    const place = `profile ${index + 1}`;
    const own = (parsed.ok ? parsed.profile.id : parsed.id) ?? place;
    const twice = seen.has(own);
    seen.add(own);
    // Under a name of its own, so that it neither takes the place of the first nor makes its name ambiguous.
    const id = twice ? `${own} (${place})` : own;
    const problems = twice ? [repeats(own)] : [];
    return { id, parsed: withProblems(parsed, problems), span: { offset: node.offset, length: node.length } };
  });
  return { profiles, problems };
}

/**
 * Where a value is in the text: the profile's, or what a problem's path names inside it.
 * @param index which profile of a team file; undefined if the text is a profile
 */
export function locate(text: string, index: number | undefined, path: readonly (string | number)[]): Span | undefined {
  const { root } = treeOf(text);
  const profile = index === undefined ? [] : ['profiles', index];
  for (let length = path.length; root !== undefined && length >= 0; length--) {
    const node = findNodeAtLocation(root, [...profile, ...path.slice(0, length)]);
    const at = node?.parent?.type === 'property' ? node.parent : node;
    if (at !== undefined) return { offset: at.offset, length: at.length };
  }
  return undefined;
}

/** The value at a place of a JSON text; undefined where there is none. */
export function valueAt(text: string, path: (string | number)[]): unknown {
  const { root } = treeOf(text);
  const node = root && findNodeAtLocation(root, path);
  return node === undefined ? undefined : getNodeValue(node);
}

/**
 * The edits that give a profile another text in a field, comments and layout around it kept. A field that it lacks comes
 * after its id; none where there is no such profile.
 */
export function setText(text: string, index: number, field: 'id' | 'name', value: string): TextEdit[] {
  const { root } = treeOf(text);
  const at = (name: string) => root && findNodeAtLocation(root, ['profiles', index, name]);
  const present = at(field);
  if (present !== undefined) return [{ offset: present.offset, length: present.length, text: JSON.stringify(value) }];
  const id = at('id');
  if (id?.parent === undefined) return [];
  const space = /\s*$/.exec(text.slice(0, id.parent.offset))?.[0] ?? '';
  const added = `,${space}${JSON.stringify(field)}: ${JSON.stringify(value)}`;
  return [{ offset: id.offset + id.length, length: 0, text: added }];
}

/**
 * A team file without profiles yet. It names no `$schema`: the editor applies the one of the extension by the file's
 * name, and its address differs on each machine.
 */
export function emptyTeamFile(): string {
  const about = [
    t('Profiles of Token Deck for everyone who works in this folder.'),
    t('Never write secrets to this file.'),
  ];
  return `{\n${about.map((line) => `  // ${line}\n`).join('')}  "version": 1,\n  "profiles": []\n}\n`;
}

/**
 * The edits that add a profile at the end of a team file, all that is there kept as it is; a whole file where there is
 * none.
 * @param text a team file without problems, or nothing
 */
export function addTo(text: string, profile: object): TextEdit[] {
  const json = (value: object) => JSON.stringify(value, null, 2);
  if (text.trim() === '')
    return [{ offset: 0, length: text.length, text: `${json({ version: 1, profiles: [profile] })}\n` }];
  const { root } = treeOf(text);
  const list = root && findNodeAtLocation(root, ['profiles']);
  if (list?.type !== 'array') return [];
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const last = list.children?.at(-1);
  const indent = last === undefined ? '    ' : (/[ \t]*$/.exec(text.slice(0, last.offset))?.[0] ?? '');
  const added = `${eol}${indent}${json(profile).replaceAll('\n', eol + indent)}`;
  if (last === undefined) return [{ offset: list.offset + 1, length: 0, text: `${added}${eol}  ` }];
  const end = last.offset + last.length;
  const scanner = createScanner(text.slice(end, list.offset + list.length), true);
  scanner.scan();
  const hasComma = text[end + scanner.getTokenOffset()] === ',';
  const after = hasComma ? end + scanner.getTokenOffset() + 1 : end;
  // A comment on the same line belongs to the profile before.
  const comment = /^[ \t]*\/\/[^\r\n]*/.exec(text.slice(after))?.[0] ?? '';
  return [
    ...(hasComma ? [] : [{ offset: end, length: 0, text: ',' }]),
    { offset: after + comment.length, length: 0, text: added },
  ];
}

function notJson(text: string, error: ParseError | undefined): string {
  if (error === undefined) return t('The file is not valid JSON.');
  const lines = text.slice(0, error.offset).split(/\r\n|\r|\n/);
  return t('The file is not valid JSON: line {line}, column {column}.', {
    line: lines.length,
    column: (lines.at(-1) ?? '').length + 1,
  });
}

function repeats(id: string): Problem {
  return invalid(['id'], t('Another profile already uses the ID “{id}”.', { id: plain(id, 100) }));
}

/** A profile cannot take its neighbours down, whatever is in it. */
function parseNode(node: Node, parse: (input: unknown) => ParsedProfile): ParsedProfile {
  try {
    return parse(getNodeValue(node));
  } catch {
    return { ok: false, id: undefined, name: undefined, problems: [unreadable()] };
  }
}

/** What would keep a profile from being used once it is in a team file, beside what else is in the file. */
export function problemsInTeamFile(profile: Profile, parse: (input: unknown) => ParsedProfile): readonly Problem[] {
  const parsed = shownWhole(parse(profile));
  return parsed.ok ? [] : parsed.problems;
}

/** A profile that the question about its use cannot show whole is not asked about, and so not used. */
function shownWhole(parsed: ParsedProfile): ParsedProfile {
  return parsed.ok ? withProblems(parsed, undisclosable(parsed.settings)) : parsed;
}

/** A problem for each field of a profile that was blanked out. */
function nestedTooDeeply(root: Node, profile: Node, deep: readonly Span[]): Problem[] {
  const inside = deep.filter(({ offset }) => offset >= profile.offset && offset < profile.offset + profile.length);
  const fields = inside.map(({ offset }) => {
    const node = findNodeAtOffset(root, offset);
    return node === undefined ? [] : getNodePath(node).slice(2, 3);
  });
  return [...new Map(fields.map((path) => [path.join(), path])).values()].map((path) =>
    invalid(path, t('“{field}” is nested too deeply.', { field: fieldAt(path) })),
  );
}

/** The other problems of the profile stay: a secret in it must be seen, too. */
function withProblems(parsed: ParsedProfile, problems: readonly Problem[]): ParsedProfile {
  if (problems.length === 0) return parsed;
  const { id, name } = parsed.ok ? parsed.profile : parsed;
  return { ok: false, id, name, problems: [...problems, ...(parsed.ok ? [] : parsed.problems)] };
}

function failed(message: string, node: Node): TeamFile {
  return { profiles: [], problems: [{ message, offset: node.offset, length: Math.min(node.length, 1) }] };
}
