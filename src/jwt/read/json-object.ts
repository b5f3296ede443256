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

/** What is wrong with a part of a token, a sentence. @param part the part as people call it */
export function jsonProblem(problem: JsonProblem, part: string): string {
  switch (problem.kind) {
    case 'empty':
      return t('Its {part} is empty.', { part });
    case 'no-utf8':
      return t('Its {part} isn’t valid UTF-8.', { part });
    case 'no-json':
      return t('Its {part} isn’t JSON.', { part });
    case 'no-object':
      return t('Its {part} is JSON but not an object.', { part });
    case 'twice':
      return t('Its {part} has “{name}” twice, and programs differ in which one they use.', {
        part,
        name: plain(problem.name, 60),
      });
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
