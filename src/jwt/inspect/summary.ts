import { plain } from '../../faults/plain';
import { decodeJwt, timeClaim } from '../read/decode';
import type { FoundJwt } from '../find/scan';

/** What a mark beside a JWT tells of it: read, not verified. */
export interface JwtSummary {
  kind: FoundJwt['kind'];
  /** Whether its claims can be read: no JWE, no payload of another kind. */
  readable: boolean;
  /** The issuer’s host, or the issuer as it is where it is no address; fit to be shown. */
  issuer?: string;
  /** False for `alg: none`. */
  signed: boolean;
  /** `exp` and `nbf`, in milliseconds since 1970. */
  expires?: number;
  notBefore?: number;
}

/** Reads what a mark tells of a JWT; never throws. */
export function summarize(found: FoundJwt): JwtSummary {
  const jwt = found.kind === 'jwe' ? undefined : decodeJwt(signedPart(found.text));
  if (jwt === undefined) return { kind: found.kind, readable: false, signed: true };
  const { header, claims } = jwt;
  const issuer = typeof claims.iss === 'string' ? issuerText(claims.iss) : '';
  const [expires, notBefore] = [timeClaim(claims, 'exp'), timeClaim(claims, 'nbf')];
  return {
    kind: found.kind,
    readable: true,
    ...(issuer !== '' && { issuer }),
    signed: !(typeof header.alg === 'string' && header.alg.toLowerCase() === 'none'),
    ...(expires !== undefined && { expires }),
    ...(notBefore !== undefined && { notBefore }),
  };
}

/** A JWT without the disclosures behind it. */
export function signedPart(text: string): string {
  return text.split('~', 1)[0] ?? '';
}

/**
 * Until when who finds a JWT can use it, in milliseconds since 1970: `Infinity` where it has no `exp`. Whether it is
 * valid yet does not matter.
 * @returns undefined for what nobody accepts as it is: not signed, or no readable claims
 */
export function usableUntil(summary: JwtSummary): number | undefined {
  return summary.readable && summary.signed ? (summary.expires ?? Infinity) : undefined;
}

function issuerText(issuer: string): string {
  const address = URL.canParse(issuer) ? new URL(issuer) : undefined;
  return plain(address !== undefined && address.host !== '' ? address.host : issuer, 60);
}
