import { urlOf } from '../../base/url';
import { plain } from '../../faults/plain';
import { decodeJwt, timeClaim } from '../read/decode';
import type { FoundJwt } from '../find/scan';

/** What a mark beside a JWT says of it: read, not verified. */
export interface JwtSummary {
  kind: FoundJwt['kind'];
  /** Whether its claims can be read: it is not a JWE, and its payload is a claims set. */
  readable: boolean;
  /** The host of the issuer, or the issuer itself if it is not an address; fit to be shown. */
  issuer?: string;
  /** False for `alg: none`. */
  signed: boolean;
  /** `exp` and `nbf`, in milliseconds since 1970. */
  expires?: number;
  notBefore?: number;
}

/** Reads what a mark says of a JWT; never throws. */
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

/** A JWT without its disclosures. */
export function signedPart(text: string): string {
  return text.split('~', 1)[0] ?? '';
}

/**
 * Until when somebody who finds a JWT can use it, in milliseconds since 1970; `Infinity` if it has no `exp`. Whether it
 * is valid yet does not matter.
 * @returns undefined for a token that no server accepts as it is: it is not signed, or its claims cannot be read
 */
export function usableUntil(summary: JwtSummary): number | undefined {
  return summary.readable && summary.signed ? (summary.expires ?? Infinity) : undefined;
}

/** The host of an issuer, or the issuer itself if it is not an address; fit to be shown. */
export function issuerText(issuer: string): string {
  const address = urlOf(issuer);
  return plain(address !== undefined && address.host !== '' ? address.host : issuer, 60);
}
