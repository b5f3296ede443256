import { refreshTokenGrant, type Configuration } from 'openid-client';
import type { TokenSet } from '../../storage/token-set';
import type { Client } from '../credentials';
import { dpopOptions } from '../dpop';
import { toTokenSet } from '../endpoints/token-answer';
import { checkIdToken, subjectOf } from '../id-token';
import { put, putOwn } from '../parameters';

/**
 * Renews a token set by its refresh token (RFC 6749 section 6), which is kept where the server sends no new one. An ID
 * token that comes along must be of the same subject (OpenID Connect Core section 12.2). Not a grant that a profile
 * names: it follows from others.
 */
export async function refreshByToken(
  configuration: Configuration,
  { settings }: Client,
  previous: TokenSet & { refreshToken: string },
  now: number,
): Promise<TokenSet> {
  // The scope stays as it was granted.
  const parameters = new URLSearchParams();
  put(parameters, 'resource', settings.resource);
  putOwn(parameters, settings, 'refresh');
  const answer = await refreshTokenGrant(configuration, previous.refreshToken, parameters, dpopOptions(configuration));
  checkIdToken(answer, settings, subjectOf(previous.idToken));
  const set = toTokenSet(answer, now);
  return {
    ...set,
    refreshToken: set.refreshToken ?? previous.refreshToken,
    idToken: set.idToken ?? previous.idToken,
    scope: set.scope ?? previous.scope,
    extra: set.extra ?? previous.extra,
  };
}
