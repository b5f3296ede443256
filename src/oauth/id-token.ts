import { t } from '@vscode/l10n';
import type { TokenEndpointResponseHelpers } from 'openid-client';
import { Fault } from '../faults/fault';
import { decodeJwt } from '../jwt/read/decode';
import { isObject } from '../profile/json-value';
import type { Settings } from '../profile/settings';
import { parseObject } from './transport';

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

/**
 * Checks what a login asked for as essential: one of these ways of authentication (`acr`, OpenID Connect Core section
 * 5.5.1.1). Servers may answer with another, and say so.
 * @param requested the request's `claims` parameter, if it had one
 * @throws `id-token-invalid`
 */
export function checkAcr(answer: Pick<TokenEndpointResponseHelpers, 'claims'>, requested: string | null): void {
  const wanted = essentialAcr(requested);
  if (wanted === undefined || wanted.includes(answer.claims()?.acr)) return;
  throw new Fault('id-token-invalid', t('The user did not sign in in the way that the request wants (acr).'), {
    next: t('Nothing was stored. Sign in again in that way, or change “claims” in the profile’s parameters.'),
    reason: 'id-token-profile',
  });
}

/** The values of `acr` that a `claims` parameter asks for as essential; undefined where it asks for none. */
function essentialAcr(requested: string | null): unknown[] | undefined {
  const { id_token: ofIdToken } = parseObject(requested) ?? {};
  const acr = isObject(ofIdToken) ? ofIdToken.acr : undefined;
  if (!isObject(acr) || acr.essential !== true) return undefined;
  if (Array.isArray(acr.values)) return acr.values as unknown[];
  return acr.value === undefined ? undefined : [acr.value];
}

/** The subject of an ID token that was checked before. */
export function subjectOf(idToken: string | undefined): string | undefined {
  const sub = idToken === undefined ? undefined : decodeJwt(idToken)?.claims.sub;
  return typeof sub === 'string' ? sub : undefined;
}
