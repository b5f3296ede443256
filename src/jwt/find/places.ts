import { findJwts, isOfToken, longestEscape, type FoundJwt } from './scan';

/** A place in a text: lines from 0, and UTF-16 code units from 0. */
export interface TextPosition {
  readonly line: number;
  readonly character: number;
}

/** A range that was replaced by a text. VS Code’s `TextDocumentContentChangeEvent` fits. */
export interface TextChange {
  readonly range: TextSpan;
  readonly text: string;
}

interface TextSpan {
  readonly start: TextPosition;
  readonly end: TextPosition;
}

/** A text that can be had by its lines; VS Code’s `TextDocument` fits. */
export interface LinedText {
  lineAt(line: number): { readonly text: string };
  /** The whole of it, its lines ended by `\n` or `\r\n`. */
  getText(): string;
}

/** Where a JWT stands, and what was read from it. Its text is not kept: it would keep the whole document in memory. */
export interface JwtPlace<T> extends TextPosition {
  /** In UTF-16 code units; a token stands on one line. */
  readonly length: number;
  readonly about: T;
}

type Movable<T> = { -readonly [K in keyof JwtPlace<T>]: JwtPlace<T>[K] };

/**
 * Letters of tokens in one piece. In longer ones no JWT is looked for: each key typed there would be looked at with
 * all of it around.
 */
const longestPiece = 65_536;

/** Changes times places above which looking at the whole text is quicker than moving each place by each change. */
const mostSteps = 200_000;

/**
 * The JWTs of a text, in their order, kept up to date as it changes: only the letters around a change are looked at,
 * and what stands behind it is moved.
 */
export class JwtPlaces<T> {
  private places: Movable<T>[];

  /** @param read what to keep of a token; called once for each that is found */
  constructor(
    text: LinedText,
    private readonly read: (found: FoundJwt) => T,
    private readonly longest = longestPiece,
  ) {
    this.places = this.scan(text);
  }

  get all(): readonly JwtPlace<T>[] {
    return this.places;
  }

  /**
   * Takes over changes of the text.
   * @param text as it is after all of them
   * @param changes in the order in which they are made, each in the coordinates that those before it left
   * @returns whether a place has changed, moved, come or gone
   */
  update(text: LinedText, changes: readonly TextChange[]): boolean {
    if (changes.length > 1 && changes.length * (changes.length + this.places.length) > mostSteps) {
      const before = this.places.length;
      this.places = this.scan(text);
      return before + this.places.length > 0;
    }
    let changed = false;
    let spans: TextSpan[] = [];
    for (const change of changes) {
      const end = endOf(change);
      if (this.move(change, end)) changed = true;
      spans = spans.map((span) => movedSpan(span, change, end));
      spans.push({ start: change.range.start, end });
    }
    spans.sort((a, b) => compare(a.start, b.start));
    let done: TextPosition = { line: 0, character: -1 };
    for (const span of spans) {
      // The letters around it were looked at with those around the one before.
      if (compare(span.end, done) <= 0) continue;
      const around = this.around(text, span);
      if (this.lookAgain(text, around)) changed = true;
      done = around.end;
    }
    return changed;
  }

  /** Drops the places that a change cuts into, and moves those behind it. */
  private move({ range }: TextChange, end: TextPosition): boolean {
    const { places } = this;
    const first = firstIndex(places, (place) => compare(endOfPlace(place), range.start) > 0);
    let next = first;
    for (let place = places[next]; place !== undefined && compare(place, range.end) < 0; place = places[next]) next++;
    if (next > first) places.splice(first, next - first);
    const lines = end.line - range.end.line;
    let moved = false;
    for (let index = first; index < places.length; index++) {
      const place = places[index];
      if (place === undefined || (lines === 0 && place.line > range.end.line)) break;
      const { line, character } = movedPosition(place, range.end, end);
      place.line = line;
      place.character = character;
      moved = true;
    }
    return moved || next > first;
  }

  /** The span with the letters of tokens around it, of which no more than a piece may have. */
  private around(text: LinedText, { start, end }: TextSpan): TextSpan {
    const first = text.lineAt(start.line).text;
    const last = text.lineAt(end.line).text;
    // A change may have been within the escape before a token, which decides whether it can begin.
    const reached = Math.min(end.character + longestEscape, last.length);
    return {
      start: { line: start.line, character: startOfPiece(first, start.character, this.longest + 1) },
      end: { line: end.line, character: endOfPiece(last, reached, this.longest + 1) },
    };
  }

  /** Finds the places of a span anew. */
  private lookAgain(text: LinedText, { start, end }: TextSpan): boolean {
    const found: Movable<T>[] = [];
    for (let line = start.line; line <= end.line; line++) {
      const whole = text.lineAt(line).text;
      const from = line === start.line ? start.character : 0;
      const to = line === end.line ? end.character : whole.length;
      // What stands before decides whether a token can begin: an escape such as `%20` or `\n`.
      const context = Math.max(0, from - longestEscape);
      for (const token of this.tokensIn(whole.slice(context, to), from - context)) {
        found.push({ line, character: context + token.offset, length: token.text.length, about: this.read(token) });
      }
    }
    const first = firstIndex(this.places, (place) => compare(place, start) >= 0);
    const next = firstIndex(this.places, (place) => compare(place, end) >= 0);
    if (next === first && found.length === 0) return false;
    this.places = [...this.places.slice(0, first), ...found, ...this.places.slice(next)];
    return true;
  }

  private scan(text: LinedText): Movable<T>[] {
    const whole = text.getText();
    const places: Movable<T>[] = [];
    let line = 0;
    let lineStart = 0;
    let lineEnd = whole.indexOf('\n');
    for (const found of this.tokensIn(whole, 0)) {
      for (; lineEnd >= 0 && lineEnd < found.offset; lineEnd = whole.indexOf('\n', lineStart)) {
        line++;
        lineStart = lineEnd + 1;
      }
      places.push({
        line,
        character: found.offset - lineStart,
        length: found.text.length,
        about: this.read(found),
      });
    }
    return places;
  }

  /** The JWTs of a text, those in pieces that are too long left out. */
  private *tokensIn(text: string, from: number): Generator<FoundJwt> {
    let pieceEnd = 0;
    let tooLong = false;
    for (const found of findJwts(text, from)) {
      // Each piece is measured once, however many tokens are in it.
      if (found.offset >= pieceEnd) {
        pieceEnd = endOfPiece(text, found.offset, Infinity);
        tooLong = pieceEnd - startOfPiece(text, found.offset, Infinity) > this.longest;
      }
      if (!tooLong) yield found;
    }
  }
}

function startOfPiece(line: string, from: number, most: number): number {
  let first = from;
  while (first > 0 && from - first < most && isOfToken(line.charCodeAt(first - 1))) first--;
  return first;
}

function endOfPiece(line: string, from: number, most: number): number {
  let last = from;
  while (last < line.length && last - from < most && isOfToken(line.charCodeAt(last))) last++;
  return last;
}

function compare(a: TextPosition, b: TextPosition): number {
  return a.line - b.line || a.character - b.character;
}

function endOfPlace({ line, character, length }: JwtPlace<unknown>): TextPosition {
  return { line, character: character + length };
}

/** Where the text of a change ends, once it stands there. */
function endOf({ range: { start }, text }: TextChange): TextPosition {
  const lines = text.split(/\r\n|\r|\n/);
  const last = lines.at(-1)?.length ?? 0;
  return lines.length === 1
    ? { line: start.line, character: start.character + last }
    : { line: start.line + lines.length - 1, character: last };
}

/** Where a position behind a change comes to stand, whose end was and is there. */
function movedPosition(position: TextPosition, was: TextPosition, is: TextPosition): TextPosition {
  return {
    line: position.line - was.line + is.line,
    character: position.line === was.line ? position.character - was.character + is.character : position.character,
  };
}

/** A span after a further change; what the change cuts off belongs to the change’s own span. */
function movedSpan(span: TextSpan, { range }: TextChange, is: TextPosition): TextSpan {
  const moved = (position: TextPosition, inside: TextPosition) => {
    if (compare(position, range.start) <= 0) return position;
    return compare(position, range.end) < 0 ? inside : movedPosition(position, range.end, is);
  };
  return { start: moved(span.start, range.start), end: moved(span.end, is) };
}

/** The index of the first item from which on a test holds. */
function firstIndex<P>(sorted: readonly P[], holds: (item: P) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = sorted[middle];
    if (item === undefined || holds(item)) high = middle;
    else low = middle + 1;
  }
  return low;
}
