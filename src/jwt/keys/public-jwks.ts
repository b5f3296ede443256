import { t } from '@vscode/l10n';
import { calculateJwkThumbprint, type JWK } from 'jose';
import { Fault } from '../../faults/fault';
import { usualAlgorithm } from './algorithms';
import { publicHalf } from './jwk';
import { readKey } from './key-material';

/**
 * The JWK Set (RFC 7517 section 5) to publish for a signing key, so that others can verify what it signs: its public
 * half, with its “kid” or else its thumbprint (RFC 7638) as the “kid”.
 * @param key a JWK or a PEM
 * @param alg what it signs with; else its own “alg”, else the usual one of its type
 * @returns undefined for a shared secret, which must not be published
 * @throws `key-unusable`
 */
export async function publicJwks(key: unknown, alg?: string): Promise<{ keys: JWK[] } | undefined> {
  const material = await readKey(key);
  if (material.kind === 'secret') return undefined;
  if (material.kind === 'set') {
    throw new Fault('key-unusable', t('The key is a JWK Set: provide the one key to sign with.'));
  }
  const { jwk } = material;
  if (jwk.kty === 'oct') return undefined;
  const half = publicHalf(jwk);
  if (half === undefined) {
    throw new Fault('key-unusable', t('The key is incomplete, or its type is not supported.'));
  }
  const kid = typeof jwk.kid === 'string' ? jwk.kid : await calculateJwkThumbprint(half);
  const named = alg ?? jwk.alg ?? usualAlgorithm(jwk);
  return { keys: [{ ...half, kid, use: 'sig', ...(named !== undefined && { alg: named }) }] };
}
