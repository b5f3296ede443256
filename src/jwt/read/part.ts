import { t } from '@vscode/l10n';
import { bytesOf, fromUtf8 } from '../../base/base64url';
import { readJson, type JsonNode } from './json-text';

/** One part of a token, as far as it can be read. */
export interface ReadPart {
  /** What it encodes; missing if it is not base64url. */
  bytes?: Uint8Array;
  /** The bytes as text; missing if they are not UTF-8. */
  text?: string;
  /** The text as JSON; missing if it is not JSON. */
  json?: JsonNode;
  /** Why it is not JSON. */
  problem?: PartProblem;
}

/** Why a part is not base64url. Positions count from 1, in UTF-16 code units. */
export type EncodingProblem = { kind: 'letter'; position: number; letter: string } | { kind: 'cut-off' };

/** Why a part cannot be read, or is not what it must be. */
export type PartProblem =
  | EncodingProblem
  | { kind: 'broken-json'; position: number }
  | { kind: 'empty' | 'no-utf8' | 'cut-off-json' | 'no-object' };

/** Reads a part of a token: base64url (RFC 7515 section 2), UTF-8, JSON. Linear, and never throws. */
export function readPart(part: string): ReadPart {
  if (part === '') return { bytes: new Uint8Array(), text: '', problem: { kind: 'empty' } };
  const problem = encodingProblem(part);
  if (problem !== undefined) return { problem };
  const bytes = bytesOf(part);
  const text = fromUtf8(bytes)?.replace(/^\ufeff/, '');
  return text === undefined ? { bytes, problem: { kind: 'no-utf8' } } : { bytes, ...readText(text) };
}

/** Why a part is not base64url, or undefined. */
export function encodingProblem(part: string): EncodingProblem | undefined {
  const wrong = part.search(/[^\w-]/);
  if (wrong >= 0) return { kind: 'letter', position: wrong + 1, letter: nameOf(part, wrong) };
  return part.length % 4 === 1 ? { kind: 'cut-off' } : undefined;
}

/** Reads a part that was sent as it is, not in base64url (RFC 7797). */
export function readText(text: string): Omit<ReadPart, 'bytes'> {
  const json = readJson(text);
  if (json.kind !== 'none') return { text, json };
  const early = json.at >= text.length;
  return { text, problem: early ? { kind: 'cut-off-json' } : { kind: 'broken-json', position: json.at + 1 } };
}

/** The object that a part encodes, as JavaScript’s own; undefined if it encodes none. */
export function objectOf({ text, json }: ReadPart): Record<string, unknown> | undefined {
  return json?.kind === 'object' && text !== undefined ? (JSON.parse(text) as Record<string, unknown>) : undefined;
}

/** Why a header is not that of a token, a sentence; undefined if it has an algorithm. */
export function algProblem(header: ReadPart): string | undefined {
  const object = objectOf(header);
  return object !== undefined && Object.hasOwn(object, 'alg') && typeof object.alg === 'string'
    ? undefined
    : t('Its header has no “alg”, which every JWT must have (RFC 7515 section 4.1.1).');
}

/** A character in quotes; one that cannot be seen by its number. */
function nameOf(text: string, index: number): string {
  const code = text.codePointAt(index) ?? 0;
  return code > 0x20 && code < 0x7f
    ? `“${String.fromCodePoint(code)}”`
    : `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}
