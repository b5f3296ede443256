import { t } from '@vscode/l10n';
import { fromUtf8 } from '../../base/base64url';
import { plain } from '../../faults/plain';
import { readJson } from './json-text';

/** Why a header or a claims set cannot be accepted. */
export type JsonProblem = { kind: 'empty' | 'no-utf8' | 'no-json' | 'no-object' } | { kind: 'twice'; name: string };

/**
 * Reads a header or a claims set, which must be a JSON object. A name that is there twice is refused, as RFC 7515
 * section 4 and RFC 7519 section 4 allow: one reader takes the first, another the last.
 */
export function readJsonObject(bytes: Uint8Array): { value: Record<string, unknown> } | { problem: JsonProblem } {
  if (bytes.length === 0) return { problem: { kind: 'empty' } };
  const text = fromUtf8(bytes);
  if (text === undefined) return { problem: { kind: 'no-utf8' } };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { problem: { kind: 'no-json' } };
  }
  if (!isObject(value)) return { problem: { kind: 'no-object' } };
  const twice = duplicateName(text);
  return twice === undefined ? { value } : { problem: { kind: 'twice', name: twice } };
}

/**
 * What is wrong with a header, a sentence.
 * @param form that of a JWS, which people also know by its place, or of a JWE
 */
export function headerProblem(problem: JsonProblem, form: 'jws' | 'jwe'): string {
  switch (problem.kind) {
    case 'empty':
      return form === 'jws' ? t('Its header (first part) is empty.') : t('Its header is empty.');
    case 'no-utf8':
      return form === 'jws' ? t('Its header (first part) isn’t valid UTF-8.') : t('Its header isn’t valid UTF-8.');
    case 'no-json':
      return form === 'jws' ? t('Its header (first part) isn’t JSON.') : t('Its header isn’t JSON.');
    case 'no-object':
      return form === 'jws'
        ? t('Its header (first part) is JSON but not an object.')
        : t('Its header is JSON but not an object.');
    case 'twice': {
      const name = plain(problem.name, 60);
      return form === 'jws'
        ? t('Its header (first part) has “{name}” twice, and programs differ in which one they use.', { name })
        : t('Its header has “{name}” twice, and programs differ in which one they use.', { name });
    }
  }
}

/** The first name that an object has twice, its inner objects aside. @param json valid JSON of an object */
export function duplicateName(json: string): string | undefined {
  const node = readJson(json);
  const seen = new Set<string>();
  for (const { name } of node.kind === 'object' ? node.members : []) {
    if (seen.has(name)) return name;
    seen.add(name);
  }
  return undefined;
}

/** Whether a value is a JSON object: neither a list nor null. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
