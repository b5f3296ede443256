import type { Dialect } from './dialect';
import { sentRequestAt } from './sent';

/**
 * The line that keeps a sender from following redirects of the request at an offset, and where it goes: above the
 * request's own line.
 * @param at the offset in UTF-16 code units
 * @returns undefined where there is no request, or where the file has settings that outweigh the line
 */
export function forbidRedirects(
  text: string,
  at: number,
  dialect: Dialect,
): { offset: number; text: string; requestOffset: number } | undefined {
  const request = sentRequestAt(text, at, dialect);
  if (request === undefined) return undefined;
  const offset = text.slice(0, request.offset).lastIndexOf('\n') + 1;
  const line = `# @no-redirect${text.includes('\r\n') ? '\r\n' : '\n'}`;
  const requestOffset = request.offset + line.length;
  const edited = text.slice(0, offset) + line + text.slice(offset);
  if (sentRequestAt(edited, requestOffset, dialect)?.noRedirect !== true) return undefined;
  return { offset, text: line, requestOffset };
}
