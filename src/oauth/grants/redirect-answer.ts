import { t } from '@vscode/l10n';
import type { ServerMetadata } from 'openid-client';
import { Fault } from '../../faults/fault';

/** Parameters of a redirect that may be there once (RFC 6749 section 3.1). */
const single = ['code', 'state', 'iss', 'error', 'response'];

/**
 * The redirect that ended a login, with only OAuth's own parameters: a server may add others.
 * @param isSigned whether a code must come in a signed response (JARM); then nothing beside that counts
 * @throws `login-mismatch`
 */
export function redirectOf(answer: URLSearchParams, isSigned = false): URL {
  const twice = single.find((name) => answer.getAll(name).length > 1);
  if (twice !== undefined)
    throw new Fault('login-mismatch', t('The redirect has the parameter “{name}” more than once.', { name: twice }));
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
