import { t } from '@vscode/l10n';
import { fromUtf8 } from '../../base/base64url';
import { isObject } from '../read/json-object';
import { bareKeyOf } from './bare-key';
import { isDerKey } from './der';
import { encodedBytes } from './encoded-bytes';

/** What a text that was given as a key is. */
export type KeyText =
  | { kind: 'json'; value: Record<string, unknown> }
  | { kind: 'pem'; text: string }
  | { kind: 'der'; bytes: Uint8Array }
  | { kind: 'secret'; text: string }
  /** A key, or a part of one, that cannot be read; never taken for a shared secret. `what` is a sentence. */
  | { kind: 'unreadable'; what: string };

/**
 * Tells what a text is: a JWK or a JWK Set, a PEM, a key in DER, or a shared secret. A public key is never taken for a
 * shared secret, however it is spelled, as far as it can be told from one (see bare-key.ts): everyone knows it, and could
 * sign with it (RFC 8725 section 2.1).
 */
export function keyTextOf(given: string): KeyText {
  const key = spelledKey(given, 3);
  if (key !== undefined) return key;
  const text = withoutMarks(given);
  if (typeof parsed(text) === 'object') {
    const what = t('It is JSON, but neither a JWK (which has “kty”) nor a JWK Set (which has “keys”).');
    return { kind: 'unreadable', what };
  }
  return { kind: 'secret', text: given.trim() };
}

/** A key, however it is spelled; undefined if the text is not one. @param depth how many envelopes are opened */
function spelledKey(given: string, depth: number): Exclude<KeyText, { kind: 'secret' }> | undefined {
  for (const text of readings(given)) {
    const value = parsed(text);
    if (isObject(value) && isJwkOrSet(value)) return { kind: 'json', value };
    if (Array.isArray(value) && value.some((item) => isObject(item) && isJwkOrSet(item))) {
      return { kind: 'unreadable', what: t('It is a list; a JWK Set is an object with “keys”.') };
    }
    const inner = typeof value === 'string' && depth > 0 ? spelledKey(value, depth - 1) : undefined;
    if (inner !== undefined) return inner;
  }
  const text = readings(given).at(-1) ?? '';
  const dense = text.replace(/\s/g, '');
  if (/-{4}(BEGIN|END)/i.test(dense)) return { kind: 'pem', text };
  if (/^[[{]/.test(dense) && /\b(kty|keys)\b/.test(text)) {
    return { kind: 'unreadable', what: t('It looks like a JWK or a JWK Set, but its JSON is broken.') };
  }
  if (sshKey.test(dense)) return { kind: 'unreadable', what: ssh() };
  if (xmlKey.test(text)) return { kind: 'unreadable', what: t('It is a key in XML: provide it as a JWK or a PEM.') };
  if (printedKey.test(text)) return { kind: 'unreadable', what: printed() };
  const encoded = encodedBytes(text);
  for (const bytes of encoded) {
    if (isDerKey(bytes)) return { kind: 'der', bytes };
    if (isSshBlob(bytes)) return { kind: 'unreadable', what: ssh() };
    const decoded = depth > 0 ? fromUtf8(bytes) : undefined;
    const inner = decoded === undefined ? undefined : spelledKey(decoded, depth - 1);
    if (inner !== undefined) return inner;
  }
  return encoded.some((bytes) => bareKeyOf(bytes) !== undefined) ? { kind: 'unreadable', what: printed() } : undefined;
}

/** Whether bytes that were given as a secret are a key in disguise. */
export function isKeyInBytes(bytes: Uint8Array): boolean {
  const text = fromUtf8(bytes);
  if (isDerKey(bytes) || isSshBlob(bytes) || bareKeyOf(bytes) !== undefined) return true;
  return text !== undefined && spelledKey(text, 1) !== undefined;
}

const ssh = () => t('It is a public key in SSH’s format: convert it with “ssh-keygen -e -m PKCS8”.');
const sshKey = /(?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-nistp\d{3})(?:@openssh\.com)?AAAA/;

/** A key of XML Signature (section 4.5) or of .NET, whatever the prefix of its namespace; escaped for XML, too. */
const xmlKey =
  /(?:<|&lt;|&#60;|&#x3c;)[\s/]*(?:[\w.-]+:)?(?:(?:RSA|DSA|EC|DEREncoded)?KeyValue|Modulus|X509\w+)(?!\w)/i;

/** As openssl prints a key with -modulus or -text. */
const printedKey = /(?<!\w)(?:modulus|pub)\s*[:=]\s*(?:[\da-f]{2}[:\s]*){32}/i;
const printed = () =>
  t('It is a number of a public key, such as an RSA modulus, not a shared secret: provide the key as a JWK or a PEM.');

/** Whether bytes are a public key as SSH writes it: the length of its type’s name, then the name (RFC 4253 section 6.6). */
function isSshBlob(bytes: Uint8Array): boolean {
  const start = String.fromCharCode(...bytes.subarray(0, 10));
  return /^\0\0\0[\x07-\x40](ssh-|ecdsa-|sk-)/.test(start);
}

/** Whether a JSON object means to be a JWK (RFC 7517 section 4) or a JWK Set (section 5). */
export function isJwkOrSet(value: Record<string, unknown>): boolean {
  return Object.hasOwn(value, 'kty') || Object.hasOwn(value, 'keys');
}

/** A text without white space around it, byte order marks, invisible characters, and the zeros of UTF-16. */
function withoutMarks(given: string): string {
  return given.replace(/[\p{Cf}\0]/gu, '').trim();
}

/** A text as it is, without quotes around it, and without the escapes of JSON, .env files and addresses. */
function readings(given: string): string[] {
  const text = withoutMarks(given);
  const quote = text[0] ?? '';
  const bare = '"\'`'.includes(quote) && text.length > 1 && text.endsWith(quote) ? text.slice(1, -1).trim() : text;
  const unescaped = bare
    .replace(/\\+/g, '\\')
    .replace(/\\u([\da-f]{4})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    .replace(/%([\da-f]{2})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    .replace(/\\[rnt]/g, '\n')
    .replace(/\\(["'/])/g, '$1');
  return [...new Set([text, bare, unescaped])];
}

function parsed(text: string): unknown {
  if (!/^["[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
