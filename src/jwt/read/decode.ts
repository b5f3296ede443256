import { bytesOf, utf8Text } from '../../base/base64url';

/**
 * The quick reader, for every place that only asks what a token says. Hand-written, since libraries throw for an opaque
 * token or accept a broken one, and none of them is faster (`npm run bench`).
 */

/** The parts of a compact JWS, read but not verified. */
export interface DecodedJwt {
  header: Record<string, unknown>;
  claims: Record<string, unknown>;
}

/** A character that base64url does not have (RFC 4648 section 5). Searching for one needs no stack, however long the text. */
const outsideAlphabet = /[^\w-]/;

/**
 * Reads header and claims of a JWT in compact form (RFC 7519 section 7.2, without checking the signature). Never throws.
 * @returns undefined for anything else: an opaque token, a JWE, a payload that is not a claims set
 */
export function decodeJwt(token: string): DecodedJwt | undefined {
  const headerEnd = token.indexOf('.');
  const claimsEnd = token.indexOf('.', headerEnd + 1);
  if (headerEnd < 1 || claimsEnd === -1 || outsideAlphabet.test(token.slice(claimsEnd + 1))) return undefined;
  const header = parsePart(token.slice(0, headerEnd));
  if (header === undefined || !Object.hasOwn(header, 'alg')) return undefined;
  const claims = parsePart(token.slice(headerEnd + 1, claimsEnd));
  return claims === undefined ? undefined : { header, claims };
}

/** Whether a token has the five parts of a JWE in compact form (RFC 7516 section 7.1). */
export function isJwe(token: string): boolean {
  const parts = token.split('.', 6);
  return (
    parts.length === 5 &&
    parts.every((part, index) => (part !== '' || index === 1) && !outsideAlphabet.test(part)) &&
    Object.hasOwn(parsePart(parts[0] ?? '') ?? {}, 'enc')
  );
}

/** A NumericDate claim in milliseconds since 1970 (RFC 7519 section 2); undefined if it is not a time that a Date holds. */
export function timeClaim(claims: Record<string, unknown>, name: 'exp' | 'iat' | 'nbf'): number | undefined {
  const value = claims[name];
  return typeof value === 'number' && Number.isFinite(value) && Math.abs(value) < 8.64e12 ? value * 1000 : undefined;
}

/** The JSON object that a part of a token encodes; undefined if it encodes none. Never throws. */
export function parsePart(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(utf8Text(bytesOf(part)));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
