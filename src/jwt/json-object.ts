import { plain } from '../faults/plain';
import { fromUtf8, isObject } from './base64url';

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
  const names = new Set<string>();
  let depth = 0;
  for (let at = 0; at < json.length; at++) {
    const char = json[at];
    if (char === '{' || char === '[') depth++;
    else if (char === '}' || char === ']') depth--;
    else if (char === '"') {
      const end = endOfString(json, at);
      if (depth === 1 && isName(json, end)) {
        const name = JSON.parse(json.slice(at, end)) as string;
        if (names.has(name)) return name;
        names.add(name);
      }
      at = end - 1;
    }
  }
  return undefined;
}

/** Where a string ends, its quotes included. */
function endOfString(json: string, start: number): number {
  let at = start + 1;
  while (at < json.length && json[at] !== '"') at += json[at] === '\\' ? 2 : 1;
  return at + 1;
}

/** Whether a colon follows: a string with one is a name. */
function isName(json: string, end: number): boolean {
  let at = end;
  while (/\s/.test(json[at] ?? '')) at++;
  return json[at] === ':';
}
