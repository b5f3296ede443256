import { linesOf, type Line } from './lines';
import { Regions, type Bounds } from './regions';
import { headersOf, newlineOf, putHeader, requestsBetween, type TextEdit } from './request';

/**
 * One header for all requests of an `.http` file, by a variable at its head. REST Client takes variables from anywhere in
 * the file; httpYac, for every request, only from lines above a delimiter without a request of their own. A variable is
 * replaced whenever a request is sent, with the references in it.
 */

/** The header that requests get: its name, and its value with a reference. */
export interface WholeHeader {
  name: string;
  value: string;
}

/** A variable for all requests. */
interface HeadVariable {
  name: string;
  value: string;
  /** Where its value is, in UTF-16 code units. */
  offset: number;
}

const definition = /^(\s*@([A-Za-z_]\w*)\s*=\s*)(\S.*)$/;
/** A value that nothing but a reference to a token makes up. */
const ofToken = /^(?:[\w-]+ )?\{\{\s*\$processEnv\s+TOKEN_DECK_[A-Z0-9_]+\s*\}\}$/;

/**
 * Gives a header to every request of a file that has neither it nor `Authorization`, by a variable: one that the file has
 * already with that value or for another profile, whose value changes then, or a new one.
 * @returns undefined where the file has no request; no edits where every request has one
 */
export function authorizeAll(text: string, { name, value }: WholeHeader): TextEdit[] | undefined {
  const lines = linesOf(text);
  const bounds = new Regions(lines, 'httpyac').allBounds();
  const requests = bounds.flatMap((each) => requestsBetween(lines, each));
  const [first] = requests;
  if (first === undefined) return undefined;
  const known = headVariables(lines, bounds);
  const same = known.find((each) => each.value === value);
  const another = same ?? known.find((each) => ofToken.test(each.value) && /^authorization\d*$/.test(each.name));
  const variable = another?.name ?? freeName(text);
  const bare = requests.filter(({ request, end }) => !hasHeader(lines, request, end, name));
  const added = bare.map((request) => putHeader(lines, request, `${name}: {{${variable}}}`));
  if (same !== undefined) return added;
  if (another !== undefined) return [{ offset: another.offset, length: another.value.length, text: value }, ...added];
  if (added.length === 0) return [];
  const newline = newlineOf(lines);
  // Without a delimiter, httpYac would take the variable for the first request alone.
  const delimiter = first.start === 0 ? `###${newline}` : '';
  return [{ offset: 0, length: 0, text: `@${variable} = ${value}${newline}${newline}${delimiter}` }, ...added];
}

/** The variable with which a file's other requests have that value; undefined where there is none. */
export function variableFor(text: string, value: string): string | undefined {
  const lines = linesOf(text);
  return headVariables(lines, new Regions(lines, 'httpyac').allBounds()).find((each) => each.value === value)?.name;
}

/** The variables above the first request that both extensions take for every request, and that the file defines once. */
function headVariables(lines: readonly Line[], bounds: readonly Bounds[]): HeadVariable[] {
  const found = new Map<string, HeadVariable | undefined>();
  let isHead = true;
  for (const each of bounds) {
    isHead &&= requestsBetween(lines, each).length === 0;
    for (const { text, offset } of lines.slice(each.start, each.end)) {
      const [, before = '', name, value = ''] = (text.includes('@') ? definition.exec(text) : null) ?? [];
      if (name === undefined) continue;
      // Of a second definition REST Client takes the last one.
      const isOnly = isHead && !found.has(name);
      found.set(name, isOnly ? { name, value: value.trimEnd(), offset: offset + before.length } : undefined);
    }
  }
  return [...found.values()].filter((each) => each !== undefined);
}

function hasHeader(lines: readonly Line[], request: number, end: number, name: string): boolean {
  const names = ['authorization', name.toLowerCase()];
  return headersOf(lines, request, end).some(({ text }) => {
    const own = text.slice(0, text.indexOf(':')).trim().toLowerCase();
    return names.includes(own);
  });
}

/** A name that nothing in the file has. */
function freeName(text: string): string {
  const taken = new Set(text.replace(/^[ \t]*authorization[ \t]*:/gm, '').match(/\bauthorization\d*\b/g));
  let name = 'authorization';
  for (let count = 2; taken.has(name); count++) name = `authorization${count}`;
  return name;
}
