import { t } from '@vscode/l10n';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, generateSecret } from 'jose';
import { Fault } from '../../faults/fault';
import { signatureAlgorithm, signatureAlgorithms } from './algorithms';
import { named } from './jwk';

/**
 * Makes a new key for signing, for tests.
 * @param alg one of `generatableAlgorithms`
 * @returns a private JWK (or a shared secret) with “kid” (RFC 7638 thumbprint), “alg” and “use”
 * @throws `argument-invalid` for any other algorithm
 */
export async function generateKey(alg: string): Promise<Record<string, unknown>> {
  const algorithm = signatureAlgorithm(alg);
  if (algorithm === undefined) throw notGeneratable(alg);
  try {
    const key =
      algorithm.kty === 'oct'
        ? await generateSecret(alg, { extractable: true })
        : (await generateKeyPair(alg, { extractable: true })).privateKey;
    const jwk = await exportJWK(key);
    return { ...jwk, kid: await calculateJwkThumbprint(jwk), alg, use: 'sig' };
  } catch (cause) {
    throw notGeneratable(alg, cause);
  }
}

/** The algorithms that keys can be made for: all that are supported, and ML-DSA if this runtime has it. */
export async function generatableAlgorithms(): Promise<readonly string[]> {
  const hasMlDsa = await generateKey('ML-DSA-44').then(
    () => true,
    () => false,
  );
  return signatureAlgorithms.filter((alg) => hasMlDsa || !alg.startsWith('ML-DSA'));
}

function notGeneratable(alg: string, cause?: unknown): Fault {
  const what = t('Token Deck cannot create a key for the algorithm “{alg}”.', { alg: named(alg) });
  return new Fault('argument-invalid', what, { cause });
}
