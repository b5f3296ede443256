import { t } from '@vscode/l10n';
import type { JWK } from 'jose';
import { fromKeyBase64 } from '../../base/base64url';
import { plain } from '../../faults/plain';
import { signatureAlgorithm, type SignatureAlgorithm } from './algorithms';
import { isRoca } from './roca';

/** The members that make up a public key (RFC 7518 section 6, RFC 8037 section 2, RFC 9964 section 3). */
const publicMembers: ReadonlyMap<unknown, readonly string[]> = new Map([
  ['RSA', ['n', 'e']],
  ['EC', ['crv', 'x', 'y']],
  ['OKP', ['crv', 'x']],
  ['AKP', ['alg', 'pub']],
]);

const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'priv'];

/** The key itself, without what a JWK says about it: “use”, “alg”, “kid” and others. */
export function keyMembers(jwk: JWK): JWK {
  const names = ['kty', 'k', ...(publicMembers.get(jwk.kty) ?? []), ...privateMembers];
  return pick(jwk, names);
}

/** The public key of a JWK, private or not; undefined for a shared secret, and if a part is missing. */
export function publicHalf(jwk: JWK): JWK | undefined {
  const names = publicMembers.get(jwk.kty);
  if (!names?.every((name) => typeof (jwk as Record<string, unknown>)[name] === 'string')) return undefined;
  return pick(jwk, ['kty', ...names]);
}

/** Whether a JWK holds a private key. */
export function isPrivate(jwk: JWK): boolean {
  return typeof jwk.d === 'string' || typeof jwk.priv === 'string';
}

/** The octets of a shared secret; undefined if the JWK is not one, or its “k” is broken. */
export function secretOf(jwk: JWK): Uint8Array | undefined {
  return jwk.kty === 'oct' && typeof jwk.k === 'string' ? fromKeyBase64(jwk.k) : undefined;
}

/** The length of an RSA key in bits; 0 if its “n” is missing or broken. */
export function rsaBits(jwk: JWK): number {
  const modulus = numberOf(jwk.n);
  return modulus.length === 0 ? 0 : modulus.length * 8 + 24 - Math.clz32(modulus[0] ?? 0);
}

/** The octets of a number (Base64urlUInt, RFC 7518 section 2), without leading zeros. */
function numberOf(value: unknown): Uint8Array {
  const bytes = (typeof value === 'string' ? fromKeyBase64(value) : undefined) ?? new Uint8Array();
  const start = bytes.findIndex((byte) => byte !== 0);
  return start < 0 ? new Uint8Array() : bytes.subarray(start);
}

/** Why a JWK cannot verify or make signatures with an algorithm, a sentence; undefined if it can. */
export function misfitForSignature(jwk: JWK, alg: string, operation: 'verify' | 'sign'): string | undefined {
  const algorithm = signatureAlgorithm(alg);
  if (algorithm === undefined) return t('“{alg}” isn’t a supported signature algorithm.', { alg: named(alg) });
  const { kty, crv, alias, signature = 0 } = algorithm;
  if (jwk.kty !== kty) return otherType(kty, { type: named(jwk.kty), alg: named(alg) });
  if (crv !== undefined && jwk.crv !== crv) {
    const curves = { curve: named(jwk.crv), alg: named(alg), needed: crv };
    return t('The key is on the curve “{curve}”, but “{alg}” needs “{needed}”.', curves);
  }
  if (jwk.use !== undefined && jwk.use !== 'sig') {
    return t('The key is not for signatures: its “use” is “{use}”.', { use: named(jwk.use) });
  }
  if (jwk.alg !== undefined && jwk.alg !== alg && jwk.alg !== alias) return otherAlg(jwk.alg, alg);
  // A key that may sign may verify, with its public half.
  const operations = operation === 'verify' ? ['verify', 'sign'] : ['sign'];
  if (jwk.key_ops !== undefined && !allows(jwk.key_ops, operations)) {
    return t('The key’s “key_ops” do not have “{operation}”.', { operation });
  }
  if (kty === 'oct') {
    const length = secretOf(jwk)?.length;
    if (length === undefined) return t('The key’s “k” isn’t base64url.');
    return length < signature
      ? t('The key has {length} bytes; “{alg}” needs {needed} (RFC 7518 section 3.2).', {
          length,
          alg,
          needed: signature,
        })
      : undefined;
  }
  if (publicHalf(jwk) === undefined) return t('The key is incomplete: a part of it is missing.');
  return kty === 'RSA' ? weakness(jwk) : undefined;
}

/** Why an RSA key is too weak to be used (RFC 7518 section 3.3; RFC 8017 section 3.1 for the exponent), a sentence. */
export function weakness(jwk: JWK): string | undefined {
  const bits = rsaBits(jwk);
  if (bits < 2048) return t('The RSA key has {bits} bits; at least 2048 are needed.', { bits });
  const exponent = numberOf(jwk.e);
  const last = exponent.at(-1) ?? 0;
  if (exponent.length < 2 && last < 3) return t('The RSA key’s exponent is too small to be secure.');
  return isRoca(numberOf(jwk.n))
    ? t('The RSA key can be factored: it was made by a chip with the ROCA vulnerability (CVE-2017-15361).')
    : undefined;
}

function otherType(needed: SignatureAlgorithm['kty'], names: { type: string; alg: string }): string {
  switch (needed) {
    case 'RSA':
      return t('The key is of type “{type}”, but “{alg}” needs an RSA key.', names);
    case 'EC':
      return t('The key is of type “{type}”, but “{alg}” needs an elliptic curve key (EC).', names);
    case 'OKP':
      return t('The key is of type “{type}”, but “{alg}” needs an Edwards curve key (OKP).', names);
    case 'AKP':
      return t('The key is of type “{type}”, but “{alg}” needs an ML-DSA key (AKP).', names);
    case 'oct':
      return t('The key is of type “{type}”, but “{alg}” needs a shared secret (oct).', names);
  }
}

/** Why a key for one algorithm does not fit a token with another, a sentence. */
export function otherAlg(ofKey: unknown, ofToken: string): string {
  const names = { alg: named(ofKey), other: named(ofToken) };
  return t('The key is only for “{alg}” (its “alg”), but the token says “{other}”.', names);
}

/** Whether “key_ops” (RFC 7517 section 4.3) name one of these operations. */
export function allows(operations: unknown, wanted: readonly string[]): boolean {
  return Array.isArray(operations) && operations.some((operation) => wanted.includes(operation as string));
}

/** A value of a key or a header as one short line; the type of anything but a text. */
export function named(value: unknown): string {
  return typeof value === 'string' ? plain(value, 60) : typeof value;
}

function pick(jwk: JWK, names: readonly string[]): JWK {
  return Object.fromEntries(Object.entries(jwk).filter(([name]) => names.includes(name)));
}
