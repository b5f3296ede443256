import { t } from '@vscode/l10n';

/** Whether a JWT is valid by its own times; `distance` is the time to the next change, or since the last, in milliseconds. */
export type Validity = { kind: 'unlimited' } | { kind: 'valid' | 'expired' | 'not-yet'; distance: number };

/** How far clocks may differ before we say so, in milliseconds. */
const apart = 60_000;

/** Whether a JWT was issued in the future (`iat`), so that a clock must be wrong. Times are milliseconds since 1970. */
export function isAhead(issuedAt: number | undefined, now: number): boolean {
  return issuedAt !== undefined && issuedAt > now + apart;
}

/** What to say of a JWT that was issued in the future. */
export function ahead(): string {
  return t('It was issued in the future (“iat”): the issuer’s clock is wrong, or the one here.');
}

/**
 * Whether a JWT is valid by its own times (RFC 7519 sections 4.1.4 and 4.1.5).
 * @param times `exp` and `nbf`; they and `now` are milliseconds since 1970
 */
export function validityOf(
  { expiresAt, notBefore }: { expiresAt?: number | undefined; notBefore?: number | undefined },
  now: number,
): Validity {
  if (expiresAt !== undefined && expiresAt <= now) return { kind: 'expired', distance: now - expiresAt };
  if (notBefore !== undefined && notBefore > now) return { kind: 'not-yet', distance: notBefore - now };
  return expiresAt === undefined ? { kind: 'unlimited' } : { kind: 'valid', distance: expiresAt - now };
}
