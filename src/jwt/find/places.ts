import { followed, replacedLines, type TextChange } from './line-edits';
import { findJwts, type FoundJwt } from './scan';

/** A text by its lines; VS Code’s `TextDocument` fits. */
export interface LinedText {
  readonly lineCount: number;
  lineAt(line: number): { readonly text: string };
}

/** Where a JWT is in a text, and what was read from it. */
export interface JwtPlace<T> {
  /** From 0. */
  readonly line: number;
  /** Where it begins and how long it is, in UTF-16 code units; a JWT never continues on another line. */
  readonly character: number;
  readonly length: number;
  readonly about: T;
}

/** How many tokens are remembered beyond twice the number of those in the text. */
const spareTokens = 16;

/** Code units of a line above which it is not scanned on every edit. */
const longestAtOnce = 1_000_000;

/**
 * The JWTs of a text, kept up to date as it changes. No token crosses a line break and nothing on another line decides
 * whether one begins, so an edit costs a scan of the lines that it changed, whole, and moving the places below.
 */
export class JwtPlaces<T> {
  private places: Place<T>[] = [];
  private due: Scanned<T>['due'] = [];
  private lineCount = 0;
  /** By their text. Those that were removed are kept for a while: a token that was cut is often pasted. */
  private readonly tokens = new Map<string, Token<T>>();

  /**
   * @param read what to keep of a token; called once for each text, when it is first asked for
   * @param longest in UTF-16 code units; an edit leaves longer lines to `scanDue`
   */
  constructor(
    text: LinedText,
    private readonly read: (found: FoundJwt) => T,
    private readonly longest = longestAtOnce,
  ) {
    this.scanAll(text);
  }

  /** In the order of the text, without those on lines that are due to be scanned; later edits move them. */
  get all(): readonly JwtPlace<T>[] {
    return this.places;
  }

  /** The lines that are due to be scanned, in order. */
  get dueLines(): readonly number[] {
    return this.due.map(({ line }) => line);
  }

  /**
   * Follows an edit.
   * @param text as it is after it
   * @param changes all of them, in any order; each range in the coordinates of the text before the edit, or of what the
   * changes listed before it left
   * @returns whether there is or was a JWT on a line that was replaced or moved
   */
  update(text: LinedText, changes: readonly TextChange[]): boolean {
    const edits = replacedLines(changes, this.lineCount, text.lineCount);
    if (edits === undefined) return this.scanAll(text);
    this.lineCount = text.lineCount;
    let shift = 0;
    const scanned = edits.map(({ first, last, count }) => {
      const lines = this.scan(text, first + shift, count, this.longest);
      shift += count - (last - first + 1);
      return lines;
    });
    const due = scanned.map((lines) => lines.due);
    this.due = followed(this.due, edits, due);
    const found = scanned.map((lines) => lines.found);
    return this.take(followed(this.places, edits, found));
  }

  /**
   * Scans the lines that are due.
   * @param text as it was at the last `update`
   * @returns whether there is a JWT on one of them
   */
  scanDue(text: LinedText): boolean {
    const edits = this.dueLines.map((line) => ({ first: line, last: line, count: 1 }));
    this.due = [];
    const found = edits.map(({ first }) => this.scan(text, first, 1).found);
    return this.take(followed(this.places, edits, found));
  }

  private scanAll(text: LinedText): boolean {
    const hadSome = this.places.length > 0;
    this.lineCount = text.lineCount;
    this.due = [];
    this.take(this.scan(text, 0, text.lineCount).found);
    return hadSome || this.places.length > 0;
  }

  private scan(text: LinedText, first: number, count: number, longest = Infinity): Scanned<T> {
    const found: Place<T>[] = [];
    const due: Scanned<T>['due'] = [];
    for (let line = first; line < first + count; line++) {
      const content = text.lineAt(line).text;
      if (content.length > longest) due.push({ line });
      else for (const jwt of findJwts(content)) found.push(new Place(line, jwt.offset, this.tokenOf(jwt)));
    }
    return { found, due };
  }

  private tokenOf(found: FoundJwt): Token<T> {
    const known = this.tokens.get(found.text);
    if (known !== undefined) return known;
    const token = new Token({ ...found, text: detached(found.text) }, this.read);
    this.tokens.set(token.text, token);
    return token;
  }

  private take(places: Place<T>[]): boolean {
    if (places === this.places) return false;
    this.places = places;
    if (this.tokens.size > 2 * places.length + spareTokens) {
      this.tokens.clear();
      for (const { token } of places) this.tokens.set(token.text, token);
    }
    return true;
  }
}

interface Scanned<T> {
  found: Place<T>[];
  due: { line: number }[];
}

class Place<T> implements JwtPlace<T> {
  constructor(
    public line: number,
    readonly character: number,
    readonly token: Token<T>,
  ) {}

  get length(): number {
    return this.token.text.length;
  }

  get about(): T {
    return this.token.about;
  }
}

/** A JWT, which is read when that is first asked for. */
class Token<T> {
  readonly text: string;
  private known?: { about: T };

  constructor(
    private readonly found: FoundJwt,
    private readonly read: (found: FoundJwt) => T,
  ) {
    this.text = found.text;
  }

  get about(): T {
    this.known ??= { about: this.read(this.found) };
    return this.known.about;
  }
}

const [encoder, decoder] = [new TextEncoder(), new TextDecoder()];

/** A copy of a token, which is ASCII: as a slice of its line it would keep all of that line in memory. */
function detached(text: string): string {
  return decoder.decode(encoder.encode(text));
}
