import { readPart } from '../read/part';
import { firstJwt } from './scan';

/**
 * The token in a text: the text without scheme, header name and quotes around it, joined again if a terminal or an
 * e-mail has wrapped it; or else the first JWT in it; or else the whole text. Linear, and never throws.
 */
export function tokenIn(text: string): string {
  const bare = joined(unwrapped(text.trim()));
  // `findJwts` does not find half a token, or one with wrong characters; but it begins like a token.
  const [run] = /^[\w.~+/=-]*/.exec(bare) ?? [''];
  if (isHeader(run.split(/[.~]/, 1)[0] ?? '')) return withoutFullStop(run);
  return firstJwt(text)?.text ?? bare;
}

/** A token without the full stop of the sentence that it ends: a third dot. */
function withoutFullStop(run: string): string {
  return run.endsWith('.') && run.split('.', 5).length === 4 && !run.endsWith('..') ? run.slice(0, -1) : run;
}

function isHeader(part: string): boolean {
  return readPart(part).json?.kind === 'object';
}

const quotes = new Map([
  ['"', '"'],
  ["'", "'"],
  ['`', '`'],
  ['“', '”'],
]);

/** A text without `Authorization:`, `Bearer` (RFC 6750), `DPoP` (RFC 9449) and quotes around it, in any order. */
function unwrapped(text: string): string {
  let rest = text;
  for (let round = 0; round < 5; round++) {
    const first = quotes.get(rest.charAt(0));
    const inner = first !== undefined && rest.length > 1 && rest.endsWith(first) ? rest.slice(1, -1) : rest;
    rest = inner.replace(/^\s*(?:authorization\s*:|(?:bearer|dpop)\s)/i, '').trim();
  }
  return rest;
}

/**
 * Joins lines of the same length, of which the last may be shorter: a token that was wrapped. Other texts stay as they
 * are, and so do lines below a token that is already whole.
 */
function joined(text: string): string {
  if (!text.includes('\n') || !/^[\w.~\s-]*$/.test(text)) return text;
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const [first = ''] = lines;
  const wrapped =
    first.length >= 40 &&
    lines.every((line, i) => (i < lines.length - 1 ? line.length === first.length : line.length <= first.length)) &&
    lines.every((line) => /^\S+$/.test(line));
  return wrapped && firstJwt(first) === undefined ? lines.join('') : text;
}
