import { variableName, type Dialect } from './dialect';
import { definition, type Line } from './lines';
import { hidesTokens, isPlainAuthorization, metadataOf, takesFromFile } from './opaque';
import { references } from './reference';
import type { Regions } from './regions';

/** An address up to the end of its authority, in letters that no parser reads in another way. */
export const authority =
  /^(?:https?|wss?):\/\/(?:[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?\.?|\[[0-9a-f:.]+\])(?::\d{1,5})?(?=[/?#]|$)/i;
const plainValue = /^\s*@([^\s=:]+)\s*=\s*(?:([\w.~:/?#[\]@!&()*+,;%{}-]+)\s*)?$/;

/** What a variable brings into a line: the names of tokens, and whether one may end up where no reference shows it. */
export interface Reached {
  names: ReadonlySet<string>;
  hides: boolean;
}

/** What the braces in a line bring into it. */
export interface Brought {
  /** The references to tokens: the variable, `TOKEN_DECK_…`, and its place, undefined if a variable of the file brings it. */
  references: { name: string; at: number | undefined; length: number }[];
  /** Whether a token may end up where no reference shows it. */
  hides: boolean;
}

/** No more lines than these are read to find out what the variables of a file bring along, so that no file takes long. */
const mostLines = 20_000;

/** The variables that a request file defines, as its sender reads them. */
export class Variables {
  /** The lines that define a variable, by its name. */
  private readonly definitions = new Map<string, number[]>();
  /** Names given to the answers of requests and questions, which are variables too. */
  private readonly others = new Set<string>();
  /** The lines that give a request its name, by the name. */
  private readonly named = new Map<string, number[]>();
  private hasOddNames = false;
  private hasPrompt = false;
  private readonly values = new Map<string, string | undefined>();
  private readonly reached = new Map<string, Reached>();
  /** By what is between the first and the last braces of a line: most requests of a file have the same. */
  private readonly brought = new Map<string, Brought>();
  /** How many lines were read for that. */
  private linesRead = 0;

  constructor(
    private readonly lines: readonly Line[],
    private readonly dialect: Dialect,
    private readonly regions: Regions,
  ) {
    for (const [index, { text: line, first }] of this.lines.entries()) {
      if (first === '@') this.define(line, index);
      if ((first !== '#' && first !== '/') || !line.includes('@')) continue;
      const { key = '', value } = metadataOf(line) ?? {};
      if (/^(?:name|prompt)$/i.test(key) && value !== undefined) this.others.add(value);
      if (/^name$/i.test(key) && value !== undefined) push(this.named, value, index);
      this.hasPrompt ||= key === 'prompt';
    }
  }

  private define(line: string, index: number): void {
    const name = definition.exec(line)?.[1];
    if (name !== undefined) push(this.definitions, name, index);
    // REST Client takes such a name for a pattern, which may match other variables too.
    this.hasOddNames ||= this.dialect === 'rest-client' && /^\s*@(?![\w-]+\s*=)[^\s=]+\s*=/.test(line);
  }

  /** The lines that define variables. */
  definingLines(): string[] {
    return [...this.definitions.values()].flat().map((index) => this.lines[index]?.text ?? '');
  }

  /** Replaces variables to which the file gives a plain value; undefined if any other one decides the authority. */
  resolve(text: string, before: number, depth = 0): string | undefined {
    const [, head = '', inside, tail = ''] = /^([^{}]*)\{\{([^{}]*)\}\}(.*)$/.exec(text) ?? [];
    if (inside === undefined) return text;
    // What comes after the authority cannot change it.
    if (authority.test(head) && /^[^/]*\/\/[^/?#]*[/?#]/.test(head)) return head;
    const value = depth < 20 ? this.valueFor(inside.trim(), before, depth) : undefined;
    return value === undefined ? undefined : this.resolve(`${head}${value}${tail}`, before, depth + 1);
  }

  private valueFor(name: string, before: number, depth: number): string | undefined {
    const [index] = this.definitions.get(name) ?? [];
    if (index === undefined || !(this.dialect === 'rest-client' || this.reaches(index, before))) return undefined;
    if (depth > 0) return this.valueOf(name, index, depth);
    // Most requests of a file have the same variable in their addresses.
    if (!this.values.has(name)) this.values.set(name, this.valueOf(name, index, depth));
    return this.values.get(name);
  }

  private valueOf(name: string, index: number, depth: number): string | undefined {
    if (!variableName[this.dialect].test(name) || this.others.has(name)) return undefined;
    // While REST Client asks, another editor may become active, whose variables it takes then.
    if (this.hasOddNames || this.hasPrompt) return undefined;
    if (this.definitions.get(name)?.length !== 1) return undefined;
    const [, defined, value = ''] = plainValue.exec(this.lines[index]?.text ?? '') ?? [];
    if (defined !== name) return undefined;
    return this.resolve(value, index, depth + 1);
  }

  /** Whether httpYac has run a definition when it comes to a later line: it is above it, in its region or in one for all. */
  private reaches(index: number, line: number): boolean {
    if (index >= line) return false;
    const [own, its] = [this.regions.around(line), this.regions.around(index)];
    return own.start === its.start || this.regions.regionOf(its) === undefined;
  }

  /** What the braces in a line bring into it. @param from the first ones; places are counted from there */
  broughtBy(line: string, from: number): Brought {
    const text = line.slice(from, line.lastIndexOf('}}') + 2);
    let known = this.brought.get(text);
    if (known === undefined) this.brought.set(text, (known = this.readBraces(text)));
    return known;
  }

  private readBraces(text: string): Brought {
    const found: Brought['references'] = [];
    for (const { 0: written, 1: name = '', index: at } of text.matchAll(references))
      found.push({ name, at, length: written.length });
    let hides = hidesTokens(text);
    const names = new Set<string>();
    for (const variable of new Set(variablesIn(text))) {
      const reached = this.reachedBy(variable);
      hides ||= reached.hides;
      for (const name of reached.names) names.add(name);
    }
    for (const name of names) found.push({ name, at: undefined, length: 0 });
    return { references: found, hides };
  }

  /** What a variable of the file brings into a line, through other variables and named requests too. */
  reachedBy(variable: string): Reached {
    const known = this.reached.get(variable);
    if (known !== undefined) return known;
    const names = new Set<string>();
    const seen = new Set<string>();
    const queue = [variable];
    let hides = false;
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      const defining = this.definitions.get(next) ?? [];
      // REST Client makes line breaks of `\n`, and with them further headers.
      hides ||= defining.some((index) => /\\/.test(this.lines[index]?.text ?? ''));
      const decisive = [defining, this.linesSentBy(next)];
      for (const indexes of decisive)
        for (const index of indexes) {
          if (++this.linesRead > mostLines) break;
          const line = this.lines[index] as Line;
          const { text } = line;
          hides ||= takesFromFile(line) || hidesTokens(text);
          for (const match of text.matchAll(references)) names.add(match[1] ?? '');
          for (const each of variablesIn(text)) queue.push(each);
        }
      // What is not read may hide a token.
      if (this.linesRead > mostLines) return { names, hides: true };
    }
    const found = { names, hides };
    this.reached.set(variable, found);
    return found;
  }

  /** The lines of the requests that a variable such as `login.request` is about: what they sent, token and all. */
  private *linesSentBy(variable: string): Generator<number> {
    const [, name] = /^(.+)\.request$/.exec(variable) ?? [];
    for (const index of (name === undefined ? undefined : this.named.get(name)) ?? []) {
      const { start, end } = this.regions.around(index);
      // Delimiters may give names, too: those up to the request count as read.
      this.linesRead += Math.max(0, start - index);
      if (this.linesRead > mostLines) return;
      for (let line = start; line < end; line++) yield line;
    }
  }

  /** Whether a header Authorization is sent as it is, with variables of the file replaced. */
  isPlainAuthorization(line: string): boolean {
    let value = line.slice(line.indexOf(':') + 1);
    for (let depth = 0; depth < 20; depth++) {
      const [, variable = '', rest = ''] = /^\s*\{\{\s*([\w-]+)\s*\}\}(.*)$/.exec(value) ?? [];
      const defining = this.definitions.get(variable) ?? [];
      const [index] = defining;
      if (index === undefined) return isPlainAuthorization(value);
      if (defining.length > 1 || this.others.has(variable)) return false;
      value = (this.lines[index]?.text ?? '').replace(/^\s*@[^\s=:]+\s*:?=*\s*"?/, '') + rest;
    }
    return false;
  }
}

/** The names of the variables that a line uses; of a request that was sent before, `login.request`, whatever of it. */
export function variablesIn(text: string): string[] {
  if (!text.includes('{{')) return [];
  const found = [...text.matchAll(/\{\{\s*%?(?:([^\s{}$.]+\.request)\.[^{}]*|([^\s{}$]+)\s*)\}\}/g)];
  return found.map(([, request, name]) => request ?? name ?? '');
}

function push(map: Map<string, number[]>, name: string, index: number): void {
  const known = map.get(name);
  if (known === undefined) map.set(name, [index]);
  else known.push(index);
}
