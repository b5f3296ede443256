import { t } from '@vscode/l10n';
import { importJWK, type JWK } from 'jose';
import { Fault, isFault } from '../faults/fault';
import { signatureAlgorithms, usualAlgorithm } from '../jwt/keys/algorithms';
import { isPrivate, keyMembers, misfitForSignature } from '../jwt/keys/jwk';
import { readKey } from '../jwt/keys/key-material';

/** A key that signs, with the algorithm that it signs with. */
export interface SigningKey {
  key: CryptoKey;
  alg: string;
  kid?: string;
}

/**
 * Reads a stored private key: a JWK, a JWK Set with one private key in it, or a PEM.
 * @param alg the algorithm to sign with. Without it, the key's own “alg”, else the usual one of its type: RS256, ES256
 *   to ES512 by the curve, EdDSA
 * @param offered the algorithms that the server's metadata list; where they lack the usual one, the first of them that
 *   fits the key
 * @throws `key-unusable`
 */
export async function signingKeyOf(text: string, alg?: string, offered: readonly string[] = []): Promise<SigningKey> {
  const jwk = await privateJwk(text);
  const chosen = alg ?? algorithmOf(jwk, offered);
  if (chosen === undefined) throw unusable(t('The private key does not say which algorithm it is for: set its “alg”.'));
  const misfit = misfitForSignature(jwk, chosen, 'sign');
  if (misfit !== undefined) throw unusable(misfit);
  try {
    // `keyMembers` drops “ext” and “key_ops” too: the imported key only signs, and cannot be exported.
    const key = (await importJWK(keyMembers(jwk), chosen)) as CryptoKey;
    return { key, alg: chosen, ...(typeof jwk.kid === 'string' && { kid: jwk.kid }) };
  } catch {
    // What the runtime says could repeat a part of the key.
    throw unusable(t('The private key cannot be read: a part of it is wrong, or its algorithm is not available here.'));
  }
}

async function privateJwk(text: string): Promise<JWK> {
  const material = await readKey(text).catch((thrown: unknown) => {
    throw isFault(thrown) ? unusable(thrown.what) : thrown;
  });
  if (material.kind === 'secret') throw unusable(t('The private key is neither a JWK nor a PEM.'));
  const keys = material.kind === 'jwk' ? [material.jwk] : material.keys.filter(isPrivate);
  const [jwk, ...more] = keys;
  if (jwk === undefined) throw unusable(t('The JWK Set has no private key.'));
  if (more.length > 0) throw unusable(t('The JWK Set has more than one private key: store the one to sign with.'));
  if (!isPrivate(jwk)) throw unusable(t('The key is not a private key.'));
  return jwk;
}

function algorithmOf(jwk: JWK, offered: readonly string[]): string | undefined {
  if (typeof jwk.alg === 'string') return jwk.alg;
  const usual = usualAlgorithm(jwk);
  if (usual === undefined || offered.length === 0 || offered.includes(usual)) return usual;
  const fits = (each: string) =>
    signatureAlgorithms.includes(each) && misfitForSignature(jwk, each, 'sign') === undefined;
  return offered.find(fits) ?? usual;
}

function unusable(what: string): Fault {
  return new Fault('key-unusable', what, {
    next: t('Store the client’s private key again, as a JWK or a PEM (PKCS#8), with “Token Deck: Set Secret”.'),
  });
}
