import { decodeJwt } from '../jwt/read/decode';
import type { Settings } from '../profile/settings';
import type { TokenSet } from '../storage/token-set';

/**
 * Whether a token names audiences, and the client is none of them. Providers may then call it inactive although it is
 * valid, since the client may not ask about it (RFC 7662 section 2.2): Keycloak does so since version 26.6.
 */
export function isOutsideAudience(
  { accessToken }: Pick<TokenSet, 'accessToken'>,
  { clientId }: Pick<Settings, 'clientId'>,
): boolean {
  const aud = decodeJwt(accessToken)?.claims.aud;
  const audiences: unknown[] = [aud ?? []].flat();
  return clientId !== undefined && audiences.length > 0 && !audiences.includes(clientId);
}
