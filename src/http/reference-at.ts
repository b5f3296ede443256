import { comment } from './lines';
import { references, variableOf } from './reference';

/** Characters before and after a cursor that are looked at. */
const near = 200;

/** A place in a line, in UTF-16 code units. */
export interface Span {
  start: number;
  end: number;
}

/** The reference to a token at a place of a line, and its variable, `TOKEN_DECK_…`. */
export function referenceAt(line: string, at: number): (Span & { name: string }) | undefined {
  const from = Math.max(0, at - near);
  for (const { 0: written, 1: name = '', index } of line.slice(from, at + near).matchAll(references)) {
    const span = { start: from + index, end: from + index + written.length };
    if (span.start <= at && at <= span.end) return { ...span, name };
  }
  return undefined;
}

/**
 * What a reference replaces that is being typed at a place of a line: from its braces to the cursor, or to the braces that
 * an editor has closed by itself. Undefined where none is being typed.
 */
export function unfinishedReference(line: string, at: number): Span | undefined {
  const from = Math.max(0, at - near);
  const [typed] = /\{\{\s*(?:\$?[\w-]*|\$processEnv\s+\w*)$/.exec(line.slice(from, at)) ?? [];
  if (typed === undefined || comment.test(line.slice(0, near))) return undefined;
  const [closed = ''] = /^\w*\s*\}{1,2}/.exec(line.slice(at, at + near)) ?? [];
  return { start: at - typed.length, end: at + closed.length };
}

/** Ids whose name in references no other one of them has. */
export function idsWithOwnName(ids: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(variableOf(id), (counts.get(variableOf(id)) ?? 0) + 1);
  return ids.filter((id) => counts.get(variableOf(id)) === 1);
}
