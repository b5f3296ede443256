import { isDefinition, type Dialect } from './dialect';
import { header, isComment, linesOf, type Line } from './lines';
import { changesHttpYac, isSetting, takesFromFile } from './opaque';
import { namedIn } from './placeholders';
import { Regions, startOfRequest, type Region } from './regions';
import { looksLikeRequest } from './request';
import { authority, Variables } from './variables';

/**
 * Reads a request as its sender will: which address it goes to, and which tokens it carries. If REST Client or httpYac
 * could read it differently, or if only sending tells (scripts, environments, questions), the address counts as
 * unknown, so that a file cannot disguise it.
 */

/** A reference to a token in a request. */
export interface SentReference {
  /** The variable, `TOKEN_DECK_…`. */
  name: string;
  /**
   * Whether the token is also outside `Authorization`, the one header that is dropped at a redirect to another origin.
   */
  outsideAuthorization: boolean;
  /** Its place in the request itself, in UTF-16 code units; undefined if it comes from a variable of the file. */
  place: { offset: number; length: number } | undefined;
}

/** A profile that a header names, and where in the file, in UTF-16 code units. */
export interface NamedProfile {
  name: string;
  offset: number;
  length: number;
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
  /** Whether its line looks like a request; else only its place makes it one. */
  hasRequestLine: boolean;
  /** Whether it has a header Authorization, whatever is in it. */
  isAuthorized: boolean;
  /** The profile that this header names, `token-deck <profile>`: only httpYac has a plugin that reads it. */
  named: NamedProfile | undefined;
  /** Whether the request asks its sender not to follow redirects. */
  noRedirect: boolean;
}

/** REST Client and httpYac join lines like these to the address: both the first two, httpYac also the third. */
const continued = /^\s*[?&/]/;
const mayContinue = new Set('?&/');
/** What `Authorization` and `Host` may begin with. */
const mayBeTold = new Set('aAhH');

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
  const region = file.regions.at(at);
  if (region === undefined) return undefined;
  const request = file.read(region);
  // If only the sender can tell, any line of the file may decide.
  return { ...request, decidedBy: request.address === undefined ? text : file.textThatDecides(region) };
}

/**
 * The requests of a file, as far as its text tells them apart.
 * @param most how many are read
 */
export function sentRequests(text: string, dialect: Dialect, most = Infinity): SentRequest[] {
  const file = new RequestFile(text, dialect);
  return file.regions.all(most).map((region) => file.read(region));
}

class RequestFile {
  readonly regions: Regions;
  private readonly lines: Line[];
  private readonly variables: Variables;
  /** Whether something in the file can change every request of it. */
  private readonly isChangeable: boolean;
  private readonly hasSettings: boolean;

  constructor(
    text: string,
    private readonly dialect: Dialect,
  ) {
    this.lines = linesOf(text);
    this.regions = new Regions(this.lines, dialect);
    this.variables = new Variables(this.lines, dialect, this.regions);
    const isHttpYac = dialect === 'httpyac';
    this.hasSettings = isHttpYac && this.lines.some(isSetting);
    this.isChangeable = isHttpYac && (this.lines.some(changesHttpYac) || this.regions.changesAll());
  }

  read({ start, end, request, isClear }: Region): SentRequest {
    const first = this.lines[request] as Line;
    const [, method = 'GET', rest = ''] = startOfRequest.exec(first.text) ?? [];
    let written = withoutVersion(rest.trim());
    let found: Map<string, SentReference> | undefined;
    let hides = false;
    let isPlain = true;
    let isAuthorized = false;
    let named: NamedProfile | undefined;
    let place: 'above' | 'request' | 'headers' | 'body' = 'above';
    for (let index = start; index < end; index++) {
      const line = this.lines[index] as Line;
      const { text, offset } = line;
      // Most lines of a file are those of bodies, and bring nothing.
      if (place === 'body' && !text.includes('{{') && !text.includes('<@')) continue;
      if (index === request) place = 'request';
      else if (line.first === '' && place !== 'above') place = 'body';
      if (isComment(line) || (place === 'above' && isDefinition(line, this.dialect))) continue;
      if (place === 'headers' && mayContinue.has(line.first) && continued.test(text)) written += text.trim();
      const at = text.indexOf('{{');
      const name = place === 'headers' && (at !== -1 || mayBeTold.has(line.first)) ? nameIn(text) : '';
      if (name === 'authorization') {
        isAuthorized = true;
        const naming = named === undefined ? namedIn(text) : undefined;
        if (naming) named = { name: naming.name, offset: offset + naming.start, length: naming.end - naming.start };
      }
      // One address may serve several hosts, which this header tells apart.
      isPlain &&= name !== 'host' && (name !== 'authorization' || this.variables.isPlainAuthorization(text));
      // REST Client replaces variables before it reads headers: such a line may be any header, or the end of them.
      hides ||= name.includes('{{') && !continued.test(text);
      if (place === 'request') place = 'headers';
      hides ||= takesFromFile(line);
      if (at === -1) continue;
      const { hides: isHidden, references } = this.variables.broughtBy(text, at);
      hides ||= isHidden;
      const outsideAuthorization = name !== 'authorization';
      for (const { name: to, at: from, length } of references) {
        const place = from === undefined ? undefined : { offset: offset + at + from, length };
        add((found ??= new Map<string, SentReference>()), { name: to, outsideAuthorization, place });
      }
    }
    if (hides) for (const each of found?.values() ?? []) each.outsideAuthorization = true;
    const address =
      isClear && isPlain && !hides && !this.isChangeable ? this.variables.resolve(written, request) : undefined;
    return {
      offset: first.offset + first.text.search(/\S/),
      length: first.text.trim().length,
      shown: `${method} ${written}`,
      address: address === undefined ? undefined : authority.exec(address)?.[0],
      references: found === undefined ? [] : [...found.values()],
      hasRequestLine: looksLikeRequest(first.text),
      isAuthorized,
      named,
      noRedirect: this.hasNoRedirect(start, request),
    };
  }

  /** The lines of a request, and the definitions of variables. */
  textThatDecides({ start, end }: Region): string {
    const own = this.lines.slice(start, end).map(({ text }) => text);
    return JSON.stringify([this.variables.definingLines(), own]);
  }

  private hasNoRedirect(start: number, request: number): boolean {
    if (this.hasSettings) return false;
    for (let index = start; index < request; index++) {
      const line = this.lines[index] as Line;
      if (isComment(line) && /^\s*(?:#|\/\/)\s+@no-redirect\s*$/.test(line.text)) return true;
    }
    return false;
  }
}

/** The name of a header. REST Client takes a line without a colon for a header without a value. */
function nameIn(line: string): string {
  return (header.exec(line)?.[1] ?? line.trim()).toLowerCase();
}

/**
 * A request line without its HTTP version, as `/\s+HTTP\/.*$/i` finds it. One step for each character: the pattern itself
 * tries a row of spaces from each of them.
 */
function withoutVersion(line: string): string {
  const at = line.search(/\sHTTP\//i);
  return at === -1 ? line : line.slice(0, at).trimEnd();
}

function add(found: Map<string, SentReference>, reference: SentReference): void {
  const known = found.get(reference.name);
  found.set(reference.name, {
    name: reference.name,
    outsideAuthorization: reference.outsideAuthorization || known?.outsideAuthorization === true,
    place: known?.place ?? reference.place,
  });
}
