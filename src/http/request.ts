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
/** A file variable, and its name. */
const definition = /^\s*@(?:global\.)?([^\s=:]+)/;
const variable = /^\s*@[^\s=:]/;
const header = /^\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*:/;
/** What goes on with the address: `?a=b`, `&c=d`, and httpYac's `/path`. `??` is an assertion of httpYac. */
const continued = /^\s*(?:[?&](?!\?)|\/[^/*])/;
/** Where the headers end though no line is empty: a script, an assertion, a body, a response. */
const afterHeaders = /^\s*(?:\{(?!\{.*\}\})|\[|[<>]|\?\?|HTTP\/)/;
/** What may stand before a request beside comments and variables: scripts on one line or in files, and `proto < file`. */
const beforeRequest = /^\s*(?:[<>]\s|proto\s+<)/;
const requestLine =
  /^\s*(?:(?:GET|HEAD|POST|PUT|DELETE|CONNECT|OPTIONS|TRACE|PATCH|LOCK|UNLOCK|PROPFIND|PROPPATCH|COPY|MOVE|MKCOL|MKCALENDAR|ACL|SEARCH|LIST|GRAPHQL|GRPC|SSE|WS|WSS|MQTT|AMQP)\s+\S|https?:\/\/|\{\{|\/[^/*])/i;
/** Any other method, which no word of a text looks like. */
const otherMethod = /^\s*[A-Z][A-Z-]*\s+(?:https?:\/\/|\{\{|\/)/;
/** After an empty line httpYac begins another request here, also without a delimiter; REST Client takes it for a body. */
const nextRequest = /^[A-Z][A-Z-]*\s+(?:https?:\/\/|\{\{)/;

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
 * one under the request line; nothing else changes. Where the request has it more than once, one is left: REST Client
 * and httpYac would send them all, and no server reads two credentials.
 * @param at the cursor, as an offset in UTF-16 code units
 * @param line the whole header, as `headerLine` makes it
 * @returns undefined where there is no request at that place
 */
export function editHeader(text: string, at: number, line: string): TextEdit | undefined {
  const lines = split(text);
  const request = requestAt(lines, at);
  if (request === undefined) return undefined;
  const name = line.slice(0, line.indexOf(':')).toLowerCase();
  const same = headersOf(lines, request.first).filter((old) => header.exec(old.text)?.[1]?.toLowerCase() === name);
  const [old, ...further] = same;
  if (old !== undefined) {
    const offset = old.offset + old.text.search(/\S/);
    const last = further.at(-1) ?? old;
    const end = last.offset + last.text.length;
    const kept = lines.filter((other) => other.offset > old.offset && other.offset < end && !further.includes(other));
    // The line that ends the edit keeps its own end; the ones between keep theirs.
    const between = kept.map((other) => other.text + other.end).join('');
    const replaced = further.length === 0 ? line : (line + old.end + between).replace(/(\r\n|\n|\r)$/, '');
    return { offset, length: end - offset, text: replaced };
  }
  const after = request.last;
  const newline = after.end || (text.includes('\r\n') ? '\r\n' : '\n');
  return after.end === ''
    ? { offset: after.offset + after.text.length, length: 0, text: newline + line }
    : { offset: after.offset + after.text.length + after.end.length, length: 0, text: line + newline };
}

/**
 * The names of Token Deck's variables that the request at a place refers to, itself or through the file's variables
 * (`@auth = Bearer {{$processEnv …}}`). What is commented out refers to nothing.
 */
export function referencesAt(text: string, at: number): string[] {
  const lines = split(text);
  const [first, last] = block(lines, at);
  const found = new Set<string>();
  const seen = new Set<string>();
  const queue = lines.slice(first, last).map((line) => line.text);
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (comment.test(next) || seen.has(next)) continue;
    seen.add(next);
    for (const match of next.matchAll(/\{\{\s*\$processEnv\s+%?(TOKEN_DECK_[A-Z0-9_]+)\s*\}\}/g))
      found.add(match[1] ?? '');
    const used = new Set([...next.matchAll(/\{\{\s*([^\s{}$]+)\s*\}\}/g)].map((match) => match[1]));
    if (used.size > 0)
      queue.push(...lines.map((line) => line.text).filter((line) => used.has(definition.exec(line)?.[1])));
  }
  return [...found];
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

/**
 * The lines between two delimiters around a place, or from one request line to the next. A place on a delimiter
 * belongs to what follows it.
 */
function block(lines: readonly Line[], at: number): [first: number, last: number] {
  const is = (pattern: RegExp, index: number) => pattern.test(lines[index]?.text ?? '');
  const begins = (index: number) => is(nextRequest, index) && lines[index - 1]?.text.trim() === '';
  let cursor = Math.max(
    0,
    lines.findLastIndex((line) => line.offset <= at),
  );
  while (is(delimiter, cursor)) cursor++;
  let start = cursor;
  while (start > 0 && !is(delimiter, start - 1)) start--;
  let end = cursor;
  while (end < lines.length && !is(delimiter, end)) end++;
  // No delimiter has to stand between requests; but below a request line, only one after a blank line begins another.
  const own = requestLineIn(lines, start, end) ?? end;
  const further = Array.from({ length: end - start }, (_, index) => start + index).filter(
    (index) => index > own && begins(index),
  );
  return [further.findLast((index) => index <= cursor) ?? start, further.find((index) => index > cursor) ?? end];
}

/** The request at a place: the index of its first line, and the last line of its address. */
function requestAt(lines: readonly Line[], at: number): { first: number; last: Line } | undefined {
  const [start, end] = block(lines, at);
  const first = requestLineIn(lines, start, end);
  let last = first === undefined ? undefined : lines[first];
  if (first === undefined || last === undefined) return undefined;
  for (const line of lines.slice(first + 1, end)) {
    if (continued.test(line.text) && !comment.test(line.text)) last = line;
    else if (!comment.test(line.text)) break;
  }
  return { first, last };
}

/** The index of the request line, past what may stand before it. */
function requestLineIn(lines: readonly Line[], start: number, end: number): number | undefined {
  let skipped: RegExp | undefined;
  for (let index = start; index < end; index++) {
    const { text } = lines[index] ?? { text: '' };
    if (skipped !== undefined) {
      if (skipped.test(text)) skipped = undefined;
      continue;
    }
    skipped = endOfSkipped(text);
    if (skipped !== undefined || text.trim() === '') continue;
    if (comment.test(text) || variable.test(text) || beforeRequest.test(text)) continue;
    return requestLine.test(text) || otherMethod.test(text) ? index : undefined;
  }
  return undefined;
}

/** What ends the lines that begin here and are no request: scripts (`{{ … }}`, `< {% … %}`) and long comments. */
function endOfSkipped(text: string): RegExp | undefined {
  if (/^\s*\{\{(?:@js\s+)?[+@]?\w*\s*$/.test(text)) return /^\s*\}\}\s*$/;
  if (/^\s*[<>]\s*\{%/.test(text) && !text.includes('%}')) return /%\}/;
  if (/^\s*\/\*\s*$/.test(text)) return /^\s*\*\/\s*$/;
  return undefined;
}

/** The lines under a request line up to the empty one that are headers, as far as can be told. */
function headersOf(lines: readonly Line[], request: number): Line[] {
  const found: Line[] = [];
  for (const line of lines.slice(request + 1)) {
    if (delimiter.test(line.text) || line.text.trim() === '' || afterHeaders.test(line.text)) break;
    if (!comment.test(line.text) && !continued.test(line.text) && header.test(line.text)) found.push(line);
  }
  return found;
}
