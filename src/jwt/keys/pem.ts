import { exportJWK, importPKCS8, importSPKI, importX509, type JWK } from 'jose';
import { Fault } from '../../faults/fault';
import { plain } from '../../faults/plain';
import { base64UrlOf, fromKeyBase64 } from '../../base/base64url';
import { isDerKey, pkcs8OfEc, pkcs8OfRsa, spkiOfRsa, unsupportedKey } from './der';

/** What stands between the markers of a PEM (RFC 7468). */
interface Block {
  label: string;
  body: string;
}

/** How each kind of PEM becomes one that WebCrypto reads; the order in which bare DER is tried. */
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

/** One of each kind: the first that a key can be imported for tells its kind. Its hash does not outlast the export. */
const kinds = ['RS256', 'ES256', 'ES384', 'ES512', 'Ed25519', 'ECDH-ES', 'ML-DSA-44', 'ML-DSA-65', 'ML-DSA-87'];

/**
 * The first key of a PEM as a JWK: a public or a private key, or a certificate’s.
 * @throws `key-unusable`
 */
export async function jwkOfPem(text: string): Promise<JWK> {
  const blocks = blocksOf(text);
  const block = blocks.find(({ label }) => Object.hasOwn(readers, label)) ?? blocks[0];
  if (block === undefined) throw unusable('It is a PEM that is cut short or whose markers are broken.');
  const { label, body } = block;
  if (label === 'ENCRYPTED PRIVATE KEY' || body.includes('ENCRYPTED')) {
    throw unusable('It is a private key that is encrypted with a passphrase: decrypt it first.');
  }
  if (label.startsWith('OPENSSH')) {
    throw unusable('It is in OpenSSH’s own format: convert it with “ssh-keygen -p -m PKCS8”.');
  }
  const read = Object.hasOwn(readers, label) ? readers[label] : undefined;
  if (read === undefined) throw unusable(`It is a PEM with “${plain(label, 40)}”, which is no key that a JWT uses.`);
  const der = fromKeyBase64(body.replace(/\s/g, ''));
  if (der === undefined || !isDerKey(der)) throw unusable('It is a PEM whose content is damaged or cut short.');
  const jwk = await read(der);
  if (jwk === undefined) throw unusable(unsupportedKey(der) ?? 'It is a PEM whose key cannot be read.');
  return jwk;
}

/** A key in DER without a PEM’s markers, as Keycloak shows its public key, as a JWK. @throws `key-unusable` */
export async function jwkOfDer(der: Uint8Array): Promise<JWK> {
  for (const read of Object.values(readers)) {
    const jwk = await read(der);
    if (jwk !== undefined) return jwk;
  }
  throw unusable(unsupportedKey(der) ?? 'It is a key or a certificate in DER that cannot be read.');
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
      // Of another kind, or of none.
    }
  }
  return undefined;
}

/** The blocks of a PEM in their order, whatever stands between them. Linear: each marker is looked for from the last. */
function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  const begin = /-----BEGIN ([A-Z0-9 ]{1,40})-----/g;
  for (let match = begin.exec(text); match !== null; match = begin.exec(text)) {
    const label = match[1] ?? '';
    const end = text.indexOf(`-----END ${label}-----`, begin.lastIndex);
    if (end < 0) break;
    blocks.push({ label, body: text.slice(begin.lastIndex, end) });
    begin.lastIndex = end;
  }
  return blocks;
}

function unusable(what: string): Fault {
  return new Fault('key-unusable', what);
}
