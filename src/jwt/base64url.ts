import { base64url } from 'jose';

/**
 * The bytes that base64url encodes (RFC 7515 section 2), read strictly: no padding, no white space, no other letters,
 * and no bits left over that are not zero (RFC 4648 section 3.5), so that each sequence of bytes has one spelling.
 * @returns undefined for what is none
 */
export function fromBase64Url(text: string): Uint8Array | undefined {
  if (text.length % 4 === 1 || /[^\w-]/.test(text)) return undefined;
  const bytes = base64url.decode(text);
  return base64url.encode(bytes) === text ? bytes : undefined;
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
  return bare.length % 4 === 1 || /[^\w-]/.test(bare) ? undefined : base64url.decode(bare);
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
