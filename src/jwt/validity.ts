/** Whether a JWT is valid by its own times; `distance` is that to the next change, or since the last, in milliseconds. */
export type Validity = { kind: 'unlimited' } | { kind: 'valid' | 'expired' | 'not-yet'; distance: number };

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
