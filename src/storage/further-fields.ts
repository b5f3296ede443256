import { isObject } from '../profile/json-value';

/** The bounds of what is kept, in fields, characters and levels. A field beyond them is left out. */
const most = { fields: 32, name: 100, value: 2048, all: 8192, depth: 5 };

/**
 * The ends of names under which a token or a secret is sent, such as Salesforce's sessions (`lightning_sid`) and the
 * address of Slack's `incoming_webhook`. `refresh_token_expires_in` is not one.
 */
const secretName =
  /(?:token|secret|password|assertion|credentials?|cookie|jwt|webhook|_sid|(?:api|access|private|session)[_-]?key)$|^cookie/i;

/** How a JWT begins, wherever it is. */
const jwt = /ey[\w-]{10,}\.[\w-]*\./;

/**
 * What is kept of the fields that a server adds to its token answer (RFC 6749 section 5.1), such as Salesforce's
 * `instance_url`, and Slack's `authed_user` without the token in it: bounded JSON, without anything that looks like a
 * token or a secret by its name or its value. Of a list that holds one, nothing is kept. Never throws.
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
    if (value === null || value === '' || name.length > most.name) continue;
    const fit = fitPart(name, value, tokens, most.depth);
    if (fit === undefined) continue;
    const { length } = JSON.stringify(fit);
    if (length > most.value || size + name.length + length > most.all) continue;
    size += name.length + length;
    kept.push([name, fit]);
  }
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

/**
 * What of a value may be kept under a name: JSON of few levels, with no token or secret in it. Undefined where nothing
 * is left.
 */
function fitPart(name: string, value: unknown, tokens: readonly string[], depth: number): unknown {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (depth === 0 || secretName.test(name)) return undefined;
  if (typeof value === 'string')
    return jwt.test(value) || tokens.some((token) => holds(value, token)) ? undefined : value;
  if (Array.isArray(value)) {
    const items = value.map((item) => fitPart('', item, tokens, depth - 1));
    return items.includes(undefined) ? undefined : items;
  }
  if (!isObject(value)) return undefined;
  const all = Object.entries(value);
  const fit = all.flatMap(([inner, its]): [string, unknown][] => {
    const part = fitPart(inner, its, tokens, depth - 1);
    return part === undefined ? [] : [[inner, part]];
  });
  return fit.length === 0 && all.length > 0 ? undefined : Object.fromEntries(fit);
}

/** Whether a text is or contains a token. One of fewer than eight characters may be part of any text by chance. */
function holds(text: string, token: string): boolean {
  return text === token || (token.length >= 8 && text.includes(token));
}
