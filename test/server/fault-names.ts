/** Where an answer can be broken. */
export type Place = 'authorize' | 'token' | 'discovery' | 'jwks' | 'userinfo';

/** Ways to break any answer: its transport, or its body as a whole. */
export const bodyFaults = {
  html: 'status 200 with an HTML page',
  'html-502': 'status 502 with an HTML page',
  large: 'a right answer of more than 1 MiB, with content-length',
  'large-chunked': 'the same without content-length',
  endless: 'the head of an answer and half a body, then nothing, for ever',
  silent: 'nothing at all, for ever',
  trickle: 'white space, a byte every 20 ms, for ever',
  text: 'status 200, application/json, and a body that is not JSON',
  null: 'the JSON value null',
  array: 'a JSON array',
  empty: 'status 200 and no body',
  reset: 'the connection reset before an answer',
  cut: 'content-length promises more than comes',
  redirect: 'status 302 to another host, which answers as if all were well',
  'redirect-307': 'the same with 307, which has clients send the body again',
  unavailable: 'status 503, retry-after, no body',
  'too-many': 'status 429, retry-after, JSON error',
} as const;

/** Ways to break what the token endpoint says. */
export const tokenFaults = {
  'null-fields': 'null for refresh_token, scope, expires_in and id_token',
  'string-expires-in': 'expires_in is "3600"',
  'no-expires-in': 'no expires_in; the access token is a JWT with exp',
  'odd-expires-in': 'expires_in is “soon”',
  'no-token-type': 'no token_type',
  'other-token-type': 'token_type is "mac"',
  'lower-token-type': 'token_type is "bearer", which is right',
  'no-access-token': 'no access_token',
  'control-token': 'an access token with a line break and a quote in it',
  opaque: 'an opaque access token, which is right',
  'error-challenge': 'status 401, WWW-Authenticate and a JSON error',
  'error-reflects': 'status 400, error_description repeats the whole request: secret, code, verifier',
  'error-controls': 'status 400, error_description with control characters, escape sequences and bidi overrides',
  'error-200': 'an OAuth error with status 200, as some servers do',
  'error-nested': 'status 400, error is an object',
  'refresh-invalid-grant': 'invalid_grant for every refresh token',
  'refresh-same': 'refreshing gives no new refresh token, which is right',
} as const;

/** Ways to forge an ID token, which is right otherwise. */
export const idTokenFaults = {
  'id-signature': 'the signature is of another key',
  'id-alg-none': 'alg none, no signature',
  'id-hs256': 'HS256 with the public key as the secret',
  'id-unknown-kid': 'a kid that the JWKS does not have',
  'id-iss': 'another issuer',
  'id-aud': 'another audience',
  'id-azp': 'two audiences, azp is the other one',
  'id-azp-missing': 'two audiences, no azp',
  'id-exp': 'expired an hour ago',
  'id-exp-missing': 'no exp',
  'id-nonce': 'another nonce',
  'id-nonce-missing': 'no nonce',
  'id-iat-missing': 'no iat',
  'id-sub-missing': 'no sub',
  'id-at-hash': 'the hash of another access token, in a redirect',
  'id-at-hash-missing': 'no hash of the access token, in a redirect',
  'id-missing': 'no ID token at all',
  'id-garbage': 'an ID token that is not a JWT',
} as const;

/** Ways to break the redirect after a login. */
export const redirectFaults = {
  'iss-wrong': 'another iss (RFC 9207)',
  'iss-missing': 'no iss, though the metadata promise it',
  'state-wrong': 'another state',
  'state-missing': 'no state',
  'code-odd': 'a code with + / = % & in it, which is right',
  'code-missing': 'no code',
  error: 'access_denied with a description',
  'error-controls-redirect': 'an error whose description has control characters and bidi overrides',
} as const;

/** Ways to break the metadata. */
export const metadataFaults = {
  'metadata-issuer': 'the metadata name another issuer',
  'metadata-insecure': 'the token endpoint is http: on a host that is not loopback',
  'metadata-no-token': 'no token endpoint',
  'metadata-odd': 'endpoints that are not strings',
} as const;

type At<P extends string> = `${P}.${keyof typeof bodyFaults}`;

/** A fault: `token.html`, `discovery.trickle`, `jwks.large`…, or just the name of one of the others. */
export type FaultName =
  | At<Place>
  | keyof typeof tokenFaults
  | keyof typeof idTokenFaults
  | keyof typeof redirectFaults
  | keyof typeof metadataFaults;
