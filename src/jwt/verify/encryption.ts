import { t } from '@vscode/l10n';
import type { JWK } from 'jose';
import { allows, isPrivate, named, otherAlg, publicHalf, secretOf, weakness } from '../keys/jwk';

/** What an algorithm of key management (RFC 7518 section 4.1) needs of its key. */
interface KeyManagement {
  /** The types that its key may have: one or two. */
  kty: readonly [string, string?];
  /** Octets of a shared secret; missing if it may have any number, or if the content’s encryption decides. */
  length?: number;
}

const rsa: KeyManagement = { kty: ['RSA'] };
const curves: KeyManagement = { kty: ['EC', 'OKP'] };
const secret = (length?: number): KeyManagement => ({ kty: ['oct'], ...(length !== undefined && { length }) });

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

/** Octets of the key that the content is encrypted with (RFC 7518 section 5.1), by the “enc”. */
const contentKeys = new Map<unknown, number>([
  ['A128GCM', 16],
  ['A192GCM', 24],
  ['A256GCM', 32],
  ['A128CBC-HS256', 32],
  ['A192CBC-HS384', 48],
  ['A256CBC-HS512', 64],
]);

/** What the “alg” of a JWE needs of its key; undefined if it is not supported. */
export function keyManagement(alg: unknown): KeyManagement | undefined {
  return algorithms.get(alg);
}

/** Octets of the key that the “enc” of a JWE needs; undefined if it is not supported. */
export function contentKeyLength(enc: unknown): number | undefined {
  return contentKeys.get(enc);
}

/** The octets that a shared secret must have; undefined if it may have any number. */
export function secretLength(alg: string, enc: string): number | undefined {
  return alg === 'dir' ? contentKeyLength(enc) : keyManagement(alg)?.length;
}

/** Why a JWK cannot decrypt a token, a sentence; undefined if it can. */
export function misfitForDecryption(jwk: JWK, alg: string, enc: string): string | undefined {
  const [needed = '', other] = keyManagement(alg)?.kty ?? [];
  if (typeof jwk.kty !== 'string' || (jwk.kty !== needed && jwk.kty !== other)) {
    const names = { type: named(jwk.kty), alg: named(alg), needed };
    return other === undefined
      ? t('The key is of type “{type}”, but “{alg}” needs one of type “{needed}”.', names)
      : t('The key is of type “{type}”, but “{alg}” needs one of type “{needed}” or “{other}”.', { ...names, other });
  }
  if (jwk.use !== undefined && jwk.use !== 'enc') {
    return t('The key is not for encryption: its “use” is “{use}”.', { use: named(jwk.use) });
  }
  if (jwk.alg !== undefined && jwk.alg !== alg && !(alg === 'dir' && jwk.alg === enc)) return otherAlg(jwk.alg, alg);
  if (jwk.key_ops !== undefined && !allows(jwk.key_ops, ['decrypt', 'unwrapKey', 'deriveKey', 'deriveBits'])) {
    return t('The key’s “key_ops” do not allow decrypting.');
  }
  if (jwk.kty === 'oct') return secretMisfit(jwk, secretLength(alg, enc));
  if (!isPrivate(jwk)) return t('The key is a public key: decrypting needs the private key.');
  if (publicHalf(jwk) === undefined) return t('The key is incomplete: a part of it is missing.');
  if (jwk.kty === 'OKP' && jwk.crv !== 'X25519') {
    return t('The curve “{curve}” is not supported.', { curve: named(jwk.crv) });
  }
  return jwk.kty === 'RSA' ? weakness(jwk) : undefined;
}

function secretMisfit(jwk: JWK, needed: number | undefined): string | undefined {
  const length = secretOf(jwk)?.length;
  if (length === undefined) return t('The key’s “k” isn’t base64url.');
  if (needed === undefined || length === needed) return undefined;
  return t('The shared secret has {length} bytes; the token needs {needed}.', { length, needed });
}
