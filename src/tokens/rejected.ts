import { t } from '@vscode/l10n';
import { Fault } from '../faults/fault';
import { decodeJwt } from '../jwt/read/decode';
import type { Settings } from '../profile/settings';
import type { TokenSet } from '../storage/token-set';

/** Milliseconds for which a token that took the place of a rejected one is not renewed for being rejected itself. */
const patience = 5 * 60_000;

/** The token that a profile hands out. */
export function bearerOf(set: TokenSet, { use }: Pick<Settings, 'use'>): string | undefined {
  return use === 'id_token' ? set.idToken : set.accessToken;
}

/** Whether a token is itself the answer to a rejection a short while ago: another renewal would not help either. */
export function wasJustRenewed(set: TokenSet, now: number): boolean {
  return set.replacesRejected === true && Math.abs(now - set.obtainedAt) < patience;
}

/** The fault for a token that its API refuses although it is new, with what is missing in its claims. */
export async function rejectedFault(set: TokenSet, settings: Settings, now: number): Promise<Fault> {
  const lacking = await lackingIn(set, settings, now);
  return new Fault('token-rejected', [t('The API refuses the token, although it is new.'), ...lacking].join(' '));
}

/** What an API could miss in a token, each a whole sentence. */
export async function lackingIn(set: TokenSet, settings: Settings, now: number): Promise<string[]> {
  const token = bearerOf(set, settings) ?? '';
  const claims = decodeJwt(token)?.claims;
  if (claims === undefined) return [t('It is not a JWT, so only its API can tell why.')];
  const [{ checkClaims }, { checkPermissions }] = await Promise.all([
    import('../jwt/verify/claims-check'),
    import('../jwt/verify/permissions-check'),
  ]);
  const { issuer, audience, scope } = settings;
  const expected = { ...(issuer !== undefined && { issuer }), ...(audience !== undefined && { audience }) };
  const findings = [checkClaims(claims, expected, now), checkPermissions(claims, scope)];
  const lacking = findings.filter(({ ok }) => ok === false).map(({ reason }) => reason);
  if (claims.aud === undefined && audience === undefined)
    lacking.push(t('It names no audience: if the API expects one, add “audience” to the profile.'));
  return lacking.length > 0 ? lacking : [t('Its claims are what the profile asks for.')];
}
