import { bytesOf, utf8Text } from '../../base/base64url';

/** The parts of a compact JWS, read but not verified. */
export interface DecodedJwt {
  header: Record<string, unknown>;
  claims: Record<string, unknown>;
}

/** A character that base64url does not have (RFC 4648 section 5). As a search for one it needs no stack, however long the text. */
const outsideAlphabet = /[^\w-]/;

/**
 * Reads header and claims of a JWT in compact form (RFC 7519 section 7.2, the signature aside).
 * @returns undefined for what is none: an opaque token, a JWE, a payload that is no claims set. Never throws.
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

/** A NumericDate claim in milliseconds since 1970 (RFC 7519 section 2), or undefined. */
export function timeClaim(claims: Record<string, unknown>, name: 'exp' | 'iat' | 'nbf'): number | undefined {
  const value = claims[name];
  return typeof value === 'number' && Number.isFinite(value) && Math.abs(value) < 8.64e12 ? value * 1000 : undefined;
}

/** A part of a token as the JSON object that it encodes; undefined for what is none. Never throws. */
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
