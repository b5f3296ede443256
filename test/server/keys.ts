import { randomBytes } from 'node:crypto';
import { exportJWK, generateKeyPair } from 'jose';
import type { CryptoKey, JWK } from 'jose';

/** A tenant's keys for RS256. */
export interface SigningKeys {
  kid: string;
  privateKey: CryptoKey;
  publicKey: CryptoKey;
  privateJwk: JWK;
  publicJwk: JWK;
}

const made = new Map<string, Promise<SigningKeys>>();

/**
 * The keys of this name, generated at first use and kept as long as the process: that is the only slow part of a start,
 * and a test run starts many servers.
 */
export function signingKeys(name: string): Promise<SigningKeys> {
  const keys = made.get(name) ?? makeKeys();
  made.set(name, keys);
  return keys;
}

async function makeKeys(): Promise<SigningKeys> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const kid = randomBytes(8).toString('hex');
  const header = { kid, alg: 'RS256', use: 'sig' };
  const [privateJwk, publicJwk] = await Promise.all([exportJWK(privateKey), exportJWK(publicKey)]);
  return {
    kid,
    privateKey,
    publicKey,
    privateJwk: { ...privateJwk, ...header },
    publicJwk: { ...publicJwk, ...header },
  };
}
