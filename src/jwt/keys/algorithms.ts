/** What a signature algorithm (RFC 7518 section 3.1, RFC 8037, RFC 9864, RFC 9964) needs of its key and makes of it. */
export interface SignatureAlgorithm {
  kty: 'RSA' | 'EC' | 'OKP' | 'AKP' | 'oct';
  crv?: string;
  /** Octets of every signature; for RSA the key decides. */
  signature?: number;
  /** Another name that a JWK may give as “alg”. */
  alias?: string;
}

const algorithms = new Map<string, SignatureAlgorithm>([
  ['RS256', { kty: 'RSA' }],
  ['RS384', { kty: 'RSA' }],
  ['RS512', { kty: 'RSA' }],
  ['PS256', { kty: 'RSA' }],
  ['PS384', { kty: 'RSA' }],
  ['PS512', { kty: 'RSA' }],
  ['ES256', { kty: 'EC', crv: 'P-256', signature: 64 }],
  ['ES384', { kty: 'EC', crv: 'P-384', signature: 96 }],
  ['ES512', { kty: 'EC', crv: 'P-521', signature: 132 }],
  ['EdDSA', { kty: 'OKP', crv: 'Ed25519', signature: 64, alias: 'Ed25519' }],
  ['Ed25519', { kty: 'OKP', crv: 'Ed25519', signature: 64, alias: 'EdDSA' }],
  // The key of an HMAC must be at least as long as its value (RFC 7518 section 3.2).
  ['HS256', { kty: 'oct', signature: 32 }],
  ['HS384', { kty: 'oct', signature: 48 }],
  ['HS512', { kty: 'oct', signature: 64 }],
  ['ML-DSA-44', { kty: 'AKP', signature: 2420 }],
  ['ML-DSA-65', { kty: 'AKP', signature: 3309 }],
  ['ML-DSA-87', { kty: 'AKP', signature: 4627 }],
]);

/** A signature algorithm by its exact name; undefined if it is not supported. */
export function signatureAlgorithm(alg: string): SignatureAlgorithm | undefined {
  return algorithms.get(alg);
}

/** The names of all that are supported, including ML-DSA, which not every runtime has. */
export const signatureAlgorithms: readonly string[] = [...algorithms.keys()];

/** Whether an “alg” says that the token is not signed, in any letter case: some readers accept “None” as well. */
export function isNone(alg: string): boolean {
  return alg.trim().toLowerCase() === 'none';
}

/** The usual algorithm for the type and curve of a JWK, for one without “alg”. */
export function usualAlgorithm(jwk: Record<string, unknown>): string | undefined {
  const { kty, crv } = jwk;
  if (kty === 'RSA') return 'RS256';
  if (kty === 'oct') return 'HS256';
  if (kty === 'OKP' && crv === 'Ed25519') return 'EdDSA';
  return [...algorithms].find(([, entry]) => entry.kty === 'EC' && kty === 'EC' && entry.crv === crv)?.[0];
}
