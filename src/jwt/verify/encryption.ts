import type { JWK } from 'jose';
import { allows, isPrivate, named, publicHalf, secretOf, weakness } from '../keys/jwk';

/** What an algorithm of key management (RFC 7518 section 4.1) needs of its key. */
interface KeyManagement {
  kty: readonly string[];
  /** Octets of a shared secret; undefined where it may have any number, or where the content’s encryption says. */
  length?: number;
}

const rsa = { kty: ['RSA'] };
const curves = { kty: ['EC', 'OKP'] };
const secret = (length?: number) => ({ kty: ['oct'], ...(length !== undefined && { length }) });

const algorithms = new Map<unknown, KeyManagement>([
  ['RSA-OAEP', rsa],
  ['RSA-OAEP-256', rsa],
  ['RSA-OAEP-384', rsa],
  ['RSA-OAEP-512', rsa],
  ['ECDH-ES', curves],
  ['ECDH-ES+A128KW', curves],
  ['ECDH-ES+A192KW', curves],
  ['ECDH-ES+A256KW', curves],
  ['A128KW', secret(16)],
  ['A192KW', secret(24)],
  ['A256KW', secret(32)],
  ['A128GCMKW', secret(16)],
  ['A192GCMKW', secret(24)],
  ['A256GCMKW', secret(32)],
  ['PBES2-HS256+A128KW', secret()],
  ['PBES2-HS384+A192KW', secret()],
  ['PBES2-HS512+A256KW', secret()],
  ['dir', secret()],
]);

/** Octets of the key that the content is encrypted with (RFC 7518 section 5.1). */
const contentKeys = new Map<unknown, number>([
  ['A128GCM', 16],
  ['A192GCM', 24],
  ['A256GCM', 32],
  ['A128CBC-HS256', 32],
  ['A192CBC-HS384', 48],
  ['A256CBC-HS512', 64],
]);

/** What a JWE’s “alg” needs; undefined for one that is not supported. */
export function keyManagement(alg: unknown): KeyManagement | undefined {
  return algorithms.get(alg);
}

/** Octets of the key that a JWE’s “enc” needs; undefined for one that is not supported. */
export function contentKeyLength(enc: unknown): number | undefined {
  return contentKeys.get(enc);
}

/** The lengths that a shared secret may have, in octets; undefined where any will do. */
export function secretLengths(alg: string, enc: string): number[] | undefined {
  const length = alg === 'dir' ? contentKeyLength(enc) : keyManagement(alg)?.length;
  return length === undefined ? undefined : [length];
}

/** Why a JWK cannot decrypt a token, a sentence; undefined where it may. */
export function misfitForDecryption(jwk: JWK, alg: string, enc: string): string | undefined {
  const { kty = [] } = keyManagement(alg) ?? {};
  if (typeof jwk.kty !== 'string' || !kty.includes(jwk.kty)) {
    return `The key is of type “${named(jwk.kty)}”, but “${named(alg)}” needs one of type ${kty.map((type) => `“${type}”`).join(' or ')}.`;
  }
  if (jwk.use !== undefined && jwk.use !== 'enc')
    return `The key is not for encryption: its “use” is “${named(jwk.use)}”.`;
  if (jwk.alg !== undefined && jwk.alg !== alg && !(alg === 'dir' && jwk.alg === enc)) {
    return `The key is for “${named(jwk.alg)}” alone (its “alg”), the token says “${named(alg)}”.`;
  }
  if (jwk.key_ops !== undefined && !allows(jwk.key_ops, ['decrypt', 'unwrapKey', 'deriveKey', 'deriveBits'])) {
    return 'The key’s “key_ops” do not allow decrypting.';
  }
  if (jwk.kty === 'oct') return secretMisfit(jwk, secretLengths(alg, enc));
  if (!isPrivate(jwk)) return 'The key is a public one: decrypting needs the private key.';
  if (publicHalf(jwk) === undefined) return 'The key is incomplete: a part of it is missing.';
  if (jwk.kty === 'OKP' && jwk.crv !== 'X25519') return `The curve “${named(jwk.crv)}” is not supported.`;
  return jwk.kty === 'RSA' ? weakness(jwk) : undefined;
}

function secretMisfit(jwk: JWK, lengths: readonly number[] | undefined): string | undefined {
  const length = secretOf(jwk)?.length;
  if (length === undefined) return 'The key’s “k” is no base64url.';
  if (lengths === undefined || lengths.includes(length)) return undefined;
  return `The shared secret has ${length} bytes; the token needs ${lengths.join(' or ')}.`;
}
