/** A line of a text, with its place. */
export interface Line {
  /** Where it begins, in UTF-16 code units. */
  offset: number;
  text: string;
  /** Its first character that is not white space, or nothing for a blank line. Most patterns can be ruled out by it. */
  first: string;
  /** The line's own end: `\n`, `\r\n`, or nothing at the end of the file. */
  end: string;
}

/** What separates requests. */
export const delimiter = /^#{3,}/;
export const comment = /^\s*(#|\/\/)/;
/** Whether a line separates requests. */
export const isDelimiter = (line: Line | undefined): boolean => line?.first === '#' && delimiter.test(line.text);
/** Whether a line says nothing that is sent. */
export const isComment = ({ first, text }: Line): boolean => first === '#' || (first === '/' && comment.test(text));
export const header = /^\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*:/;
/** A file variable, and its name. */
export const definition = /^\s*@(?:global\.)?([^\s=:]+)/;

/** The lines of a text. A lone `\r` ends a line, too. */
export function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let offset = 0;
  const push = (stop: number, end: string) => {
    const line = text.slice(offset, stop);
    lines.push({ offset, text: line, first: firstOf(line), end });
    offset = stop + end.length;
  };
  // Not by a pattern, whose matches cost more than the lines.
  let lone = text.indexOf('\r');
  for (let at = text.indexOf('\n'); at !== -1 || lone !== -1; at = text.indexOf('\n', offset)) {
    const stop = at === -1 ? text.length : at;
    for (; lone !== -1 && lone < stop - (at === -1 ? 0 : 1); lone = text.indexOf('\r', offset)) push(lone, '\r');
    if (at === -1) break;
    if (lone === at - 1 && lone !== -1) {
      push(lone, '\r\n');
      lone = text.indexOf('\r', offset);
    } else push(at, '\n');
  }
  push(text.length, '');
  return lines;
}

function firstOf(line: string): string {
  for (let index = 0; index < line.length; index++) {
    const code = line.charCodeAt(index);
    if (code > 0x20 && code < 0x7f) return line.charAt(index);
    if (code !== 0x20 && code !== 0x09) break;
  }
  return line.trimStart().charAt(0);
}
