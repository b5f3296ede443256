/** The parts of a compact JWS, read but not verified. */
export interface DecodedJwt {
  header: Record<string, unknown>;
  claims: Record<string, unknown>;
}

const compact = /^[\w-]+\.[\w-]*\.[\w-]*$/;

/**
 * Reads header and claims of a JWT in compact form (RFC 7519 section 7.2, the signature aside).
 * @returns undefined for what is none: an opaque token, a JWE, a payload that is no claims set. Never throws.
 */
export function decodeJwt(token: string): DecodedJwt | undefined {
  if (!compact.test(token)) return undefined;
  const [header, claims] = token.split('.', 2).map(parsePart);
  return header !== undefined && claims !== undefined && 'alg' in header ? { header, claims } : undefined;
}

/** Whether a token has the five parts of a JWE in compact form (RFC 7516 section 7.1). */
export function isJwe(token: string): boolean {
  return (
    /^[\w-]+\.[\w-]*\.[\w-]+\.[\w-]+\.[\w-]+$/.test(token) &&
    'enc' in (parsePart(token.slice(0, token.indexOf('.'))) ?? {})
  );
}

/** A NumericDate claim in milliseconds since 1970 (RFC 7519 section 2), or undefined. */
export function timeClaim(claims: Record<string, unknown>, name: 'exp' | 'iat' | 'nbf'): number | undefined {
  const value = claims[name];
  return typeof value === 'number' && Number.isFinite(value) && Math.abs(value) < 8.64e12 ? value * 1000 : undefined;
}

function decodeText(part: string): string {
  const bytes = Uint8Array.from(atob(part.replace(/-/g, '+').replace(/_/g, '/')), (char) => char.charCodeAt(0));
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}

/** A part of a token as the JSON object that it encodes; undefined for what is none. Never throws. */
export function parsePart(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(decodeText(part));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
