import { t } from '@vscode/l10n';
import type { ServerMetadata } from 'openid-client';
import { Fault } from '../../faults/fault';
import { oauthFault } from '../error-answer';

/** Parameters of a redirect that may be there once (RFC 6749 section 3.1). */
const single = ['code', 'state', 'iss', 'error', 'response'];

/** Those of a token in a fragment (RFC 6749 section 4.2.2, OpenID Connect Core section 3.2.2.5). */
const ofToken = ['access_token', 'token_type', 'expires_in', 'scope', 'id_token'];

/**
 * The redirect that ended a login, with only OAuth's own parameters: a server may add others.
 * @param isSigned whether a code must come in a signed response (JARM); then nothing beside that counts
 * @throws `login-mismatch`
 */
export function redirectOf(answer: URLSearchParams, isSigned = false): URL {
  refuseRepeated(answer, single);
  const url = new URL('http://127.0.0.1/');
  const response = answer.get('response');
  if (isSigned && response !== null) {
    url.searchParams.set('response', response);
    return url;
  }
  for (const name of [...single, 'error_description', 'error_uri']) {
    const value = answer.get(name);
    if (value !== null) url.searchParams.set(name, value);
  }
  if (!url.searchParams.has('code') && !url.searchParams.has('error'))
    throw new Fault('login-mismatch', t('The redirect has neither a code nor an error.'));
  // A server that does not know signed responses says so without one.
  if (isSigned && !url.searchParams.has('error'))
    throw new Fault('login-mismatch', t('The response to the sign-in is not signed (JARM), as the profile asks.'));
  return url;
}

function refuseRepeated(answer: URLSearchParams, names: readonly string[]): void {
  const twice = names.find((name) => answer.getAll(name).length > 1);
  if (twice !== undefined)
    throw new Fault('login-mismatch', t('The redirect has the parameter “{name}” more than once.', { name: twice }));
}

/** What the fragment of a redirect is held against. */
interface ExpectedFragment {
  state: string;
  /** Those of the profile's issuer; undefined where it has none. */
  metadata: ServerMetadata | undefined;
  /** What must not appear in a message. */
  secrets: readonly string[];
  log: (line: string) => void;
}

/**
 * The token in the fragment of a redirect, with only OAuth's own parameters: no refresh token may be there (RFC 6749
 * section 4.2.2).
 * @throws `login-mismatch`, `issuer-mismatch`, `login-refused` and other OAuth errors
 */
export function fragmentOf(
  answer: URLSearchParams,
  { state, metadata, secrets, log }: ExpectedFragment,
): Record<string, string> {
  refuseRepeated(answer, [...single, ...ofToken]);
  if (answer.get('state') !== state)
    throw new Fault('login-mismatch', t('The redirect is not from this sign-in (state).'));
  const issuer = new URL('http://127.0.0.1/');
  const named = answer.get('iss');
  if (named !== null) issuer.searchParams.set('iss', named);
  if (metadata === undefined) dropIssuer(issuer, log);
  else checkIssuer(issuer, metadata);
  const error = answer.get('error') ?? '';
  if (error !== '') throw oauthFault(error, answer.get('error_description'), secrets);
  if (!answer.has('access_token'))
    throw new Fault('login-mismatch', t('The redirect has neither a token nor an error.'));
  return Object.fromEntries(ofToken.flatMap((name) => (answer.has(name) ? [[name, answer.get(name) ?? '']] : [])));
}

/** Compares the redirect's issuer with the one of the login (RFC 9207 section 2.4). @throws `issuer-mismatch` */
export function checkIssuer(redirect: URL, metadata: ServerMetadata): void {
  const issuer = redirect.searchParams.get('iss') ?? '';
  if (issuer === '') {
    if (metadata.authorization_response_iss_parameter_supported !== true) return;
    throw new Fault('issuer-mismatch', t('The redirect has no issuer (iss), which the metadata promises.'));
  }
  if (issuer !== metadata.issuer)
    throw new Fault('issuer-mismatch', t('The issuer of the redirect (iss) differs from the issuer of the sign-in.'));
}

/** Without an issuer in the profile, the redirect's cannot be checked. */
export function dropIssuer(redirect: URL, log: (line: string) => void): void {
  if (!redirect.searchParams.has('iss')) return;
  log('the redirect names its issuer (iss), and the profile has none to compare it with');
  redirect.searchParams.delete('iss');
}
