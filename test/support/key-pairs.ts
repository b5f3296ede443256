import { generateKeyPairSync, type KeyObject, type KeyPairKeyObjectResult } from 'node:crypto';

/** Key pairs for tests, each made when it is first asked for: RSA takes a while. */
const made = new Map<string, KeyPairKeyObjectResult>();

function pair(name: string, make: () => KeyPairKeyObjectResult): KeyPairKeyObjectResult {
  const found = made.get(name) ?? make();
  made.set(name, found);
  return found;
}

export const pairs = {
  get rsa() {
    return pair('rsa', () => generateKeyPairSync('rsa', { modulusLength: 2048 }));
  },
  /** Another RSA pair. */
  get other() {
    return pair('other', () => generateKeyPairSync('rsa', { modulusLength: 2048 }));
  },
  get ec() {
    return pair('ec', () => generateKeyPairSync('ec', { namedCurve: 'P-256' }));
  },
  get ed() {
    return pair('ed', () => generateKeyPairSync('ed25519'));
  },
};

export const jwk = (key: KeyObject) => key.export({ format: 'jwk' });

export const pem = (key: KeyObject, type: 'spki' | 'pkcs1' | 'pkcs8' | 'sec1'): string =>
  key.export({ format: 'pem', type }).toString();

/** The base64 between the markers of a PEM, on one line. */
export const bare = (text: string): string => text.replace(/-----.*-----|\n/g, '');
