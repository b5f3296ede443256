import { bytesOf } from '../../base/base64url';
import { readJson, type JsonObject } from '../read/json-text';

/** A compact JWT in a text. */
export interface FoundJwt {
  /** Where it begins, in UTF-16 code units. */
  offset: number;
  /** The whole token, with its disclosures. */
  text: string;
  /** Three parts (RFC 7515), five (RFC 7516), or three with disclosures (SD-JWT). */
  kind: 'jws' | 'jwe' | 'sd-jwt';
}

/** A header is no shorter than `{"alg":"…"}`, and not looked into if it is longer than this. */
const shortestHeader = 14;
const longestHeader = 65_536;

/** The longest escape that may be right before a token, in code units: a terminal’s colour in JSON. */
const longestEscape = 20;

/**
 * Finds every compact JWT in a text: its header decodes to an object with `alg`, and with `enc` if it has five parts.
 * Linear: each character is looked at a bounded number of times.
 * @param from where to begin, in UTF-16 code units
 */
export function* findJwts(text: string, from = 0): Generator<FoundJwt> {
  for (let index = headerFrom(text, from); index !== undefined;) {
    const found = jwtFrom(text, index);
    if (found !== undefined) yield found;
    // No other token can begin within the same run of letters.
    index = headerFrom(text, found === undefined ? endOfPart(text, index) : index + found.text.length);
  }
}

/** The first JWT in a text. */
export function firstJwt(text: string): FoundJwt | undefined {
  for (const found of findJwts(text)) return found;
  return undefined;
}

/**
 * Where the next header may begin: its first letters are right, and a dot ends it. We search for dots, since they are
 * rarer than any letter of a header, and nothing is faster than searching for one character.
 */
function headerFrom(text: string, from: number): number | undefined {
  // Between two dots there must be room for a header.
  for (let next = from; ;) {
    const end = text.indexOf('.', next + shortestHeader);
    if (end === -1) return undefined;
    let first = end;
    while (first > from && isBase64Url(text.charCodeAt(first - 1))) first--;
    if (end - first >= shortestHeader) {
      const index = headerWithin(text, first, end);
      if (index !== undefined) return index;
    }
    next = end + 1;
  }
}

/**
 * How the base64url of an object begins: `{`, then a quote (`eyI` to `eyL`), a space (`eyA`, `eyB`), a line break
 * (`ewo`, `ewp`, `ew0`, `ew1`) or a tab (`ewk`, `ewl`).
 */
const start = /^e[yw][ABIJKLop01kl]/;

/** Where in a run of letters a header begins; letters of an escape may come before it. */
function headerWithin(text: string, first: number, end: number): number | undefined {
  const last = Math.min(first + longestEscape, end - shortestHeader);
  for (let index = first; index <= last; index++) {
    if (text.charCodeAt(index) !== letterE) continue;
    if (!start.test(text.slice(index, index + 3))) continue;
    // No escape has a `y` or `w`, so none before this `ey` or `ew` ends behind it.
    return beginsAt(text, index) ? index : undefined;
  }
  return undefined;
}

/** How far a token may reach before and behind the cursor, in UTF-16 code units. */
const reach = 2_097_152;

/**
 * The JWT at a place in a line. Only the letters around it are looked at.
 * @param column in UTF-16 code units
 */
export function jwtAt(line: string, column: number): FoundJwt | undefined {
  let first = column;
  while (first > 0 && column - first < reach && isOfToken(line.charCodeAt(first - 1))) first--;
  let last = column;
  while (last < line.length && last - column < reach && isOfToken(line.charCodeAt(last))) last++;
  // Half of a token would look like another token.
  if (last - column === reach) return undefined;
  // The text before decides whether a token can begin: an escape such as `%20` or `\n`.
  const context = Math.max(0, first - longestEscape);
  for (const found of findJwts(line.slice(context, last), first - context)) {
    const offset = context + found.offset;
    if (offset <= column && column <= offset + found.text.length) return { ...found, offset };
  }
  return undefined;
}

/**
 * What a token may follow although it ends with a letter: escapes of addresses (also if they are encoded twice), of
 * programs and of e-mails, a terminal’s colour, and the minus sign before a line that a diff removes.
 */
const escape =
  /%(?:25)*[\da-f]{2}$|=3d$|\\[nrtbf]$|\\x[\da-f]{2}$|\\u[\da-f]{4}$|(?:\p{Cc}|\\u001b|\\x1b|\\e|\\033)\[[\d;]*m$|[\n\r]-$/iu;

/** Whether a token can begin here: after no letter of another word, unless it is the last letter of an escape. */
function beginsAt(text: string, index: number): boolean {
  if (index === 0 || !isBase64Url(text.charCodeAt(index - 1))) return true;
  const first = index - longestEscape;
  // The start of the text counts as that of a line, so that lines can be scanned one by one with the same result.
  return escape.test(first < 0 ? `\n${text.slice(0, index)}` : text.slice(first, index));
}

function jwtFrom(text: string, index: number): FoundJwt | undefined {
  const headerEnd = endOfPart(text, index);
  const length = headerEnd - index;
  if (text.charCodeAt(headerEnd) !== dot || length < shortestHeader || length > longestHeader) return undefined;
  const header = readHeader(text.slice(index, headerEnd));
  if (header === undefined || !hasText(header, 'alg')) return undefined;
  const ends = [headerEnd];
  while (ends.length < 5 && text.charCodeAt(ends.at(-1) ?? 0) === dot)
    ends.push(endOfPart(text, (ends.at(-1) ?? 0) + 1));
  const [, payloadEnd, signatureEnd, , tagEnd] = ends;
  if (hasText(header, 'enc') && tagEnd !== undefined) {
    return { offset: index, text: text.slice(index, tagEnd), kind: 'jwe' };
  }
  if (payloadEnd === undefined || signatureEnd === undefined || payloadEnd === headerEnd + 1) return undefined;
  let end = signatureEnd;
  while (text.charCodeAt(end) === tilde) end = endOfPart(text, end + 1);
  if (end !== signatureEnd) end = endOfKeyBinding(text, end);
  return { offset: index, text: text.slice(index, end), kind: end === signatureEnd ? 'jws' : 'sd-jwt' };
}

/** Puts U+FFFD in the place of what is not UTF-8, where a strict reader throws. */
const lenientUtf8 = new TextDecoder();
const utf8 = new TextEncoder();

/**
 * The JSON object that letters of base64url encode; undefined if they encode none. Never throws: an exception costs a
 * hundred times as much as the rest, and a text can have a million runs of letters that only begin like a header.
 */
function readHeader(letters: string): JsonObject | undefined {
  if (letters.length % 4 === 1) return undefined;
  const bytes = bytesOf(letters);
  const text = lenientUtf8.decode(bytes);
  const json = readJson(text);
  if (json.kind !== 'object') return undefined;
  // A U+FFFD may be the header’s own.
  return !text.includes('\ufffd') || areEqual(utf8.encode(text), bytes) ? json : undefined;
}

function areEqual(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}

/** Whether a member is a text; of members with one name the last counts, as with `JSON.parse`. */
function hasText({ members }: JsonObject, wanted: string): boolean {
  return members.findLast(({ name }) => name === wanted)?.value.kind === 'text';
}

/** The end of a JWT whose header ends here, such as the key binding of an SD-JWT; the same place if there is none. */
function endOfKeyBinding(text: string, headerEnd: number): number {
  if (text.charCodeAt(headerEnd) !== dot || text.charCodeAt(headerEnd - 1) === tilde) return headerEnd;
  const payloadEnd = endOfPart(text, headerEnd + 1);
  const isJwt = payloadEnd > headerEnd + 1 && text.charCodeAt(payloadEnd) === dot;
  return isJwt ? endOfPart(text, payloadEnd + 1) : headerEnd;
}

const dot = 0x2e;
const tilde = 0x7e;
const letterE = 0x65;

function endOfPart(text: string, from: number): number {
  let end = from;
  while (end < text.length && isBase64Url(text.charCodeAt(end))) end++;
  return end;
}

/** Whether a letter can be part of a token or separate its parts. */
function isOfToken(code: number): boolean {
  return isBase64Url(code) || code === dot || code === tilde;
}

const base64Url = new Uint8Array(128);
for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_')
  base64Url[letter.charCodeAt(0)] = 1;

function isBase64Url(code: number): boolean {
  return code < 128 && base64Url[code] === 1;
}
