import { Fault } from '../faults/fault';
import { decodeJwt, timeClaim } from '../jwt/decode';
import type { TokenSet } from '../storage/token-set';
import { oauthFault, statusFault } from './error-answer';
import type { Answer } from './transport';

const optional = ['refresh_token', 'id_token', 'scope', 'expires_in'] as const;

/**
 * The fields of a token endpoint's successful answer (RFC 6749 section 5.1). Optional fields that are null or empty
 * count as left out, as several servers write them.
 * @throws the OAuth error of the answer, `response-not-json`, `response-invalid`
 */
export function readTokenAnswer(answer: Answer, host: string, secrets: readonly string[]): Record<string, unknown> {
  const { json, status, html } = answer;
  if (typeof json?.error === 'string' && json.error !== '') {
    throw oauthFault(json.error, json.error_description, secrets, status);
  }
  if (json === undefined || status < 200 || status > 299) throw statusFault(status, html, host);
  const fields = { ...json };
  for (const name of optional) {
    if (fields[name] === null || fields[name] === '') delete fields[name];
  }
  const wrong = (what: string) => new Fault('response-invalid', `${host} answered ${what}.`);
  if (typeof fields.access_token !== 'string' || fields.access_token === '') throw wrong('without an “access_token”');
  // VSCHAR alone (RFC 6749 appendix A.12): a line break in a token would be another header where it is put into a request.
  if (!/^[\x20-\x7e]+$/.test(fields.access_token))
    throw wrong('with an “access_token” that has characters no token may have');
  if (typeof fields.token_type !== 'string' || fields.token_type === '')
    throw wrong('without a “token_type” (RFC 6749 section 5.1)');
  if (fields.token_type.toLowerCase() !== 'bearer') throw wrong('with a token that is no bearer token');
  if (fields.expires_in !== undefined && !(Number(fields.expires_in) >= 0))
    throw wrong('with an “expires_in” that is no number of seconds');
  if (fields.expires_in !== undefined && Number(fields.expires_in) === 0) delete fields.expires_in;
  if (Array.isArray(fields.scope)) fields.scope = fields.scope.join(' ');
  for (const name of ['refresh_token', 'id_token', 'scope'] as const) {
    if (fields[name] !== undefined && typeof fields[name] !== 'string') throw wrong(`with “${name}” that is no text`);
  }
  return fields;
}

/** What of an answer is kept. Without `expires_in`, a JWT's own `exp` says when it expires. */
export function toTokenSet(fields: Record<string, unknown>, obtainedAt: number): TokenSet {
  const text = (name: string) => (typeof fields[name] === 'string' ? fields[name] : undefined);
  const accessToken = text('access_token') ?? '';
  const set: TokenSet = {
    accessToken,
    tokenType: (text('token_type') ?? 'bearer').toLowerCase(),
    idToken: text('id_token'),
    refreshToken: text('refresh_token'),
    scope: text('scope'),
    obtainedAt,
  };
  const expiresIn = fields.expires_in;
  if (expiresIn !== undefined)
    return { ...set, expiresAt: obtainedAt + Number(expiresIn) * 1000, expirySource: 'expires_in' };
  const claims = decodeJwt(accessToken)?.claims;
  const exp = claims && timeClaim(claims, 'exp');
  return exp === undefined ? set : { ...set, expiresAt: exp, expirySource: 'exp' };
}
