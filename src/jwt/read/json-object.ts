import { plain } from '../../faults/plain';
import { fromUtf8 } from '../../base/base64url';
import { readJson } from './json-text';

/**
 * Reads the JSON object that a header or a claims set is. Names that stand in it twice are refused (RFC 7515 section 4
 * and RFC 7519 section 4 both allow that): one reader takes the first, another the last.
 * @returns what is wrong, in words that follow “it”, where it is none
 */
export function readJsonObject(bytes: Uint8Array): { value: Record<string, unknown> } | { problem: string } {
  if (bytes.length === 0) return { problem: 'is empty' };
  const text = fromUtf8(bytes);
  if (text === undefined) return { problem: 'is no valid UTF-8' };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { problem: 'is no JSON' };
  }
  if (!isObject(value)) return { problem: 'is JSON, but no object' };
  const twice = duplicateName(text);
  return twice === undefined
    ? { value }
    : { problem: `has “${plain(twice, 60)}” twice, which readers take differently` };
}

/** The first name that stands twice in an object, its inner objects aside. @param json valid JSON of an object */
export function duplicateName(json: string): string | undefined {
  const node = readJson(json);
  const seen = new Set<string>();
  for (const { name } of node.kind === 'object' ? node.members : []) {
    if (seen.has(name)) return name;
    seen.add(name);
  }
  return undefined;
}

/** Whether a value is an object as JSON has them: no list, not null. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
