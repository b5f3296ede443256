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
  return reserved.has(asRead(name));
}

/** A name as the most lenient server reads it: in any case, without spaces around it, and without `[]` or `[key]`. */
function asRead(name: string): string {
  return name.replace(/\[.*$/s, '').trim().toLowerCase();
}
