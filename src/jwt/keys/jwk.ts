import type { JWK } from 'jose';
import { plain } from '../../faults/plain';
import { signatureAlgorithm } from './algorithms';
import { fromKeyBase64 } from '../../base/base64url';
import { isRoca } from './roca';

/** The members that make up a public key (RFC 7518 section 6, RFC 8037 section 2, RFC 9964 section 3). */
const publicMembers: ReadonlyMap<unknown, readonly string[]> = new Map([
  ['RSA', ['n', 'e']],
  ['EC', ['crv', 'x', 'y']],
  ['OKP', ['crv', 'x']],
  ['AKP', ['alg', 'pub']],
]);

const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'priv'];

/** Those that make up a private one. */
export function keyMembers(jwk: JWK): JWK {
  const names = ['kty', 'k', ...(publicMembers.get(jwk.kty) ?? []), ...privateMembers];
  return pick(jwk, names);
}

/** The public key of a JWK, private or not; undefined for a shared secret and for what is no key. */
export function publicHalf(jwk: JWK): JWK | undefined {
  const names = publicMembers.get(jwk.kty);
  if (!names?.every((name) => typeof (jwk as Record<string, unknown>)[name] === 'string')) return undefined;
  return pick(jwk, ['kty', ...names]);
}

/** Whether a JWK holds a private key. */
export function isPrivate(jwk: JWK): boolean {
  return typeof jwk.d === 'string' || typeof jwk.priv === 'string';
}

/** The octets of a shared secret; undefined where “k” is none. */
export function secretOf(jwk: JWK): Uint8Array | undefined {
  return jwk.kty === 'oct' && typeof jwk.k === 'string' ? fromKeyBase64(jwk.k) : undefined;
}

/** The length of an RSA key in bits; 0 where “n” is none. */
export function rsaBits(jwk: JWK): number {
  const modulus = numberOf(jwk.n);
  return modulus.length === 0 ? 0 : modulus.length * 8 + 24 - Math.clz32(modulus[0] ?? 0);
}

/** The octets of a number (RFC 7518 section 2, Base64urlUInt), without zeros in front. */
function numberOf(value: unknown): Uint8Array {
  const bytes = (typeof value === 'string' ? fromKeyBase64(value) : undefined) ?? new Uint8Array();
  const start = bytes.findIndex((byte) => byte !== 0);
  return start < 0 ? new Uint8Array() : bytes.subarray(start);
}

/** Why a JWK does not serve to check or to make signatures with an algorithm, a sentence; undefined where it may. */
export function misfitForSignature(jwk: JWK, alg: string, operation: 'verify' | 'sign'): string | undefined {
  const algorithm = signatureAlgorithm(alg);
  if (algorithm === undefined) return `“${named(alg)}” is no signature algorithm that is supported.`;
  const { kty, crv, alias, signature = 0 } = algorithm;
  if (jwk.kty !== kty) return `The key is of type “${named(jwk.kty)}”, but “${named(alg)}” needs ${typeNames[kty]}.`;
  if (crv !== undefined && jwk.crv !== crv) {
    return `The key is on the curve “${named(jwk.crv)}”, but “${named(alg)}” needs “${crv}”.`;
  }
  if (jwk.use !== undefined && jwk.use !== 'sig')
    return `The key is not for signatures: its “use” is “${named(jwk.use)}”.`;
  if (jwk.alg !== undefined && jwk.alg !== alg && jwk.alg !== alias) {
    return `The key is for “${named(jwk.alg)}” alone (its “alg”), the token says “${named(alg)}”.`;
  }
  // Who may sign may check, with the public half.
  const operations = operation === 'verify' ? ['verify', 'sign'] : ['sign'];
  if (jwk.key_ops !== undefined && !allows(jwk.key_ops, operations)) {
    return `The key’s “key_ops” do not have “${operation}”.`;
  }
  if (kty === 'oct') {
    const length = secretOf(jwk)?.length;
    if (length === undefined) return 'The key’s “k” is no base64url.';
    if (length < signature) return `The key has ${length} bytes; “${alg}” needs ${signature} (RFC 7518 section 3.2).`;
    return undefined;
  }
  if (publicHalf(jwk) === undefined) return 'The key is incomplete: a part of it is missing.';
  return kty === 'RSA' ? weakness(jwk) : undefined;
}

/** What makes an RSA key too weak to be used (RFC 7518 section 3.3; RFC 8017 section 3.1 for the exponent). */
export function weakness(jwk: JWK): string | undefined {
  const bits = rsaBits(jwk);
  if (bits < 2048) return `The RSA key has ${bits} bits; at least 2048 are needed.`;
  const exponent = numberOf(jwk.e);
  const last = exponent.at(-1) ?? 0;
  if (exponent.length < 2 && last < 3) return 'The RSA key’s exponent is too small: it protects nothing.';
  return isRoca(numberOf(jwk.n))
    ? 'The RSA key can be factored: it was made by a chip with the fault ROCA (CVE-2017-15361).'
    : undefined;
}

const typeNames = {
  RSA: 'an RSA key',
  EC: 'an elliptic curve key (EC)',
  OKP: 'an Edwards curve key (OKP)',
  AKP: 'an ML-DSA key (AKP)',
  oct: 'a shared secret (oct)',
} as const;

/** Whether “key_ops” (RFC 7517 section 4.3) name one of these. */
export function allows(operations: unknown, wanted: readonly string[]): boolean {
  return Array.isArray(operations) && operations.some((operation) => wanted.includes(operation as string));
}

/** A value of a key or a header, short and on one line. */
export function named(value: unknown): string {
  return typeof value === 'string' ? plain(value, 60) : typeof value;
}

function pick(jwk: JWK, names: readonly string[]): JWK {
  return Object.fromEntries(Object.entries(jwk).filter(([name]) => names.includes(name)));
}
