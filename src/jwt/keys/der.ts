import { t } from '@vscode/l10n';

/**
 * As much of DER (X.690) as it takes to put keys of the older PEM forms, PKCS#1 (RFC 8017 appendix A.1) and SEC1
 * (RFC 5915), into the envelopes that WebCrypto reads, and to recognise a key among bytes. Hand-written, since jose and
 * WebCrypto read only PKCS#8, SPKI and certificates. No key is interpreted.
 */

const tags = { integer: 0x02, bitString: 0x03, octetString: 0x04, null: 0x05, oid: 0x06, sequence: 0x30, curve: 0xa0 };

const rsaEncryption = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];
const ecPublicKey = [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01];

interface Element {
  tag: number;
  content: Uint8Array;
  /** With tag and length. */
  whole: Uint8Array;
}

/** An RSAPublicKey as SubjectPublicKeyInfo (RFC 5280 section 4.1). */
export function spkiOfRsa(key: Uint8Array): Uint8Array {
  return sequence(rsaAlgorithm(), element(tags.bitString, Uint8Array.of(0), key));
}

/** An RSAPrivateKey as PKCS#8 (RFC 5958). */
export function pkcs8OfRsa(key: Uint8Array): Uint8Array {
  return sequence(version(), rsaAlgorithm(), element(tags.octetString, key));
}

/** An ECPrivateKey as PKCS#8; undefined if it does not name its curve. */
export function pkcs8OfEc(key: Uint8Array): Uint8Array | undefined {
  const [whole] = elements(key) ?? [];
  const curve = whole && elements(whole.content)?.find(({ tag }) => tag === tags.curve);
  if (curve === undefined) return undefined;
  const algorithm = sequence(element(tags.oid, Uint8Array.from(ecPublicKey)), curve.content);
  return sequence(version(), algorithm, element(tags.octetString, key));
}

/**
 * Whether bytes are a key or a certificate in DER, in any envelope: one sequence with nothing behind it, which begins
 * with a sequence or a number and is made up of whole elements. Random bytes do not have this form by chance.
 */
export function isDerKey(bytes: Uint8Array): boolean {
  const [first, ...more] = elements(bytes) ?? [];
  if (first?.tag !== tags.sequence || more.length > 0) return false;
  const inner = elements(first.content);
  const begin = inner?.[0]?.tag;
  return inner !== undefined && inner.length > 1 && (begin === tags.sequence || begin === tags.integer);
}

/** Algorithms of keys that are not supported, by their object identifiers. */
const unsupported: readonly [oid: readonly number[], what: () => string][] = [
  [[0x2b, 0x81, 0x04, 0x00, 0x0a], () => t('It is on the curve secp256k1 (ES256K), which is not supported.')],
  [[0x2b, 0x65, 0x71], () => t('It is an Ed448 key, which is not supported.')],
  [[0x2b, 0x65, 0x6f], () => t('It is an X448 key, which is not supported.')],
  [[0x2a, 0x86, 0x48, 0xce, 0x38, 0x04, 0x01], () => t('It is a DSA key, which no JWT uses.')],
  [
    [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0a],
    () => t('It is marked for RSA-PSS only, which is not supported: provide it as a plain RSA key, or as a JWK.'),
  ],
];

/** Why a key in DER cannot be read, a sentence; undefined if it is not for one of these algorithms. */
export function unsupportedKey(der: Uint8Array): string | undefined {
  const text = latin1(der);
  return unsupported.find(([oid]) => text.includes(latin1([tags.oid, oid.length, ...oid])))?.[1]();
}

const latin1 = (bytes: Iterable<number>) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');

/** The elements that bytes are made up of; undefined if they are not, to the last byte. */
function elements(bytes: Uint8Array): Element[] | undefined {
  const found: Element[] = [];
  for (let at = 0; at < bytes.length;) {
    const next = elementAt(bytes, at);
    if (next === undefined) return undefined;
    found.push(next);
    at += next.whole.length;
  }
  return found;
}

function elementAt(bytes: Uint8Array, at: number): Element | undefined {
  const [tag, first] = [bytes[at], bytes[at + 1]];
  if (tag === undefined || first === undefined) return undefined;
  const more = first < 0x80 ? 0 : first - 0x80;
  if (more > 4 || first === 0x80) return undefined;
  const start = at + 2 + more;
  const length = more === 0 ? first : bytes.subarray(at + 2, start).reduce((sum, byte) => sum * 256 + byte, 0);
  if (start + length > bytes.length) return undefined;
  return { tag, content: bytes.subarray(start, start + length), whole: bytes.subarray(at, start + length) };
}

function element(tag: number, ...contents: Uint8Array[]): Uint8Array {
  const length = contents.reduce((sum, content) => sum + content.length, 0);
  const octets: number[] = [];
  for (let left = length; left > 0; left = Math.floor(left / 256)) octets.unshift(left % 256);
  const head = length < 0x80 ? [tag, length] : [tag, 0x80 + octets.length, ...octets];
  const whole = new Uint8Array(head.length + length);
  whole.set(head);
  let at = head.length;
  for (const content of contents) {
    whole.set(content, at);
    at += content.length;
  }
  return whole;
}

const sequence = (...contents: Uint8Array[]) => element(tags.sequence, ...contents);
const version = () => element(tags.integer, Uint8Array.of(0));
const rsaAlgorithm = () => sequence(element(tags.oid, Uint8Array.from(rsaEncryption)), element(tags.null));
