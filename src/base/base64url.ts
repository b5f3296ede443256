/**
 * base64url and UTF-8. Hand-written, since jose’s `base64url` ignores white space, padding and unused bits, and tells
 * only that a text is wrong; a token is accepted in one spelling only, and people want to know what is wrong with theirs.
 */

/** Each call decodes a whole text; a byte order mark is left out (RFC 8259 section 8.1). */
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Bytes as text. @throws if they are not UTF-8 */
export function utf8Text(bytes: Uint8Array): string {
  return utf8.decode(bytes);
}

/** A character that base64url does not have (RFC 4648 section 5). Searching for one needs no stack, however long the text. */
const outsideAlphabet = /[^\w-]/;

/** What we need of Node’s Buffer; browsers do not have it. */
interface Base64Url {
  from(text: string, encoding: 'base64url'): Uint8Array & { toString(encoding: 'base64url'): string };
  from(bytes: Uint8Array): { toString(encoding: 'base64url'): string };
}

const { Buffer: native } = globalThis as { Buffer?: Base64Url };

/**
 * The bytes of a base64url text (RFC 4648 section 5) without padding; unused bits of the last letter are ignored. Node’s
 * Buffer decodes about ten times as fast as what browsers have, but skips letters that are not base64url, so what it
 * read must encode to the same text again.
 * @throws if the text is not base64url
 */
export function bytesOf(part: string): Uint8Array {
  if (native !== undefined) {
    const bytes = native.from(part, 'base64url');
    if (bytes.toString('base64url') === part) return bytes;
  }
  // One letter at the end is less than a byte.
  if (outsideAlphabet.test(part) || part.length % 4 === 1) throw new SyntaxError('Not base64url.');
  if (native !== undefined) return native.from(part, 'base64url');
  return Uint8Array.from(atob(part.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0));
}

/** Bytes as base64url without padding. */
export function base64UrlOf(bytes: Uint8Array): string {
  if (native !== undefined) return native.from(bytes).toString('base64url');
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/**
 * The bytes that base64url encodes (RFC 7515 section 2), read strictly: no padding, no white space, no other letters,
 * and unused bits must be zero (RFC 4648 section 3.5), so that each sequence of bytes has only one spelling.
 * @returns undefined if the text is not base64url
 */
export function fromBase64Url(text: string): Uint8Array | undefined {
  if (text.length % 4 === 1 || outsideAlphabet.test(text)) return undefined;
  const bytes = bytesOf(text);
  return base64UrlOf(bytes) === text ? bytes : undefined;
}

/**
 * The bytes of base64 or base64url as people write keys: padded or not, whatever the unused bits.
 * @returns undefined if the text is neither
 */
export function fromKeyBase64(text: string): Uint8Array | undefined {
  const bare = text
    .replace(/={1,2}$/, '')
    .replace(/\+/g, '-')
    .replace(/\//g, '_');
  return bare.length % 4 === 1 || outsideAlphabet.test(bare) ? undefined : bytesOf(bare);
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Bytes as UTF-8 text, a byte order mark kept; undefined if they are not UTF-8. */
export function fromUtf8(bytes: Uint8Array): string | undefined {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return undefined;
  }
}
