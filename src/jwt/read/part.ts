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

/** Why a part cannot be read, or is not what it must be. Positions count from 1, in UTF-16 code units. */
export type PartProblem =
  | { kind: 'letter'; position: number; letter: string }
  | { kind: 'broken-json'; position: number }
  | { kind: 'empty' | 'cut-off' | 'no-utf8' | 'cut-off-json' | 'no-object' };

/** Reads a part of a token: base64url (RFC 7515 section 2), UTF-8, JSON. Linear, and never throws. */
export function readPart(part: string): ReadPart {
  const wrong = part.search(/[^\w-]/);
  if (wrong >= 0) return { problem: { kind: 'letter', position: wrong + 1, letter: nameOf(part, wrong) } };
  if (part === '') return { bytes: new Uint8Array(), text: '', problem: { kind: 'empty' } };
  if (part.length % 4 === 1) return { problem: { kind: 'cut-off' } };
  const bytes = bytesOf(part);
  const text = fromUtf8(bytes)?.replace(/^\ufeff/, '');
  return text === undefined ? { bytes, problem: { kind: 'no-utf8' } } : { bytes, ...readText(text) };
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

/** What is wrong with a part, a sentence. @param part the part as people call it */
export function partProblem(problem: PartProblem, part: string): string {
  switch (problem.kind) {
    case 'letter': {
      const { position, letter } = problem;
      return t('Its {part} isn’t base64url: character {position} is {letter}.', { part, position, letter });
    }
    case 'empty':
      return t('Its {part} is empty.', { part });
    case 'cut-off':
      return t('Its {part} is cut off: its length isn’t valid for base64url.', { part });
    case 'no-utf8':
      return t('Its {part} isn’t UTF-8 text.', { part });
    case 'cut-off-json':
      return t('Its {part} isn’t JSON: it ends too early.', { part });
    case 'broken-json':
      return t('Its {part} isn’t JSON: character {position} is wrong.', { part, position: problem.position });
    case 'no-object':
      return t('Its {part} isn’t a JSON object.', { part });
  }
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
