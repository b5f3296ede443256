import { t } from '@vscode/l10n';
import type { TokenEndpointResponseHelpers } from 'openid-client';
import { base64UrlOf } from '../base/base64url';
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

/**
 * Checks that an ID token was issued together with an access token (`at_hash`, OpenID Connect Core section 3.2.2.9). The
 * library has such a check for a code (`c_hash`) alone.
 * @param idToken one whose signature was checked
 * @throws `id-token-invalid`
 */
export async function checkAccessTokenHash(idToken: string, accessToken: string): Promise<void> {
  const { header, claims } = decodeJwt(idToken) ?? {};
  // The algorithms with “EdDSA” in their name hash with SHA-512 (RFC 8032, Ed25519).
  const [, bits = '512'] = /(256|384)$/.exec(String(header?.alg)) ?? [];
  const hash = new Uint8Array(await crypto.subtle.digest(`SHA-${bits}`, new TextEncoder().encode(accessToken)));
  if (claims?.at_hash === base64UrlOf(hash.subarray(0, hash.length / 2))) return;
  throw new Fault('id-token-invalid', t('The ID token is not for the access token that came with it (at_hash).'), {
    next: t('Nothing was stored. The ID token is from another sign-in: sign in again.'),
    reason: 'id-token-passing',
  });
}

/** The subject of an ID token that was checked before. */
export function subjectOf(idToken: string | undefined): string | undefined {
  const sub = idToken === undefined ? undefined : decodeJwt(idToken)?.claims.sub;
  return typeof sub === 'string' ? sub : undefined;
}
