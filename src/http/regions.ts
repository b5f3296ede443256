import { isDefinition, type Dialect } from './dialect';
import { isComment, isDelimiter, type Line } from './lines';
import { isHarmlessMetadata, metadataOf } from './opaque';
import { blockAt, requestsBetween } from './request';

/** Lines between two delimiters, `end` not among them. */
export interface Bounds {
  start: number;
  end: number;
}

/** A request in the lines of a file: its bounds and its request line. */
export interface Region extends Bounds {
  request: number;
  /** Whether both senders read these lines as one request that begins at that line. */
  isClear: boolean;
}

/** A request line: its method and its address. */
export const startOfRequest =
  /^\s*(?:(GET|HEAD|POST|PUT|DELETE|CONNECT|OPTIONS|TRACE|PATCH|LOCK|UNLOCK|PROPFIND|PROPPATCH|COPY|MOVE|MKCOL|MKCALENDAR|ACL|SEARCH|GRAPHQL|SSE|WS)\s+)?(\S.*)$/i;

/** Where the requests of a file begin and end, as their sender reads it. */
export class Regions {
  private readonly bounds: readonly Bounds[];
  /** What was found between bounds, by their start. */
  private readonly found = new Map<number, Region | undefined>();

  constructor(
    private readonly lines: readonly Line[],
    private readonly dialect: Dialect,
  ) {
    this.bounds = boundsOf(lines);
  }

  /** The region at an offset in UTF-16 code units. */
  at(at: number): Region | undefined {
    const cursor = Math.max(
      0,
      this.lines.findLastIndex((line) => line.offset <= at),
    );
    const bounds = this.around(cursor);
    const clear = this.regionOf(bounds);
    // The cursor is set on the request line before it is sent; only httpYac knows requests without a delimiter.
    if (this.dialect === 'rest-client') return clear;
    const { start, end, request } = blockAt(this.lines, at);
    if (request === undefined) return undefined;
    return clear?.request === request && clear.start === start && clear.end === end
      ? clear
      : { start, end, request, isClear: false };
  }

  /**
   * All regions: those that delimiters tell apart and, where only httpYac can tell, as it does.
   * @param most how many are looked for
   */
  all(most = Infinity): Region[] {
    const found: Region[] = [];
    for (const bounds of this.bounds) {
      if (found.length >= most) break;
      const clear = this.regionOf(bounds);
      if (clear?.isClear === true) found.push(clear);
      else if (clear !== undefined)
        for (const each of requestsBetween(this.lines, bounds)) found.push({ ...each, isClear: false });
    }
    return found.slice(0, most);
  }

  /** The lines between two delimiters around a line; a delimiter belongs to what follows it. */
  around(cursor: number): Bounds {
    let at = cursor;
    while (at < this.lines.length - 1 && isDelimiter(this.lines[at])) at++;
    let [low, high] = [0, this.bounds.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.bounds[middle] as Bounds).end < at) low = middle + 1;
      else high = middle;
    }
    return this.bounds[low] as Bounds;
  }

  /** The lines between delimiters, from the first to the last. */
  allBounds(): readonly Bounds[] {
    return this.bounds;
  }

  /** The region that both senders read alike: its first line that says something is the request line. */
  regionOf(bounds: Bounds): Region | undefined {
    if (!this.found.has(bounds.start)) this.found.set(bounds.start, this.readRegion(bounds));
    return this.found.get(bounds.start);
  }

  private readRegion({ start, end }: Bounds): Region | undefined {
    let request: number | undefined;
    for (let index = start; index < end && request === undefined; index++) {
      const line = this.lines[index] as Line;
      if (line.first !== '' && !isComment(line) && !isDefinition(line, this.dialect)) request = index;
    }
    if (request === undefined || !startOfRequest.test(this.lines[request]?.text ?? '')) return undefined;
    const isClear = this.dialect === 'rest-client' || this.isHarmless({ start, end }, request);
    return { start, end, request, isClear };
  }

  /** Whether httpYac finds something in a region without a request, which it applies to all requests. */
  changesAll(): boolean {
    return this.bounds.some((bounds) => this.regionOf(bounds) === undefined && !this.isHarmless(bounds));
  }

  /** Whether httpYac sees nothing in these lines that changes a request, nor another request. */
  private isHarmless({ start, end }: Bounds, request = Infinity): boolean {
    for (let index = start; index < end; index++) {
      const { text, first } = this.lines[index] as Line;
      if (first === '#' || first === '/') {
        const { key } = metadataOf(text) ?? {};
        if (key !== undefined && !isHarmlessMetadata(key)) return false;
      }
      if (index > request && first >= 'A' && first <= 'Z' && /^\s*[A-Z][A-Z-]*\s+\S/.test(text)) return false;
    }
    return true;
  }
}

function boundsOf(lines: readonly Line[]): Bounds[] {
  const found: Bounds[] = [];
  let start = 0;
  for (let index = 0; index <= lines.length; index++) {
    if (index < lines.length && !isDelimiter(lines[index])) continue;
    found.push({ start, end: index });
    start = index + 1;
  }
  return found;
}
