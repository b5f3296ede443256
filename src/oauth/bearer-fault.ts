import { t } from '@vscode/l10n';
import { Fault } from '../faults/fault';
import { plain, redactBeginning } from '../faults/plain';
import type { Answer } from './transport';

/**
 * The fault of an answer that refuses the access token which came along (RFC 6750 section 3.1); undefined for any other
 * answer.
 * @param secrets what must not appear, even if the server repeats it
 */
export function bearerFault({ host, status, headers, json }: Answer, secrets: readonly string[]): Fault | undefined {
  if (status !== 401 && status !== 403) return undefined;
  const named = challengeError(headers.get('www-authenticate') ?? '') ?? json?.error;
  const error = typeof named === 'string' ? plain(redactBeginning(named, secrets, 200), 60) : '';
  if (error === 'insufficient_scope' || status === 403)
    return new Fault('scope-refused', t('{host} wants a scope that the access token does not have.', { host }), {
      ...(error !== '' && { error }),
      next: t('Add “openid”, or the scope that the provider names, to “scope” in the profile, then sign in again.'),
    });
  return new Fault('grant-refused', t('{host} does not accept the access token.', { host }), {
    ...(error !== '' && { error }),
    next: t('Get a new token. If the profile’s scope has no “openid”, add it first; some providers need it here.'),
    reason: 'token-refused',
  });
}

/** The error that a challenge for a token names; no library that we have hands out its reader of challenges: `Bearer realm="…", error="invalid_token"`. */
function challengeError(challenge: string): string | undefined {
  return /\b(?:Bearer|DPoP)\b.*?\berror="?([\w.-]{1,60})/is.exec(challenge.slice(0, 2000))?.[1];
}
