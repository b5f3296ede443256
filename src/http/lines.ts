/** A line of a text, with its place. */
export interface Line {
  /** Where it begins, in UTF-16 code units. */
  offset: number;
  text: string;
  /** The line's own end: `\n`, `\r\n`, or nothing at the end of the file. */
  end: string;
}

/** What separates requests. */
export const delimiter = /^#{3,}/;
export const comment = /^\s*(#|\/\/)/;
export const header = /^\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*:/;
/** A file variable, and its name. */
export const definition = /^\s*@(?:global\.)?([^\s=:]+)/;

/** The lines of a text. A lone `\r` ends a line, too. */
export function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  const ends = /\r\n|\n|\r/g;
  let offset = 0;
  for (let match = ends.exec(text); match !== null; match = ends.exec(text)) {
    lines.push({ offset, text: text.slice(offset, match.index), end: match[0] });
    offset = ends.lastIndex;
  }
  lines.push({ offset, text: text.slice(offset), end: '' });
  return lines;
}
