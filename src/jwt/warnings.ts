import { timeClaim, type DecodedJwt } from './decode';

const day = 86_400_000;

/** What of a JWT deserves a second look, in words; nothing is verified. Empty where nothing does. */
export function warningsOf({ header, claims }: DecodedJwt): string[] {
  const { alg } = header;
  const [issued, expires] = [timeClaim(claims, 'iat'), timeClaim(claims, 'exp')];
  const publicIssuer = typeof claims.iss === 'string' && /^https?:\/\//.test(claims.iss);
  const warnings: [boolean, string][] = [
    [
      typeof alg === 'string' && alg.toLowerCase() === 'none',
      'It is not signed (alg “none”): anyone can have written it.',
    ],
    [
      typeof alg === 'string' && /^HS\d/.test(alg) && publicIssuer,
      'It is signed with a shared secret, though its issuer is public: whoever can check it can forge it.',
    ],
    [expires === undefined, 'It never expires: it has no “exp”.'],
    [
      issued !== undefined && expires !== undefined && expires - issued > day,
      'It lives for more than a day: who finds it can use it for long.',
    ],
    [header.crit !== undefined, 'It has critical extensions (“crit”), which every checker must understand.'],
  ];
  return warnings.filter(([applies]) => applies).map(([, text]) => text);
}

/** Whether a JWT is valid now by its own times, and how far it is from the next change. */
export function validityOf(
  claims: Record<string, unknown>,
  now: number,
): { kind: 'unlimited' } | { kind: 'valid' | 'expired' | 'not-yet'; distance: number } {
  const [notBefore, expires] = [timeClaim(claims, 'nbf'), timeClaim(claims, 'exp')];
  if (expires !== undefined && expires <= now) return { kind: 'expired', distance: now - expires };
  if (notBefore !== undefined && notBefore > now) return { kind: 'not-yet', distance: notBefore - now };
  return expires === undefined ? { kind: 'unlimited' } : { kind: 'valid', distance: expires - now };
}
