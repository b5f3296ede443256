/** The types that have a short name in a profile (RFC 8693 section 3). */
const short = new Set(['access_token', 'refresh_token', 'id_token', 'jwt', 'saml1', 'saml2']);

/** A token's type as a request names it: a URN. @param type a short name or a whole URN; an access token by default */
export function tokenTypeOf(type = 'access_token'): string {
  return short.has(type) ? `urn:ietf:params:oauth:token-type:${type}` : type;
}
