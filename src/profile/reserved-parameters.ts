/**
 * Parameters that Token Deck sets itself, or that say whose token it is. A profile that sets them could undo what protects
 * a login, or hold a secret.
 */
const reserved = new Set([
  'actor_token',
  'actor_token_type',
  'assertion',
  'client_assertion',
  'client_assertion_type',
  'client_id',
  'client_secret',
  'code',
  'code_challenge',
  'code_challenge_method',
  'code_verifier',
  'device_code',
  'dpop_jkt',
  'grant_type',
  'nonce',
  'password',
  'redirect_uri',
  'refresh_token',
  'request',
  'request_uri',
  'response_mode',
  'response_type',
  'state',
  'subject_token',
  'subject_token_type',
  'username',
]);

/** Whether a profile's own parameter would set what Token Deck sets itself, as servers may read its name. */
export function isReserved(name: string): boolean {
  return asRead(name).some((each) => reserved.has(each));
}

/**
 * The names in an address's query that are reserved, as servers may read it: some also take `;` for the end of a
 * parameter.
 */
export function reservedIn(search: string): string[] {
  const names = search
    .replace(/^\?/, '')
    .split(/[&;]/)
    .flatMap((part) => [...new URLSearchParams(part).keys()]);
  return [...new Set(names)].filter(isReserved);
}

/**
 * A name as the most lenient servers read it: in any case, up to a NUL, without spaces around it, and without `[]` or
 * `[key]`; or, in PHP, with `_` for spaces, dots and brackets.
 */
function asRead(name: string): string[] {
  // Some letters have one of these as their capital: ſ, ı.
  const read = name.replace(/\0.*$/s, '').trim().toUpperCase().toLowerCase();
  return [read.replace(/\[.*$/s, '').trim(), read.replace(/[ .[]/g, '_')];
}
