// What of an exchange must not be told. A provider may repeat what was sent to it, or put a token where none belongs: into
// an address, a header, a name. So everything that is told goes through here.
import { plain, redact, redactBeginning } from '../faults/plain';
import { parseObject, type Answer } from './transport';

/** Parameters whose values are no secret. All others count as one, also those that a profile has of its own. */
const open = new Set([
  ...['grant_type', 'client_id', 'scope', 'audience', 'resource', 'organization', 'redirect_uri'],
  ...['token_type_hint', 'subject_token_type', 'actor_token_type', 'requested_token_type', 'client_assertion_type'],
  // Of a client that is registered (RFC 7591 section 2).
  ...['client_name', 'application_type', 'redirect_uris', 'grant_types', 'response_types'],
  'token_endpoint_auth_method',
]);

/** Members of an answer that are told, or say what was granted. Addresses are open too. */
const openMembers = new Set(['error', 'error_description', 'error_uri', 'scope', 'token_type', 'issued_token_type']);

/** A shorter value may also be an ordinary word in an address or an error. */
const shortestReceived = 8;

/** What a request carries that must not be told: the values of its parameters and its credentials. */
export function untoldOfRequest({ body, headers }: RequestInit): string[] {
  const values = [...parametersOf(body)].filter(([name]) => !open.has(name)).map(([, value]) => value);
  const sent = new Headers(headers);
  const proof = sent.get('dpop');
  return [...values, ...credentialsIn(sent.get('authorization')), ...(proof === null ? [] : [proof])];
}

/** What an answer carries that must not be told: every text that is not an address, whatever its name is. */
export function untoldOfAnswer({ json = {}, jwt }: Partial<Pick<Answer, 'json' | 'jwt'>>): string[] {
  const texts = Object.entries(json).flatMap(([name, value]) =>
    typeof value === 'string' && value.length >= shortestReceived && !openMembers.has(name) ? [value] : [],
  );
  return [...texts.filter((text) => !text.includes('://')), ...(jwt === undefined ? [] : [jwt])];
}

/** The parameters of a body, a form or JSON. */
export function parametersOf(body: RequestInit['body']): [name: string, value: string][] {
  if (body instanceof URLSearchParams) return [...body];
  return Object.entries(parseObject(body) ?? {}).flatMap(([name, value]) =>
    [value].flat().map((each): [string, string] => [name, typeof each === 'string' ? each : JSON.stringify(each)]),
  );
}

/** Both halves of HTTP Basic, as they were sent and decoded; else what follows the scheme. */
function credentialsIn(authorization: string | null): string[] {
  const [, scheme = '', credentials = ''] = /^(\S+) +(.*)$/.exec(authorization ?? '') ?? [];
  if (scheme.toLowerCase() !== 'basic') return credentials === '' ? [] : [credentials];
  try {
    const secret = atob(credentials).replace(/^[^:]*:/, '');
    // RFC 6749 section 2.3.1; `redact` knows how a value is encoded, not how it is decoded.
    const decoded = new URLSearchParams(`s=${secret.replace(/&/g, '%26')}`).get('s') ?? '';
    return [credentials, secret, decoded];
  } catch {
    return [credentials];
  }
}

/** Longer than the ids that vendors put into paths (Okta’s have 20 characters), shorter than tokens. */
const longRun = 24;

/**
 * Whether a word could be a token or a key, by its looks: long, and as mixed as words and ids are not. A UUID is not, nor
 * is a name of several words.
 */
function looksSecret(word: string): boolean {
  const isMixed = /\d/.test(word) && /[a-z]/i.test(word);
  if (!isMixed || word.length < longRun) return false;
  const hasBothCases = /[a-z]/.test(word) && /[A-Z]/.test(word);
  return word.split(/[-.~:]/).some((run) => run.length >= longRun) || (hasBothCases && word.length >= 32);
}

/** An address without its query, and without what must not be told. Of a path, whatever looks like a secret goes too. */
export function tellableAddress({ origin, pathname }: URL, untold: readonly string[]): string {
  const path = pathname
    .split('/')
    .map((segment) => (looksSecret(segment) ? '•••' : segment))
    .join('/');
  return plain(redact(`${origin}${path}`, untold), 300);
}

/** The name of a parameter or a member, without secrets: a malicious or very odd provider may put one there. */
export function tellableName(name: string, untold: readonly string[]): string {
  const told = plain(redactBeginning(name, untold, 1000), 60);
  return looksSecret(told) ? '•••' : told;
}

/** A text of few characters, such as an id of a request; undefined where it is another, or holds what must not be told. */
export function tellableId(value: string, untold: readonly string[]): string | undefined {
  return /^[\w.:;=+/@-]{1,128}$/.test(value) && redact(value, untold) === value ? value : undefined;
}

/** A provider's own words, as one line; undefined where they hold what must not be told, or something that looks so. */
export function tellableWords(words: string, untold: readonly string[]): string | undefined {
  if (words.length > 4096 || redact(words, untold) !== words) return undefined;
  return words.split(/[\s"'“”<>()[\]{},;=]+/).some(looksSecret) ? undefined : plain(words, 500);
}
