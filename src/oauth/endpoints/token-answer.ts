import { t } from '@vscode/l10n';
import { Fault } from '../../faults/fault';
import { decodeJwt, timeClaim } from '../../jwt/read/decode';
import { furtherFields } from '../../storage/further-fields';
import { isObject } from '../../profile/json-value';
import type { TokenSet } from '../../storage/token-set';
import { isSuccess, oauthFault, statusFault } from '../error-answer';
import type { Answer } from '../transport';

const required = ['access_token', 'token_type'] as const;
const optional = ['refresh_token', 'id_token', 'scope', 'expires_in'] as const;

/**
 * The types of tokens that can be used, in lower case, by the names that servers have for them: Slack calls a bearer
 * token by whose it is. What is no access token can still be what a token exchange was made for (RFC 8693 section 2.2.1).
 */
const tokenTypes: Readonly<Record<string, string>> = { bearer: 'bearer', bot: 'bearer', user: 'bearer', n_a: 'n_a' };

/** Seconds, some thirty years: a token that lives longer is given this life. */
const longestLife = 1e9;

/** A token endpoint's successful answer, as far as it is used. */
export interface TokenAnswer {
  access_token: string;
  token_type: string;
  expires_in?: number;
  refresh_token?: string;
  id_token?: string;
  scope?: string;
  /** What the server added, as far as it is kept; see `furtherFields`. Apart, so that the library takes none for its own. */
  extra?: unknown;
}

/**
 * The fields of a token endpoint's successful answer (RFC 6749 section 5.1), and apart from them what the
 * server adds. Optional fields that are null or empty count as left out too, as several servers write them.
 * @param isBound whether the access token has to be bound to the client's key (RFC 9449 section 5), or must not be
 * @throws the OAuth error of the answer, `response-not-json`, `response-invalid`
 */
export function readTokenAnswer(answer: Answer, secrets: readonly string[], isBound = false): TokenAnswer {
  const { json, status, host } = answer;
  if (typeof json?.error === 'string' && json.error !== '')
    throw oauthFault(json.error, json.error_description, secrets, answer);
  if (json === undefined || !isSuccess(status)) throw statusFault(answer);
  return tokenFields(json, host, isBound);
}

/**
 * The fields of an answer with a token, from the token endpoint or in a fragment (RFC 6749 section 4.2.2).
 * @param host whose answer it is
 * @throws `response-invalid`
 */
export function tokenFields(json: Readonly<Record<string, unknown>>, host: string, isBound = false): TokenAnswer {
  const fields: Record<string, unknown> = {};
  for (const name of [...required, ...optional]) {
    if (json[name] !== undefined && json[name] !== null && json[name] !== '') fields[name] = json[name];
  }
  const wrong = (what: string) => new Fault('response-invalid', what);
  if (typeof fields.access_token !== 'string') throw wrong(t('{host} returned no “access_token”.', { host }));
  // Only VSCHAR (RFC 6749 appendix A.12): a line break in a token would be another header where it is put into a request.
  // No braces, which no bearer token has (RFC 6750 section 2.1): httpYac would run what is between them.
  if (!/^[\x20-\x7a|~]+$/.test(fields.access_token))
    throw wrong(t('{host} returned an “access_token” with characters that aren’t allowed in a token.', { host }));
  if (typeof fields.token_type !== 'string')
    throw wrong(t('{host} returned no “token_type” (RFC 6749 section 5.1).', { host }));
  const type = fields.token_type.toLowerCase();
  // What is no access token is bound to nothing.
  const bound: Readonly<Record<string, string>> = { dpop: 'dpop', n_a: 'n_a' };
  const usable = isBound ? bound : tokenTypes;
  fields.token_type = Object.hasOwn(usable, type) ? usable[type] : undefined;
  if (fields.token_type === undefined) throw otherType(type, isBound, host);
  if (fields.expires_in !== undefined) {
    const seconds = secondsOf(fields.expires_in);
    if (seconds === undefined)
      throw wrong(t('{host} returned an “expires_in” that isn’t a number of seconds.', { host }));
    // A token that was just issued cannot live for zero seconds or fewer: such a value counts as left out.
    fields.expires_in = seconds <= 0 ? undefined : Math.min(seconds, longestLife);
  }
  const { scope } = fields;
  if (Array.isArray(scope) && scope.every((one) => typeof one === 'string')) fields.scope = scope.join(' ');
  for (const field of ['refresh_token', 'id_token', 'scope'] as const) {
    if (fields[field] !== undefined && typeof fields[field] !== 'string')
      throw wrong(t('{host} returned a “{field}” that isn’t a string.', { host, field }));
  }
  return { ...(fields as unknown as TokenAnswer), ...addedIn(json) };
}

/** @param type the token's, in lower case */
function otherType(type: string, isBound: boolean, host: string): Fault {
  if (isBound)
    return new Fault(
      'response-invalid',
      t('{host} returned a token that isn’t bound to the profile’s key (DPoP), as the profile asks; it was not used.', {
        host,
      }),
      { next: t('Have the provider bind this client’s tokens (DPoP), or remove “security.dpop” from the profile.') },
    );
  const what = t('{host} returned a token that isn’t a bearer token.', { host });
  const next = t(
    'The provider binds this client’s tokens to a key (DPoP): set “security.dpop” to true in the profile.',
  );
  return new Fault('response-invalid', what, type === 'dpop' ? { next } : {});
}

/** What is kept of the fields that a server adds to those of the standard. */
function addedIn(json: Readonly<Record<string, unknown>>): Pick<TokenAnswer, 'extra'> {
  const names: readonly string[] = [...required, ...optional];
  const added = Object.fromEntries(Object.entries(json).filter(([name]) => !names.includes(name)));
  const tokens = [json.access_token, json.refresh_token, json.id_token].filter((token) => typeof token === 'string');
  const extra = furtherFields(added, tokens);
  return extra === undefined ? {} : { extra };
}

/** A number of seconds, also one that is written as text; undefined for anything else. */
function secondsOf(value: unknown): number | undefined {
  if (typeof value === 'string') return /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : undefined;
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** What of an answer is kept. Without `expires_in`, a JWT's own `exp` says when it expires. */
export function toTokenSet(answer: Readonly<TokenAnswer>, obtainedAt: number): TokenSet {
  const set: TokenSet = {
    accessToken: answer.access_token,
    tokenType: answer.token_type.toLowerCase(),
    idToken: answer.id_token,
    refreshToken: answer.refresh_token,
    scope: answer.scope,
    obtainedAt,
    ...(isObject(answer.extra) && { extra: answer.extra }),
  };
  if (answer.expires_in !== undefined)
    return { ...set, expiresAt: obtainedAt + answer.expires_in * 1000, expirySource: 'expires_in' };
  const claims = decodeJwt(answer.access_token)?.claims;
  const exp = claims && timeClaim(claims, 'exp');
  return exp === undefined ? set : { ...set, expiresAt: exp, expirySource: 'exp' };
}
