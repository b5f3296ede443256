// Everything that a report shows may come from a repository or a server. In Markdown it is text, and nothing else.
import { plain } from '../../faults/plain';

/** A value as code, in which nothing is markup, a link or an entity; also in a cell of a table. */
export function code(value: string, limit = 300): string {
  const line = plain(value, limit).replace(/`/g, "'").replace(/\|/g, '¦');
  return line === '' ? '–' : `\`${line}\``;
}

/** A sentence as text. An address in it becomes code, so that it is no link. */
export function sentence(text: string): string {
  return plain(text, 1200)
    .split(' ')
    .map((word) => {
      const [, before = '', address, after = ''] =
        /^([“"'(]*)(\S*(?::\/\/|\bwww\.|@)\S*?)([”"').,;:]*)$/i.exec(word) ?? [];
      return address === undefined ? escaped(word) : `${escaped(before)}${code(address)}${escaped(after)}`;
    })
    .join(' ');
}

function escaped(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/[\\`*_[\]|~#]/g, (mark) => `\\${mark}`);
}

/** A table; cells are Markdown already. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A block in which nothing is Markdown. */
export function fenced(text: string): string {
  return ['```text', text.replace(/`{3,}/g, "'''"), '```'].join('\n');
}
