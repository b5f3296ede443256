/**
 * Reads and edits `.http` and `.rest` files. Written by hand, because an edit must change one header and no other byte,
 * and because the file may be meant for REST Client or for httpYac: no parser on npm gives offsets or keeps the text, and
 * each reads one dialect only. Where the two differ, a line counts as what it is in the dialect that has a use for it;
 * where both have one, REST Client's reading holds. A test compares the result with httpYac's own parser.
 */

import { comment, delimiter, header, linesOf, type Line } from './lines';

/** A change of a text: the UTF-16 range that is replaced, and by what. */
export interface TextEdit {
  offset: number;
  length: number;
  text: string;
}

const variable = /^\s*@[^\s=:]+(?:\s*[=:]|\s+\S)/;
/** A further line of the address: `?a=b`, `&c=d`, and httpYac's `/path`. `??` is an assertion of httpYac. */
const continued = /^\s*(?:[?&](?!\?)|\/[^/*])/;
/** What ends the headers without an empty line: a script, an assertion, a body, GraphQL, a response. */
const afterHeaders =
  /^\s*(?:\{(?!\{.*\}\})|\[|[<>]|\?\?|HTTP\/|(?:query|mutation)\b(?!\s*:)|\/\*|fragment\s+\S+\s+on\s|gql\s+(?:\S+\s+)?<)/;
/** Other lines that may be above a request: a script, an assertion, a file of a protocol or a query. */
const beforeRequest = /^\s*(?:[<>]\s|\?\?\s|proto\s+<|gql\s+(?:\S+\s+)?<)/;
const protoFile = /^\s*proto\s+</;

const address = String.raw`(?:https?|wss?|grpc|mqtts?|amqps?):\/\/|\{\{`;
const methods =
  'GET|HEAD|POST|PUT|DELETE|CONNECT|OPTIONS|TRACE|PATCH|LOCK|UNLOCK|PROPFIND|PROPPATCH|COPY|MOVE|MKCOL|MKCALENDAR|ACL|' +
  'SEARCH|GRAPHQL|GRPC|SSE|WS|WSS|MQTT|AMQP';
const requestLine = new RegExp(String.raw`^\s*(?:(?:${methods})\s+\S|${address}|\/[^/*])`, 'i');
/** Any other method: in capitals and with an address, so that it isn't a sentence. */
const otherMethod = new RegExp(String.raw`^\s*[A-Z][A-Z-]*\s+(?:${address}|\/)`);
const httpYacMethods =
  `${methods}|CHECKOUT|CHECKIN|REPORT|MERGE|MKACTIVITY|MKWORKSPACE|VERSION-CONTROL|BASELINE-CONTROL|` +
  'EVENTSOURCE|WEBSOCKET|MQTTS';
/**
 * What begins another request without a delimiter above it. Only httpYac knows that. Among headers, where such a line means
 * nothing to REST Client, a path is enough; in a body, which REST Client would send, it needs an address and no indent.
 */
const nextRequest = {
  headers: new RegExp(String.raw`^\s*(?:(?:${httpYacMethods})\s+(?:${address}|\/)|GRPC\s+\S+\/)`),
  body: new RegExp(String.raw`^(?:(?:${httpYacMethods})\s+(?:${address})|GRPC\s+\S+\/)`),
};
/** What tells httpYac that only a delimiter ends a request: a comment, or a header. */
const untilDelimiter = {
  comment: /^\s*(?:#+|\/{2,})\s+@force-?region-?delimiter\b/i,
  header: /^\s*content-type\s*:\s*multipart\/mixed\b/i,
};

/**
 * Puts a header into the request at a place of an `.http` or `.rest` file: replaces the header of that name, or adds
 * one under the request line; nothing else changes. Where the request has it more than once, one is left: REST Client
 * and httpYac would send them all, and no server reads two credentials.
 * @param at the cursor, as an offset in UTF-16 code units
 * @param line the whole header, as `headerLine` makes it
 * @returns undefined where there is no request at that place
 */
export function editHeader(text: string, at: number, line: string): TextEdit | undefined {
  const lines = linesOf(text);
  const { request, end } = blockAt(lines, at);
  return request === undefined ? undefined : putHeader(lines, { request, end }, line);
}

/** The same for a request that was found: its line, and the line after its last one. */
export function putHeader(lines: readonly Line[], block: { request: number; end: number }, line: string): TextEdit {
  const name = line.slice(0, line.indexOf(':')).toLowerCase();
  const same = headersOf(lines, block.request, block.end).filter(
    (old) => header.exec(old.text)?.[1]?.toLowerCase() === name,
  );
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
  const after = lastOfAddress(lines, block.request, block.end);
  const newline = after.end || newlineOf(lines);
  return after.end === ''
    ? { offset: after.offset + after.text.length, length: 0, text: newline + line }
    : { offset: after.offset + after.text.length + after.end.length, length: 0, text: line + newline };
}

/** What ends lines that are added: what ends most of the others. */
export function newlineOf(lines: readonly Line[]): string {
  return lines.some(({ end }) => end === '\r\n') ? '\r\n' : '\n';
}

/** The requests between two delimiters, as `blockAt` finds them: their lines, and the line after their last one. */
export function requestsBetween(
  lines: readonly Line[],
  { start, end }: { start: number; end: number },
): { start: number; end: number; request: number }[] {
  const { first, further } = requestLines(lines, start, end);
  const all = [...(first === undefined ? [] : [first]), ...further];
  return all.map((request, index) => ({
    start: request === first ? start : request,
    end: all[index + 1] ?? end,
    request,
  }));
}

/** Whether a line looks like a request, and not like words that only its place makes one. */
export function looksLikeRequest(line: string): boolean {
  return requestLine.test(line) || otherMethod.test(line);
}

/** The lines that belong to a request, `end` not among them, and its request line. */
export interface Block {
  start: number;
  end: number;
  request: number | undefined;
}

/**
 * The lines around a place: between two delimiters, or from one request line to the next. A place on a delimiter belongs
 * to what follows it.
 */
export function blockAt(lines: readonly Line[], at: number): Block {
  const isDelimiter = (index: number) => delimiter.test(lines[index]?.text ?? '');
  let cursor = Math.max(
    0,
    lines.findLastIndex((line) => line.offset <= at),
  );
  while (isDelimiter(cursor)) cursor++;
  let start = cursor;
  while (start > 0 && !isDelimiter(start - 1)) start--;
  let end = cursor;
  while (end < lines.length && !isDelimiter(end)) end++;
  const { first, further } = requestLines(lines, start, end);
  const own = further.findLast((index) => index <= cursor);
  const next = further.find((index) => index > cursor);
  return { start: own ?? start, end: next ?? end, request: own ?? first };
}

/** The request lines between two delimiters: the one that the block is made for, and httpYac's further ones. */
function requestLines(
  lines: readonly Line[],
  start: number,
  end: number,
): { first: number | undefined; further: number[] } {
  let first: number | undefined;
  const further: number[] = [];
  let skipped: RegExp | undefined;
  let place: 'above' | 'options' | 'headers' | 'body' = 'above';
  let isWhole = false;
  for (let index = start; index < end; index++) {
    const { text } = lines[index] ?? { text: '' };
    if (skipped !== undefined) {
      if (skipped.test(text)) skipped = undefined;
      continue;
    }
    skipped = endOfSkipped(text);
    if (skipped !== undefined) continue;
    isWhole ||= untilDelimiter.comment.test(text) || (place === 'headers' && untilDelimiter.header.test(text));
    if (text.trim() === '') {
      if (place === 'headers') place = 'body';
      if (place === 'options') place = 'above';
    } else if (place === 'headers' || place === 'body') {
      if (place === 'headers' && afterHeaders.test(text)) place = 'body';
      if (isWhole || !nextRequest[place].test(text)) continue;
      further.push(index);
      place = 'headers';
    } else if (comment.test(text) || (place === 'options' && header.test(text))) {
      continue;
    } else if (variable.test(text) || beforeRequest.test(text)) {
      place = protoFile.test(text) ? 'options' : 'above';
    } else {
      if (looksLikeRequest(text)) first = index;
      place = 'headers';
    }
  }
  return { first, further };
}

/** What ends the lines that begin here and hold no request: scripts (`{{ … }}`, `< {% … %}`), long comments, GraphQL. */
function endOfSkipped(text: string): RegExp | undefined {
  if (/^\s*\{\{(?:@js\s+)?[+@]?\w*\s*$/.test(text)) return /^\s*\}\}\s*$/;
  if (/^\s*[<>]\s*\{%/.test(text) && !text.includes('%}')) return /%\}/;
  if (/^\s*\/\*\s*$/.test(text)) return /^\s*\*\/\s*$/;
  if (/^\s*(?:query|mutation|fragment\s+\S+\s+on)\b(?!\s*:)/.test(text)) return /^\s*$/;
  return undefined;
}

/** The line that a new header goes under. */
function lastOfAddress(lines: readonly Line[], request: number, end: number): Line {
  let last = lines[request] as Line;
  for (const line of lines.slice(request + 1, end)) {
    if (comment.test(line.text)) continue;
    if (!continued.test(line.text)) break;
    last = line;
  }
  return last;
}

/** The lines under a request line up to the empty one that are headers, as far as can be told. */
export function headersOf(lines: readonly Line[], request: number, end: number): Line[] {
  const found: Line[] = [];
  for (const line of lines.slice(request + 1, end)) {
    if (line.text.trim() === '' || afterHeaders.test(line.text)) break;
    if (!comment.test(line.text) && !continued.test(line.text) && header.test(line.text)) found.push(line);
  }
  return found;
}
