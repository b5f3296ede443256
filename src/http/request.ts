/** A change of a text: the UTF-16 range that is replaced, and by what. */
export interface TextEdit {
  offset: number;
  length: number;
  text: string;
}

interface Line {
  offset: number;
  text: string;
  /** The line's own end: `\n`, `\r\n`, or nothing at the end of the file. */
  end: string;
}

const delimiter = /^#{3,}/;
const comment = /^\s*(#|\/\/)/;
const variable = /^\s*@[\w.-]+\s*=/;
const header = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*:/;
const continuedQuery = /^\s+[?&]/;
const requestLine =
  /^\s*(?:(?:GET|HEAD|POST|PUT|DELETE|CONNECT|OPTIONS|TRACE|PATCH|LOCK|UNLOCK|PROPFIND|PROPPATCH|COPY|MOVE|MKCOL|MKCALENDAR|ACL|SEARCH|LIST|GRAPHQL|GRPC|SSE|WS|WSS|MQTT|AMQP)\s+\S|https?:\/\/|\{\{)/i;

/** The name that a profile's token has in the environment of requests and tasks: `TOKEN_DECK_`, then the id. */
export function variableOf(id: string): string {
  return `TOKEN_DECK_${id.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`;
}

/** The header's value that REST Client and httpYac both replace by the token when they send. */
export function referenceTo(id: string): string {
  return `{{$processEnv ${variableOf(id)}}}`;
}

/** A header as one line, without its end. */
export function headerLine(name: string, prefix: string, value: string): string {
  return `${name}: ${prefix === '' ? '' : `${prefix} `}${value}`;
}

/**
 * Puts a header into the request at a place of an `.http` or `.rest` file: replaces the header of that name, or adds
 * one under the request line; nothing else changes.
 * @param at the cursor, as an offset in UTF-16 code units
 * @param line the whole header, as `headerLine` makes it
 * @returns undefined where there is no request at that place
 */
export function editHeader(text: string, at: number, line: string): TextEdit | undefined {
  const lines = split(text);
  const request = requestAt(lines, at);
  if (request === undefined) return undefined;
  const name = line.slice(0, line.indexOf(':')).toLowerCase();
  const existing = headersOf(lines, request).find(
    (index) => header.exec(lines[index]?.text ?? '')?.[1]?.toLowerCase() === name,
  );
  const old = existing === undefined ? undefined : lines[existing];
  if (old !== undefined) return { offset: old.offset, length: old.text.length, text: line };
  const after = lines[request];
  if (after === undefined) return undefined;
  const newline = after.end || (text.includes('\r\n') ? '\r\n' : '\n');
  return after.end === ''
    ? { offset: after.offset + after.text.length, length: 0, text: newline + line }
    : { offset: after.offset + after.text.length + after.end.length, length: 0, text: line + newline };
}

/** The names of Token Deck's variables that the request at a place refers to. */
export function referencesAt(text: string, at: number): string[] {
  const lines = split(text);
  const [first, last] = block(lines, at);
  const names = lines
    .slice(first, last)
    .flatMap(({ text }) =>
      [...text.matchAll(/\{\{\s*\$processEnv\s+%?(TOKEN_DECK_[A-Z0-9_]+)\s*\}\}/g)].map((match) => match[1] ?? ''),
    );
  return [...new Set(names)];
}

function split(text: string): Line[] {
  const lines: Line[] = [];
  let offset = 0;
  for (const match of text.matchAll(/([^\r\n]*)(\r\n|\n|\r|$)/g)) {
    const [whole, content = '', end = ''] = match;
    if (whole === '' && offset > 0 && lines.at(-1)?.end === '') break;
    lines.push({ offset, text: content, end });
    offset += whole.length;
    if (end === '') break;
  }
  return lines;
}

/** The lines between two delimiters around a place. A place on a delimiter belongs to what follows it. */
function block(lines: readonly Line[], at: number): [first: number, last: number] {
  let cursor = lines.findLastIndex((line) => line.offset <= at);
  if (delimiter.test(lines[cursor]?.text ?? '')) cursor++;
  let first = cursor;
  while (first > 0 && !delimiter.test(lines[first - 1]?.text ?? '')) first--;
  let last = cursor;
  while (last < lines.length && !delimiter.test(lines[last]?.text ?? '')) last++;
  return [first, last];
}

/** The index of the last line of the request line: what continues its query counts to it. */
function requestAt(lines: readonly Line[], at: number): number | undefined {
  const [first, last] = block(lines, at);
  let script: RegExp | undefined;
  for (let index = first; index < last; index++) {
    const { text } = lines[index] ?? { text: '' };
    if (script !== undefined) {
      if (script.test(text)) script = undefined;
      continue;
    }
    script = scriptEnd(text);
    if (script !== undefined || text.trim() === '' || comment.test(text) || variable.test(text)) continue;
    if (!requestLine.test(text)) return undefined;
    let end = index;
    while (end + 1 < last && continuedQuery.test(lines[end + 1]?.text ?? '')) end++;
    return end;
  }
  return undefined;
}

/** Scripts before a request: httpYac's `{{ … }}` on lines of their own, and `< {% … %}`. */
function scriptEnd(text: string): RegExp | undefined {
  if (/^\{\{[@+\w]*\s*$/.test(text)) return /^\}\}\s*$/;
  if (/^\s*<\s*\{%/.test(text) && !text.includes('%}')) return /%\}/;
  return undefined;
}

function headersOf(lines: readonly Line[], request: number): number[] {
  const found: number[] = [];
  for (let index = request + 1; index < lines.length; index++) {
    const { text } = lines[index] ?? { text: '' };
    if (delimiter.test(text) || text.trim() === '') break;
    if (comment.test(text)) continue;
    if (!header.test(text)) break;
    found.push(index);
  }
  return found;
}
