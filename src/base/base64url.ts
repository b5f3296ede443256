/** It begins anew with each call; a byte order mark is left out (RFC 8259 section 8.1). */
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Bytes as text. @throws where they are no UTF-8 */
export function utf8Text(bytes: Uint8Array): string {
  return utf8.decode(bytes);
}

/** A character that base64url does not have (RFC 4648 section 5). As a search for one it needs no stack, however long the text. */
const outsideAlphabet = /[^\w-]/;

/** What Node’s Buffer has of use here; a browser has none. */
interface Base64Url {
  from(text: string, encoding: 'base64url'): Uint8Array & { toString(encoding: 'base64url'): string };
  from(bytes: Uint8Array): { toString(encoding: 'base64url'): string };
}

const { Buffer: native } = globalThis as { Buffer?: Base64Url };

/**
 * The bytes of a base64url text (RFC 4648 section 5) without padding. Where there is Node’s Buffer, it decodes, some
 * ten times as fast as what browsers have; it passes over what is no base64url, so what it read has to encode to the
 * same text again, but for the unused bits of the last letter.
 * @throws where it is no base64url
 */
export function bytesOf(part: string): Uint8Array {
  if (native !== undefined) {
    const bytes = native.from(part, 'base64url');
    if (bytes.toString('base64url') === part) return bytes;
  }
  // A letter alone at the end is less than a byte.
  if (outsideAlphabet.test(part) || part.length % 4 === 1) throw new SyntaxError('It is no base64url.');
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
 * and no bits left over that are not zero (RFC 4648 section 3.5), so that each sequence of bytes has one spelling.
 * @returns undefined for what is none
 */
export function fromBase64Url(text: string): Uint8Array | undefined {
  if (text.length % 4 === 1 || /[^\w-]/.test(text)) return undefined;
  const bytes = bytesOf(text);
  return base64UrlOf(bytes) === text ? bytes : undefined;
}

/**
 * The bytes of base64 or base64url as keys are written by people: padded or not, whatever bits are left over.
 * Undefined for what is neither.
 */
export function fromKeyBase64(text: string): Uint8Array | undefined {
  const bare = text
    .replace(/={1,2}$/, '')
    .replace(/\+/g, '-')
    .replace(/\//g, '_');
  return bare.length % 4 === 1 || /[^\w-]/.test(bare) ? undefined : bytesOf(bare);
}

/** What keeps a text from being base64url, in words that follow “it”. */
export function base64UrlProblem(text: string): string {
  if (/\s/.test(text)) return 'has white space in it';
  if (text.endsWith('=')) return 'is padded with “=”';
  if (/[+/]/.test(text)) return 'is base64 rather than base64url: it has “+” or “/”';
  const at = text.search(/[^\w-]/);
  if (at >= 0) return `is no base64url: its character ${at + 1} is none of it`;
  if (text.length % 4 === 1) return `is cut short: no base64url has ${text.length} characters`;
  return 'is no base64url: its last character has bits left over, so it was changed or cut short';
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Bytes as UTF-8 text, a byte order mark kept; undefined where they are none. */
export function fromUtf8(bytes: Uint8Array): string | undefined {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return undefined;
  }
}
