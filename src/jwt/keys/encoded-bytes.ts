import { fromKeyBase64 } from '../../base/base64url';

/**
 * The bytes that a text may stand for, in every spelling of a key's numbers that people paste: base64, hexadecimal and
 * decimal, whole, in a list, or as words among others (`n=…`, `p=…` of DKIM, a `data:` address, YAML, two coordinates).
 */
export function encodedBytes(text: string): Uint8Array[] {
  const dense = text.replace(/\s/g, '');
  const bare = dense.replace(/^[[({]+|[\])};,]+$/g, '');
  const words = (text.match(/[\w+/-]{40,}={0,2}/g) ?? []).slice(0, mostWords);
  // A PEM whose dashes were lost.
  const lines = text.replace(/\b(?:BEGIN|END|RSA|EC|PUBLIC|PRIVATE|CERTIFICATE|KEY)\b/g, '').replace(/[\s-]/g, '');
  const spellings = [...new Set([dense, bare, lines, words.join(''), ...words])];
  const found = spellings.flatMap((each) => [hexOrBase64(each), fromList(each)].flatMap((bytes) => bytes ?? []));
  const decoded = words.map((word) => hexOrBase64(word)[0]);
  return [...found, ...decoded.flatMap((bytes, at) => joined(bytes, decoded[at + 1]))];
}

/** More words of that length are not one key. */
const mostWords = 20;

/** The digits of a number are base64, too, but not meant so. */
function hexOrBase64(text: string): Uint8Array[] {
  const hex = fromHex(text);
  const decimal = fromDecimal(text);
  const found = hex === undefined && decimal === undefined ? [fromKeyBase64(text)] : [hex, decimal];
  return found.filter((bytes) => bytes !== undefined);
}

/** The coordinates of a point, one after the other, where two words have the length of some. */
function joined(x: Uint8Array | undefined, y: Uint8Array | undefined): Uint8Array[] {
  if (x === undefined || x.length !== y?.length || ![32, 48, 66].includes(x.length)) return [];
  return [Uint8Array.from([...x, ...y])];
}

/** Reads hexadecimal as people write it: in pairs with colons, dashes or commas between them, with `0x`, `\\x` or `h`. */
function fromHex(text: string): Uint8Array | undefined {
  const digits = text
    .replace(/(?<![\da-z])0x|\\x/gi, '')
    .replace(/[:,;-]/g, '')
    .replace(/h$/i, '');
  if (digits.length % 2 === 1 || !/^[\da-f]+$/i.test(digits)) return undefined;
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

/** The bytes of a large decimal number. */
function fromDecimal(text: string): Uint8Array | undefined {
  if (!/^\d{300,5000}$/.test(text)) return undefined;
  const digits = BigInt(text).toString(16);
  return fromHex(digits.length % 2 === 1 ? `0${digits}` : digits);
}

/** Bytes as decimal numbers with commas between them. */
function fromList(text: string): Uint8Array | undefined {
  if (!/^(?:\d{1,3},){31,}\d{1,3}$/.test(text)) return undefined;
  const numbers = text.split(',').map(Number);
  return numbers.every((number) => number < 256) ? Uint8Array.from(numbers) : undefined;
}
