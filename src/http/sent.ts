import { comment, definition, delimiter, header, linesOf, type Line } from './lines';
import { changesHttpYac, hidesTokens, isHarmlessMetadata, isPlainAuthorization, isSetting, metadataOf } from './opaque';
import { references } from './reference';
import { blockAt } from './request';

/**
 * Reads a request as its sender will: which address it goes to, and which tokens it carries. Wherever REST Client or
 * httpYac could read it in another way, or where only sending tells (scripts, environments, questions), the address
 * counts as unknown, so that a file cannot make it look like another.
 */

/** Whose reading of the file counts. */
export type Dialect = 'rest-client' | 'httpyac';

/** A reference to a token in a request. */
export interface SentReference {
  /** The variable, `TOKEN_DECK_…`. */
  name: string;
  /** Whether the token is also outside the header `Authorization`, which is the one that a redirect to elsewhere drops. */
  outsideAuthorization: boolean;
  /** Where the request itself has it, in UTF-16 code units; undefined where it comes by a variable of the file. */
  place: { offset: number; length: number } | undefined;
}

/** A request as it will be sent. */
export interface SentRequest {
  /** The request line, in UTF-16 code units. */
  offset: number;
  length: number;
  /** The method and the address as they are written, on one line. */
  shown: string;
  /** The address, as far as its path, with the file's variables replaced; undefined where only its sender can tell. */
  address: string | undefined;
  references: SentReference[];
  /** Whether the request asks its sender not to follow redirects. */
  noRedirect: boolean;
}

/** An address up to the end of its authority, in letters that no parser reads in another way. */
const authority =
  /^(?:https?|wss?):\/\/(?:[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?\.?|\[[0-9a-f:.]+\])(?::\d{1,5})?(?=[/?#]|$)/i;
const startOfRequest =
  /^\s*(?:(GET|HEAD|POST|PUT|DELETE|CONNECT|OPTIONS|TRACE|PATCH|LOCK|UNLOCK|PROPFIND|PROPPATCH|COPY|MOVE|MKCOL|MKCALENDAR|ACL|SEARCH|GRAPHQL|SSE|WS)\s+)?(\S.*)$/i;
/** REST Client and httpYac join lines like these to the address: both the first two, httpYac also the third. */
const continued = /^\s*[?&/]/;
const plainValue = /^\s*@([^\s=:]+)\s*=\s*([\w.~:/?#[\]@!&()*+,;%{}-]*)\s*$/;
/** What each counts as the definition of a variable. Another line that begins with `@` is a request line to it. */
const definitionLine: Record<Dialect, RegExp> = {
  'rest-client': /^\s*@[^\s=]+\s*=.*$/,
  httpyac: /^\s*@(?:global\.)?[^\s=:]+\s*:?=*\s*"?[^\s"]/,
};
const variableName: Record<Dialect, RegExp> = { 'rest-client': /^[A-Za-z_][\w-]*$/, httpyac: /^[A-Za-z_]\w*$/ };
/** A request in the lines of a file: those of its region, `end` not among them, and its request line. */
interface Region {
  start: number;
  end: number;
  request: number;
  /** Whether both senders read these lines as one request that begins at that line. */
  isClear: boolean;
}

/**
 * The request at a place of an `.http` or `.rest` file.
 * @param at an offset in UTF-16 code units
 * @returns with all text that decides what is sent; undefined where there is no request
 */
export function sentRequestAt(
  text: string,
  at: number,
  dialect: Dialect,
): (SentRequest & { decidedBy: string }) | undefined {
  const file = new RequestFile(text, dialect);
  const region = file.regionAt(at);
  if (region === undefined) return undefined;
  const request = file.read(region);
  // Where only its sender can tell, any line of the file may decide.
  return { ...request, decidedBy: request.address === undefined ? text : file.textThatDecides(region) };
}

/** All requests of a file whose delimiters tell them apart. */
export function sentRequests(text: string, dialect: Dialect): SentRequest[] {
  const file = new RequestFile(text, dialect);
  return file.regions().map((region) => file.read(region));
}

/** What a variable brings along: names of tokens, and whether they can get where their references do not show. */
interface Reached {
  names: ReadonlySet<string>;
  hides: boolean;
}

class RequestFile {
  private readonly lines: Line[];
  /** The lines that define a variable, by its name. */
  private readonly definitions = new Map<string, number[]>();
  /** Names that a request or a question gives its answer: they are variables, too. */
  private readonly others = new Set<string>();
  /** Whether something in the file can change every request of it. */
  private isChangeable = false;
  private hasSettings = false;
  private hasOddNames = false;
  private hasPrompt = false;
  private readonly reached = new Map<string, Reached>();

  constructor(
    text: string,
    private readonly dialect: Dialect,
  ) {
    this.lines = linesOf(text);
    for (const [index, { text: line }] of this.lines.entries()) {
      const name = definition.exec(line)?.[1];
      if (name !== undefined) {
        const known = this.definitions.get(name);
        if (known === undefined) this.definitions.set(name, [index]);
        else known.push(index);
      }
      const { key, value } = metadataOf(line) ?? {};
      if ((key === 'name' || key === 'prompt') && value !== undefined) this.others.add(value);
      this.hasPrompt ||= key === 'prompt';
      if (dialect === 'httpyac') {
        this.hasSettings ||= isSetting(line);
        this.isChangeable ||= changesHttpYac(line);
      } else {
        // REST Client takes such a name for a pattern, which fits other variables, too.
        this.hasOddNames ||= /^\s*@(?![\w-]+\s*=)[^\s=]+\s*=/.test(line);
      }
    }
    if (dialect === 'httpyac') this.isChangeable ||= this.sharedRegions().some((region) => !this.isHarmless(region));
  }

  regionAt(at: number): Region | undefined {
    const cursor = Math.max(
      0,
      this.lines.findLastIndex((line) => line.offset <= at),
    );
    const bounds = this.boundsAround(cursor);
    const clear = this.regionOf(bounds);
    // The cursor is set on the request line before it is sent; only httpYac knows requests without a delimiter.
    if (this.dialect === 'rest-client') return clear;
    const { start, end, request } = blockAt(this.lines, at);
    if (request === undefined) return undefined;
    return clear?.request === request && clear.start === start && clear.end === end
      ? clear
      : { start, end, request, isClear: false };
  }

  regions(): Region[] {
    return this.allBounds().flatMap((bounds) => this.regionOf(bounds) ?? []);
  }

  read({ start, end, request, isClear }: Region): SentRequest {
    const first = this.lines[request] as Line;
    const [, method = 'GET', rest = ''] = startOfRequest.exec(first.text) ?? [];
    let written = rest.trim().replace(/\s+HTTP\/.*$/i, '');
    const found = new Map<string, SentReference>();
    let hides = false;
    let isPlain = true;
    let place: 'above' | 'request' | 'headers' | 'body' = 'above';
    for (let index = start; index < end; index++) {
      const { text, offset } = this.lines[index] as Line;
      if (index === request) place = 'request';
      else if (text.trim() === '' && place !== 'above') place = 'body';
      if (comment.test(text) || (place === 'above' && definitionLine[this.dialect].test(text))) continue;
      if (place === 'headers' && continued.test(text)) written += text.trim();
      const name = place === 'headers' ? header.exec(text)?.[1]?.toLowerCase() : undefined;
      // Behind one address there may be several hosts, which this header tells apart.
      isPlain &&= name !== 'host' && (name !== 'authorization' || this.isPlainAuthorization(text));
      hides ||= hidesTokens(text) || variablesIn(text).some((variable) => this.reachedBy(variable).hides);
      for (const each of this.referencesIn(text, offset))
        add(found, { ...each, outsideAuthorization: name !== 'authorization' });
      if (place === 'request') place = 'headers';
    }
    if (hides) for (const each of found.values()) each.outsideAuthorization = true;
    const address = isClear && isPlain && !hides && !this.isChangeable ? this.resolve(written, request, 0) : undefined;
    return {
      offset: first.offset + first.text.search(/\S/),
      length: first.text.trim().length,
      shown: `${method} ${written}`,
      address: address === undefined ? undefined : authority.exec(address)?.[0],
      references: [...found.values()],
      noRedirect: this.hasNoRedirect(start, request),
    };
  }

  /** The lines of a request, and the definitions of variables. */
  textThatDecides({ start, end }: Region): string {
    const definitions = [...this.definitions.values()].flat().map((index) => this.lines[index]?.text ?? '');
    const own = this.lines.slice(start, end).map(({ text }) => text);
    return JSON.stringify([definitions, own]);
  }

  /** The lines between two delimiters around a line; a delimiter belongs to what follows it. */
  private boundsAround(cursor: number): { start: number; end: number } {
    let at = cursor;
    while (at < this.lines.length - 1 && this.isDelimiter(at)) at++;
    let start = at;
    while (start > 0 && !this.isDelimiter(start - 1)) start--;
    let end = at;
    while (end < this.lines.length && !this.isDelimiter(end)) end++;
    return { start, end };
  }

  private allBounds(): { start: number; end: number }[] {
    const found: { start: number; end: number }[] = [];
    let start = 0;
    for (let index = 0; index <= this.lines.length; index++) {
      if (index < this.lines.length && !this.isDelimiter(index)) continue;
      found.push({ start, end: index });
      start = index + 1;
    }
    return found;
  }

  /** The region that both senders read alike: its first line that says something is the request line. */
  private regionOf({ start, end }: { start: number; end: number }): Region | undefined {
    let request: number | undefined;
    for (let index = start; index < end && request === undefined; index++) {
      const { text } = this.lines[index] as Line;
      if (text.trim() !== '' && !comment.test(text) && !definitionLine[this.dialect].test(text)) request = index;
    }
    if (request === undefined || !startOfRequest.test(this.lines[request]?.text ?? '')) return undefined;
    const region = { start, end, request };
    return { ...region, isClear: this.dialect === 'rest-client' || this.isHarmless(region) };
  }

  /** Regions without a request, whose settings httpYac applies to all. */
  private sharedRegions(): { start: number; end: number }[] {
    return this.allBounds().filter((bounds) => this.regionOf(bounds) === undefined);
  }

  /** Whether httpYac sees nothing in these lines that changes a request, nor another request. */
  private isHarmless({ start, end, request }: { start: number; end: number; request?: number }): boolean {
    for (let index = start; index < end; index++) {
      const { text } = this.lines[index] as Line;
      const { key } = metadataOf(text) ?? {};
      if (key !== undefined && !isHarmlessMetadata(key)) return false;
      if (request !== undefined && index > request && /^\s*[A-Z][A-Z-]*\s+\S/.test(text)) return false;
    }
    return true;
  }

  private isDelimiter(index: number): boolean {
    return delimiter.test(this.lines[index]?.text ?? '');
  }

  /** Replaces variables that the file gives a plain value; undefined where another one decides about the authority. */
  private resolve(text: string, before: number, depth: number): string | undefined {
    const [, head = '', name, tail = ''] = /^([^{}]*)\{\{\s*([^{}]*?)\s*\}\}(.*)$/.exec(text) ?? [];
    if (name === undefined) return text;
    // What comes after the authority cannot change it.
    if (authority.test(head) && /^[^/]*\/\/[^/?#]*[/?#]/.test(head)) return head;
    const value = depth < 20 ? this.valueOf(name, before, depth) : undefined;
    return value === undefined ? undefined : this.resolve(`${head}${value}${tail}`, before, depth + 1);
  }

  private valueOf(name: string, before: number, depth: number): string | undefined {
    const [index, ...further] = this.definitions.get(name) ?? [];
    if (!variableName[this.dialect].test(name) || this.others.has(name)) return undefined;
    // While REST Client asks, another editor may become active, whose variables it takes then.
    if (this.hasOddNames || this.hasPrompt) return undefined;
    if (index === undefined || further.length > 0) return undefined;
    const [, defined, value] = plainValue.exec(this.lines[index]?.text ?? '') ?? [];
    if (defined !== name || value === undefined || !(this.dialect === 'rest-client' || this.reaches(index, before)))
      return undefined;
    return this.resolve(value, index, depth + 1);
  }

  /** Whether httpYac has run a definition when it comes to a later line: it is above it, in its region or in one for all. */
  private reaches(index: number, line: number): boolean {
    if (index >= line) return false;
    const [own, its] = [this.boundsAround(line), this.boundsAround(index)];
    return own.start === its.start || this.regionOf(its) === undefined;
  }

  private *referencesIn(text: string, offset: number): Generator<Omit<SentReference, 'outsideAuthorization'>> {
    for (const match of text.matchAll(references)) {
      const place = { offset: offset + match.index, length: match[0].length };
      yield { name: match[1] ?? '', place };
    }
    for (const variable of variablesIn(text))
      for (const name of this.reachedBy(variable).names) yield { name, place: undefined };
  }

  /** What a variable of the file brings into a line, through other variables too. */
  private reachedBy(variable: string): Reached {
    const known = this.reached.get(variable);
    if (known !== undefined) return known;
    const names = new Set<string>();
    const seen = new Set<string>();
    const queue = [variable];
    let hides = false;
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      for (const index of this.definitions.get(next) ?? []) {
        const { text } = this.lines[index] as Line;
        // REST Client makes line breaks of `\n`, and with them further headers.
        hides ||= hidesTokens(text) || text.includes('\\');
        for (const match of text.matchAll(references)) names.add(match[1] ?? '');
        queue.push(...variablesIn(text));
      }
    }
    const found = { names, hides };
    this.reached.set(variable, found);
    return found;
  }

  /** Whether a header Authorization is sent as it is, with variables of the file replaced. */
  private isPlainAuthorization(line: string): boolean {
    let value = line.slice(line.indexOf(':') + 1);
    for (let depth = 0; depth < 20; depth++) {
      const [, variable = '', rest = ''] = /^\s*\{\{\s*([\w-]+)\s*\}\}(.*)$/.exec(value) ?? [];
      const [index, ...further] = this.definitions.get(variable) ?? [];
      if (index === undefined) return isPlainAuthorization(value);
      if (further.length > 0 || this.others.has(variable)) return false;
      value = (this.lines[index]?.text ?? '').replace(/^\s*@[^\s=:]+\s*:?=*\s*"?/, '') + rest;
    }
    return false;
  }

  private hasNoRedirect(start: number, request: number): boolean {
    if (this.hasSettings) return false;
    return this.lines.slice(start, request).some(({ text }) => /^\s*(?:#|\/\/)\s+@no-redirect\s*$/.test(text));
  }
}

function add(found: Map<string, SentReference>, reference: SentReference): void {
  const known = found.get(reference.name);
  found.set(reference.name, {
    name: reference.name,
    outsideAuthorization: reference.outsideAuthorization || known?.outsideAuthorization === true,
    place: known?.place ?? reference.place,
  });
}

function variablesIn(text: string): string[] {
  return [...text.matchAll(/\{\{\s*%?([^\s{}$]+)\s*\}\}/g)].map((match) => match[1] ?? '');
}
