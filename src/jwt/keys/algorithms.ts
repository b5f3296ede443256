/** What a signature algorithm (RFC 7518 section 3.1, RFC 8037, RFC 9864, RFC 9964) needs of its key and makes of it. */
export interface SignatureAlgorithm {
  kty: 'RSA' | 'EC' | 'OKP' | 'AKP' | 'oct';
  crv?: string;
  /** Octets of every signature; of RSA it is the key that says. */
  signature?: number;
  /** What its JWK may name as “alg”, beside its own. */
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
  // An HMAC’s key is at least as long as its value (RFC 7518 section 3.2).
  ['HS256', { kty: 'oct', signature: 32 }],
  ['HS384', { kty: 'oct', signature: 48 }],
  ['HS512', { kty: 'oct', signature: 64 }],
  ['ML-DSA-44', { kty: 'AKP', signature: 2420 }],
  ['ML-DSA-65', { kty: 'AKP', signature: 3309 }],
  ['ML-DSA-87', { kty: 'AKP', signature: 4627 }],
]);

/** A signature algorithm by its exact name; undefined for one that is not supported. */
export function signatureAlgorithm(alg: string): SignatureAlgorithm | undefined {
  return algorithms.get(alg);
}

/** The names of all that are supported, ML-DSA among them, which not every runtime has. */
export const signatureAlgorithms: readonly string[] = [...algorithms.keys()];

/** Whether an “alg” says that nothing is signed, in any letter case: some readers take “None” for it too. */
export function isNone(alg: string): boolean {
  return alg.trim().toLowerCase() === 'none';
}

/** The algorithm that a JWK is for by its type and curve, where it does not name one itself. */
export function usualAlgorithm(jwk: Record<string, unknown>): string | undefined {
  const { kty, crv } = jwk;
  if (kty === 'RSA') return 'RS256';
  if (kty === 'oct') return 'HS256';
  if (kty === 'OKP' && crv === 'Ed25519') return 'EdDSA';
  return [...algorithms].find(([, entry]) => entry.kty === 'EC' && kty === 'EC' && entry.crv === crv)?.[0];
}
