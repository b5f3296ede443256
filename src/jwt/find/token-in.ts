import { readPart } from '../read/part';
import { firstJwt } from './scan';

/**
 * What of a text is to be looked at as a token: the text without the scheme, the header’s name and the quotes around
 * it, put together again where a terminal or a mail has wrapped it; or else the first JWT in it; or else all of it.
 * Linear, and never throws.
 */
export function tokenIn(text: string): string {
  const bare = joined(unwrapped(text.trim()));
  // A token that is only half there, or has wrong characters, is not found in a text; but it begins like one.
  const [run] = /^[\w.~+/=-]*/.exec(bare) ?? [''];
  if (isHeader(run.split(/[.~]/, 1)[0] ?? '')) return withoutFullStop(run);
  return firstJwt(text)?.text ?? bare;
}

/** The third dot is the end of a sentence. */
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

/** Takes `Authorization:`, `Bearer` (RFC 6750) or `DPoP` (RFC 9449) and quotes away, in whatever order they stand. */
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
 * A text of lines of the same length, the last aside, as one: a token that was wrapped. Others stay as they are, and
 * so does what stands below a token that is whole already.
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
