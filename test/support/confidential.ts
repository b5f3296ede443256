// What a run of the tests has that must not be found in what VS Code writes and shows: see test/host/leaks.ts.

/** Values by what they are. Of the whole process: each file of tests is a bundle with a copy of this module. */
const noted = ((globalThis as { tokenDeckConfidential?: Map<string, string> }).tokenDeckConfidential ??= new Map());

/** A shorter value may also be an ordinary word. */
const shortest = 8;

/** Parameters of requests, and members of answers, that are secrets, tokens, codes and the like. */
const names = new Set([
  ...['client_secret', 'client_assertion', 'assertion', 'password', 'code', 'code_verifier', 'state', 'nonce'],
  ...['access_token', 'refresh_token', 'id_token', 'token', 'id_token_hint', 'subject_token', 'actor_token'],
  ...['registration_access_token', 'device_code', 'clientSecret', 'privateKey', 'value'],
]);

/** Notes a value, and what it is, for the message about where it was found. */
export function noteConfidential(what: string, value: unknown): void {
  for (const each of [value].flat())
    if (typeof each === 'string' && each.length >= shortest) noted.set(each, noted.get(each) ?? what);
}

/** Notes what is confidential of the parameters of a request, the members of an answer, or an argument of a command. */
export function noteMembers(members: object): void {
  for (const [name, value] of Object.entries(members)) if (names.has(name)) noteConfidential(name, value);
}

/** Notes the credentials of a header `Authorization`, those of HTTP Basic decoded too. */
export function noteAuthorization(header: string | undefined): void {
  const [, scheme = '', credentials = ''] = /^(\S+) +(\S+)$/.exec(header ?? '') ?? [];
  noteConfidential('Authorization', credentials);
  if (scheme.toLowerCase() !== 'basic') return;
  const secret = Buffer.from(credentials, 'base64')
    .toString()
    .replace(/^[^:]*:/, '');
  noteConfidential('client_secret', [secret, new URLSearchParams(`s=${secret.replace(/&/g, '%26')}`).get('s')]);
}

/** Notes an address that a browser is sent to: a login's answer, or a request for a login. */
export function noteAddress(address: string | undefined): void {
  const [, query = '', fragment = ''] = /^[^?#]*\??([^#]*)#?(.*)$/.exec(address ?? '') ?? [];
  for (const part of [query, fragment]) noteMembers(Object.fromEntries(new URLSearchParams(part)));
}

/** Everything that was noted so far: what it is, by its value. */
export function confidential(): ReadonlyMap<string, string> {
  return noted;
}
