/** One figure, of this version and, where it was measured too, of an older one. */
export interface Row {
  what: string;
  now?: number;
  before?: number;
  /** What stands behind each number: ` ms`, ` KB`; none for a ratio. */
  unit?: ' ms' | ' KB';
  /** `<= 1.15`, or `< before`. */
  target?: string;
  note?: string;
}

/** Prints figures beside their targets. Nothing is asserted: a machine that is busy is no fault of the code. */
export function printTable(title: string, rows: readonly Row[]): void {
  const compared = rows.some(({ before }) => before !== undefined);
  const head = ['', 'now', ...(compared ? ['before', 'now/before'] : []), 'target', ''];
  const lines = [head, ...rows.map((row) => cells(row, compared))];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  console.log(`\n${title}`);
  for (const line of lines) {
    const padded = line.map((cell, column) => {
      const width = widths[column] ?? 0;
      return column === 0 || column >= head.length - 2 ? cell.padEnd(width) : cell.padStart(width);
    });
    console.log(padded.join('  ').trimEnd());
  }
}

function cells({ what, now, before, unit, target = '', note = '' }: Row, compared: boolean): string[] {
  const shown = (value: number | undefined): string => (value === undefined ? '' : `${digits(value)}${unit ?? ''}`);
  const ratio = now === undefined || before === undefined ? '' : (now / before).toFixed(2);
  return [what, shown(now), ...(compared ? [shown(before), ratio] : []), target, note];
}

const digits = (value: number): string => value.toFixed(value < 10 ? 2 : 1);
