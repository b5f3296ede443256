import { isFault, type Fault } from '../faults/fault';
import type { RevocableToken } from '../oauth/endpoints/revocation';
import type { TokenSet } from '../storage/token-set';

/**
 * What became of tokens at the provider: there were none that could still be used; all were revoked; only one was, since
 * the provider does not revoke the other kind; it revokes none; or something went wrong.
 */
export type Revoked =
  { outcome: 'nothing' | 'revoked' | 'partly' | 'unsupported' } | { outcome: 'failed'; fault: Fault };

/**
 * Has the tokens of a set revoked: the refresh token first, with which most providers revoke what was obtained by it (RFC
 * 7009 section 2.1), then the access token unless it has expired. What fails ends it.
 * @param now milliseconds since 1970
 * @param revoke has one token revoked
 */
export async function revokeTokens(
  { refreshToken, accessToken, expiresAt = Infinity }: TokenSet,
  now: number,
  revoke: (token: string, kind: RevocableToken) => Promise<void>,
): Promise<Revoked> {
  const tokens: [token: string, kind: RevocableToken][] = [];
  if (refreshToken !== undefined) tokens.push([refreshToken, 'refresh_token']);
  if (expiresAt > now) tokens.push([accessToken, 'access_token']);
  if (tokens.length === 0) return { outcome: 'nothing' };
  let revoked = 0;
  for (const [token, kind] of tokens) {
    try {
      await revoke(token, kind);
      revoked++;
    } catch (thrown) {
      if (!isFault(thrown)) throw thrown;
      // Keycloak says so of an access token whose refresh token was revoked; such a token is as good as revoked.
      if (thrown.error === 'invalid_token') {
        revoked++;
        continue;
      }
      if (thrown.code === 'endpoint-missing') return { outcome: 'unsupported' };
      // Many providers revoke refresh tokens only (RFC 7009 section 2.2.1).
      if (thrown.error !== 'unsupported_token_type') return { outcome: 'failed', fault: thrown };
    }
  }
  if (revoked === tokens.length) return { outcome: 'revoked' };
  return { outcome: revoked === 0 ? 'unsupported' : 'partly' };
}
