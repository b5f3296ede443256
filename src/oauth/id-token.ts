import { t } from '@vscode/l10n';
import type { TokenEndpointResponseHelpers } from 'openid-client';
import { Fault } from '../faults/fault';
import { decodeJwt } from '../jwt/read/decode';
import type { Settings } from '../profile/settings';

/**
 * Checks an ID token beyond what openid-client checks: `azp` if it is present, and that the subject stayed the same.
 * @throws `id-token-invalid`
 */
export function checkIdToken(
  answer: Pick<TokenEndpointResponseHelpers, 'claims'>,
  settings: Settings,
  subject?: string,
): void {
  const claims = answer.claims();
  if (claims === undefined) return;
  if (claims.azp !== undefined && claims.azp !== settings.clientId)
    throw new Fault('id-token-invalid', t('The ID token is for another client (azp).'));
  if (subject !== undefined && claims.sub !== subject)
    throw new Fault('id-token-invalid', t('The ID token is for a different user than the one who signed in (sub).'));
}

/** The subject of an ID token that was checked before. */
export function subjectOf(idToken: string | undefined): string | undefined {
  const sub = idToken === undefined ? undefined : decodeJwt(idToken)?.claims.sub;
  return typeof sub === 'string' ? sub : undefined;
}
