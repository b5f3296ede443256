import { bytesOf, utf8Text } from '../../base/base64url';
import { readJson, type JsonNode } from './json-text';

/** One part of a token, as far as it can be read. */
export interface ReadPart {
  /** What it encodes; undefined where it is no base64url. */
  bytes?: Uint8Array;
  /** The bytes as text; undefined where they are no UTF-8. */
  text?: string;
  /** The text as JSON; undefined where it is none. */
  json?: JsonNode;
  /** Why it is no JSON, in words that follow “its payload …”. */
  problem?: string;
}

/** Reads a part of a token: base64url (RFC 7515 section 2), UTF-8, JSON. Linear, and never throws. */
export function readPart(part: string): ReadPart {
  const wrong = part.search(/[^\w-]/);
  if (wrong >= 0) return { problem: `is no base64url: character ${wrong + 1} is ${nameOf(part, wrong)}` };
  if (part === '') return { bytes: new Uint8Array(), text: '', problem: 'is empty' };
  if (part.length % 4 === 1) return { problem: 'is cut off: no base64url has its length' };
  const bytes = bytesOf(part);
  const text = utf8(bytes);
  if (text === undefined) return { bytes, problem: 'is no text in UTF-8' };
  const json = readJson(text);
  if (json.kind !== 'none') return { bytes, text, json };
  const where = json.at >= text.length ? 'it ends too early' : `character ${json.at + 1} is wrong`;
  return { bytes, text, problem: `is no JSON: ${where}` };
}

function utf8(bytes: Uint8Array): string | undefined {
  try {
    return utf8Text(bytes);
  } catch {
    return undefined;
  }
}

/** A character in words; what cannot be seen, by its number. */
function nameOf(text: string, index: number): string {
  const code = text.codePointAt(index) ?? 0;
  return code > 0x20 && code < 0x7f
    ? `“${String.fromCodePoint(code)}”`
    : `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}
