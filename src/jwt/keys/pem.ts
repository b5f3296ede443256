import { t } from '@vscode/l10n';
import { exportJWK, importPKCS8, importSPKI, importX509, type JWK } from 'jose';
import { base64UrlOf } from '../../base/base64url';
import { bytesOfBlock, pemBlocks } from '../../base/pem';
import { Fault } from '../../faults/fault';
import { plain } from '../../faults/plain';
import { isDerKey, pkcs8OfEc, pkcs8OfRsa, spkiOfRsa, unsupportedKey } from './der';

/**
 * PEM as people have it. Hand-written around jose, which imports a key from a clean PEM of PKCS#8, SPKI or X.509 if it is
 * told the algorithm. Here a PEM may also be PKCS#1 or SEC1, on one line or among other words; the key tells its own
 * algorithm; and errors say what is wrong.
 */

/** How each kind of PEM is read, in the order in which bare DER is tried. */
const readers: Readonly<Record<string, (der: Uint8Array) => Promise<JWK | undefined>>> = {
  'PUBLIC KEY': (der) => imported(importSPKI, 'PUBLIC KEY', der),
  CERTIFICATE: (der) => imported(importX509, 'CERTIFICATE', der),
  'PRIVATE KEY': (der) => imported(importPKCS8, 'PRIVATE KEY', der),
  'RSA PUBLIC KEY': (der) => imported(importSPKI, 'PUBLIC KEY', spkiOfRsa(der)),
  'RSA PRIVATE KEY': (der) => imported(importPKCS8, 'PRIVATE KEY', pkcs8OfRsa(der)),
  'EC PRIVATE KEY': async (der) => {
    const pkcs8 = pkcs8OfEc(der);
    return pkcs8 && (await imported(importPKCS8, 'PRIVATE KEY', pkcs8));
  },
};

/** One algorithm of each kind: the first that a key can be imported for tells its kind. The export drops the algorithm. */
const kinds = ['RS256', 'ES256', 'ES384', 'ES512', 'Ed25519', 'ECDH-ES', 'ML-DSA-44', 'ML-DSA-65', 'ML-DSA-87'];

/**
 * The first key of a PEM as a JWK: a public key, a private key, or that of a certificate.
 * @throws `key-unusable`
 */
export async function jwkOfPem(text: string): Promise<JWK> {
  const blocks = pemBlocks(text);
  const block = blocks.find(({ label }) => Object.hasOwn(readers, label)) ?? blocks[0];
  if (block === undefined) throw unusable(t('It is a PEM that is cut short or has broken markers.'));
  const { label, body } = block;
  if (label === 'ENCRYPTED PRIVATE KEY' || body.includes('ENCRYPTED')) {
    throw unusable(t('It is a private key encrypted with a passphrase: decrypt it first.'));
  }
  if (label.startsWith('OPENSSH')) {
    throw unusable(t('It is in OpenSSH’s own format: convert it with “ssh-keygen -p -m PKCS8”.'));
  }
  const read = Object.hasOwn(readers, label) ? readers[label] : undefined;
  if (read === undefined) {
    throw unusable(t('It is a PEM with “{label}”, which JWTs don’t use as a key.', { label: plain(label, 40) }));
  }
  const der = bytesOfBlock(block);
  if (der === undefined || !isDerKey(der)) throw unusable(t('It is a PEM whose content is damaged or cut short.'));
  const jwk = await read(der);
  if (jwk === undefined) throw unusable(unsupportedKey(der) ?? t('It is a PEM with a key that cannot be read.'));
  return jwk;
}

/** A key in DER as a JWK: a PEM without its markers, as Keycloak shows its public key. @throws `key-unusable` */
export async function jwkOfDer(der: Uint8Array): Promise<JWK> {
  for (const read of Object.values(readers)) {
    const jwk = await read(der);
    if (jwk !== undefined) return jwk;
  }
  throw unusable(unsupportedKey(der) ?? t('It is a key or a certificate in DER that cannot be read.'));
}

type Importer = typeof importSPKI;

async function imported(importer: Importer, label: string, der: Uint8Array): Promise<JWK | undefined> {
  const base64 = base64UrlOf(der).replace(/-/g, '+').replace(/_/g, '/');
  const padded = base64.padEnd(Math.ceil(base64.length / 4) * 4, '=');
  const pem = `-----BEGIN ${label}-----\n${padded}\n-----END ${label}-----`;
  for (const alg of kinds) {
    try {
      return await exportJWK(await importer(pem, alg, { extractable: true }));
    } catch {
      // A key of another kind, or not a key.
    }
  }
  return undefined;
}

function unusable(what: string): Fault {
  return new Fault('key-unusable', what);
}
