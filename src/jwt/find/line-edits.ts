/** A place in a text: lines from 0, and UTF-16 code units from 0. */
export interface TextPosition {
  readonly line: number;
  readonly character: number;
}

/** A range that was replaced by a text. VS Code’s `TextDocumentContentChangeEvent` fits. */
export interface TextChange {
  readonly range: { readonly start: TextPosition; readonly end: TextPosition };
  readonly text: string;
}

/** Neighbouring lines that an edit replaced by others. */
export interface LineEdit {
  /** The first and the last of the replaced lines, numbered as before the edit. */
  readonly first: number;
  readonly last: number;
  /** How many lines took their place; at least one. */
  readonly count: number;
}

/**
 * The lines that the changes of one event replaced.
 *
 * VS Code lists the changes from the end of the document to its start. Then it makes no difference whether a range
 * refers to the document before the event or to what the changes listed before it left. In any other order it does, and
 * the result is one edit that is right either way.
 * @param before how many lines the text had before the event, `after` how many it has now
 * @returns the edits from top to bottom, no two of them on the same line; undefined if the changes do not explain the
 * number of lines
 */
export function replacedLines(changes: readonly TextChange[], before: number, after: number): LineEdit[] | undefined {
  const added = changes.reduce((sum, change) => sum + linesAdded(change), 0);
  if (before + added !== after || changes.some(({ range }) => compare(range.start, range.end) > 0)) return undefined;
  const upwards = changes.every(
    ({ range }, index) => index === 0 || compare(range.end, changes[index - 1]?.range.start ?? range.end) <= 0,
  );
  const edits = upwards ? eachReplaced(changes) : allReplaced(changes, before, after);
  const fits = edits.every(({ first, last, count }) => first >= 0 && first <= last && last < before && count > 0);
  return fits ? edits : undefined;
}

function eachReplaced(upwards: readonly TextChange[]): LineEdit[] {
  const edits: LineEdit[] = [];
  for (const change of upwards.toReversed()) {
    const { start, end } = change.range;
    const count = linesAdded(change) + end.line - start.line + 1;
    const above = edits.at(-1);
    if (above?.last === start.line) {
      edits[edits.length - 1] = { first: above.first, last: end.line, count: above.count + count - 1 };
    } else {
      edits.push({ first: start.line, last: end.line, count });
    }
  }
  return edits;
}

/** One edit from the first line that may have changed to the last one. */
function allReplaced(changes: readonly TextChange[], before: number, after: number): LineEdit[] {
  let first = before;
  let below = before;
  let lines = before;
  for (const change of changes) {
    const { start, end } = change.range;
    first = Math.min(first, start.line);
    below = Math.min(below, before - 1 - end.line, lines - 1 - end.line);
    lines += linesAdded(change);
  }
  return [{ first, last: before - 1 - below, count: after - below - first }];
}

function linesAdded({ range: { start, end }, text }: TextChange): number {
  return (text.match(/\r\n|\r|\n/g)?.length ?? 0) - (end.line - start.line);
}

function compare(a: TextPosition, b: TextPosition): number {
  return a.line - b.line || a.character - b.character;
}

/**
 * Items by line, brought up to date with an edit: those on replaced lines are left out, and those below are moved.
 * @param sorted by line; the `line` of those that are moved is changed
 * @param edits from top to bottom
 * @param added for each edit, the items on the lines that it brought, numbered as after all edits
 * @returns the same array if nothing came, went or moved
 */
export function followed<Item extends { line: number }>(
  sorted: Item[],
  edits: readonly LineEdit[],
  added: readonly (readonly Item[])[],
): Item[] {
  const isSame = edits.every(({ first, last, count }, index) => {
    const below = indexOfLine(sorted, last + 1);
    const moves = count !== last - first + 1 && below < sorted.length;
    return !moves && added[index]?.length === 0 && indexOfLine(sorted, first) === below;
  });
  if (isSame) return sorted;
  const result: Item[] = [];
  let next = 0;
  let shift = 0;
  const keepTo = (end: number) => {
    for (const item of sorted.slice(next, end)) {
      item.line += shift;
      result.push(item);
    }
    next = end;
  };
  for (const [index, { first, last, count }] of edits.entries()) {
    keepTo(indexOfLine(sorted, first, next));
    for (const item of added[index] ?? []) result.push(item);
    next = indexOfLine(sorted, last + 1, next);
    shift += count - (last - first + 1);
  }
  keepTo(sorted.length);
  return result;
}

/** The index of the first item on that line or below it, items before `from` aside. */
function indexOfLine(sorted: readonly { line: number }[], line: number, from = 0): number {
  let low = from;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle]?.line ?? Infinity) < line) low = middle + 1;
    else high = middle;
  }
  return low;
}
