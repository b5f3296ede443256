import { isObject } from '../profile/json-value';

/** The bounds of what is kept, in fields, characters and levels. A field beyond them is left out. */
const most = { fields: 32, name: 100, value: 2048, all: 8192, depth: 5 };

/** The ends of names under which a token or a secret is sent. `refresh_token_expires_in` is not one. */
const secretName =
  /(?:token|secret|password|assertion|credentials?|cookie|jwt|(?:api|access|private|session)[_-]?key)$/i;

/** How a JWT begins, wherever it is. */
const jwt = /ey[\w-]{10,}\.[\w-]*\./;

/**
 * What is kept of the fields that a server adds to its token answer (RFC 6749 section 5.1), such as Salesforce's
 * `instance_url` and Keycloak's `refresh_expires_in`: bounded JSON, without anything that looks like a token or a secret
 * by its name or its value. Of an object or a list that holds one, nothing is kept. Never throws.
 * @param tokens the tokens of the answer, which are not kept under any name
 * @returns undefined where nothing is left
 */
export function furtherFields(fields: unknown, tokens: readonly string[]): Record<string, unknown> | undefined {
  if (!isObject(fields)) return undefined;
  const kept: [name: string, value: unknown][] = [];
  let size = 0;
  for (const [name, value] of Object.entries(fields)) {
    if (kept.length === most.fields) break;
    // A field that is null or empty counts as left out.
    if (value === null || value === '' || name.length > most.name || !isFit(name, value, tokens, most.depth)) continue;
    const { length } = JSON.stringify(value);
    if (length > most.value || size + name.length + length > most.all) continue;
    size += name.length + length;
    kept.push([name, value]);
  }
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

/** Whether a value may be kept under a name: JSON of few levels, with no token or secret in it. */
function isFit(name: string, value: unknown, tokens: readonly string[], depth: number): boolean {
  if (value === null || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (depth === 0 || secretName.test(name)) return false;
  if (typeof value === 'string') return !jwt.test(value) && !tokens.some((token) => holds(value, token));
  if (Array.isArray(value)) return value.every((item) => isFit('', item, tokens, depth - 1));
  return isObject(value) && Object.entries(value).every(([inner, its]) => isFit(inner, its, tokens, depth - 1));
}

/** Whether a text is or contains a token. One of fewer than eight characters may be part of any text by chance. */
function holds(text: string, token: string): boolean {
  return text === token || (token.length >= 8 && text.includes(token));
}
