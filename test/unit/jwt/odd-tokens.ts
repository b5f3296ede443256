import fc from 'fast-check';
import { base64url, part } from '../../support/jwts';

/** What readers of tokens must bear: one list for all of them. */

/** How often a property is tried. */
export const runs = { numRuns: 300 };

const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

const oddTexts: [what: string, text: string][] = [
  ['markup', "[x](command:workbench.action.quit) <a href='javascript:0'>y</a> **b** `c`"],
  ['an escaped lone surrogate', '\\ud800'],
  ['escaped control characters', '\\u0000\\u001b[31m\\u0007'],
  ['characters that change the text direction', '\u202e\u2066\u200f'],
  ['line separators', '\u2028\u2029'],
  ['table borders', 'a|b\\n|c|d|\\n|-|-|'],
  ['a replacement character', '\ufffd\uffff'],
  ['an escape before digits', '\\u00011'],
];

/** JSON of claims that are valid, but odd. */
export const oddClaims: [what: string, json: string][] = [
  ...oddTexts.flatMap(([what, text]): [string, string][] => [
    [`${what} in a value`, `{"sub":"${text}","list":["${text}"],"deep":{"a":["${text}"]}}`],
    [`${what} in a name`, `{"${text}":"${text}","o":{"${text}":1}}`],
  ]),
  ['a repeated name', '{"sub":"a","sub":{"b":1},"sub":"c"}'],
  ['names that every object has', '{"__proto__":{"exp":1},"constructor":1,"toString":"t","hasOwnProperty":null}'],
  ['an inherited time', '{"__proto__":{"exp":1,"nbf":1e99}}'],
  ['numbers out of range', '{"exp":1e400,"iat":-1e400,"nbf":1e308,"n":-0}'],
  ['64-bit numbers', '{"sub":9223372036854775807,"list":[18446744073709551615],"o":{"id":-9223372036854775808}}'],
  ['numbers with many digits', `{"n":${'9'.repeat(20_000)},"m":0.${'1'.repeat(20_000)}}`],
  ['times that are not numbers', '{"exp":"soon","iat":null,"nbf":[1],"auth_time":{}}'],
  ['times out of range', '{"exp":8640000000001,"iat":-8640000000001,"nbf":8.64e15}'],
  [
    'registered claims of the wrong type',
    '{"iss":1,"sub":[],"aud":{"a":1},"jti":false,"scope":[1],"cnf":"x","act":[[]]}',
  ],
  ['very deep lists', `{"a":${nested(100_000)}}`],
  ['very deep objects', `{"a":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`],
  ['5,000 claims', `{${Array.from({ length: 5000 }, (_, index) => `"c${index}":${index}`).join()}}`],
  ['a claim of a megabyte', `{"sub":"${'x'.repeat(1_000_000)}"}`],
  ['a byte order mark', '\ufeff{"sub":"a"}'],
  ['white space around them', ' \r\n\t{"sub":"a"}\n'],
  ['no claims', '{}'],
];

const odd = part({ a: 111 });

/** Parts of a token that encode no JSON object. */
export const brokenParts: [what: string, part: string][] = [
  ['padding', `${part('{"a":1}')}=`],
  ['plain base64', Buffer.from('{"a":"???>>>"}').toString('base64')],
  ['a length that no base64url has', `${odd}A`],
  ['a space', `${odd.slice(0, 4)} ${odd.slice(4)}`],
  ['a line break at its end', `${odd}\n`],
  [
    'letters whose low bytes are base64url',
    Array.from(odd, (c) => String.fromCharCode(c.charCodeAt(0) + 256)).join(''),
  ],
  ['invalid UTF-8', base64url(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]))],
  ['a surrogate in UTF-8', base64url(Buffer.from([0x7b, 0x22, 0xed, 0xa0, 0x80, 0x22, 0x3a, 0x31, 0x7d]))],
  ['overlong UTF-8', base64url(Buffer.from([0x7b, 0x22, 0xc0, 0x80, 0x22, 0x3a, 0x31, 0x7d]))],
  ['truncated UTF-8', base64url('{"a":"é"}').slice(0, 10)],
  ['UTF-16', base64url(Buffer.from('{"a":1}', 'utf16le'))],
  ['a list', base64url('[]')],
  ['nothing', ''],
];

const header = part({ alg: 'RS256', typ: 'JWT' });

/** What is repeated 20,000 times: a reader that backtracks takes forever. */
export const repeated = [
  ...['ey', 'eyJ', 'eyJ.', `${part({ alg: 'none' })}.`, `${part({ alg: 'none' })}..`],
  ...['.', '~', 'a', '%20', '\\n', '\\u0022', 'ā'],
];

/** Texts made of the pieces that tokens, and what looks like them, are made of. */
export const mixture = fc
  .array(
    fc.oneof(
      {
        arbitrary: fc.constantFrom(
          header,
          ...['{"alg":""}', '{ "alg":"none"}', '{\n\t"alg":"dir","enc":"A256GCM"}'].map(part),
        ),
        weight: 3,
      },
      { arbitrary: fc.constantFrom('.', '..', '.', '~', part({ sub: 'ada' }), 'c2ln'), weight: 4 },
      fc.constantFrom(
        ...['{"typ":"JWT"}', '["alg"]', '{"alg":1}', '{"alg":""}'].map(part),
        ...['eyJ', 'ewo', 'eyJhbGciOi'],
      ),
      fc.constantFrom(
        ...['%20', '%2', '%25', '3D', '=3D', '\\x22', '\u001b[1;32m', '\\u001b[', '\n-', '\\n', '\\\\n', '\\u0022'],
        ...['\\u002', '\\U00fF', '\\', ' ', '"', '\n', '-', 'x', '=', 'é', '→'],
      ),
      fc.string({ unit: 'binary', maxLength: 4 }),
    ),
    { maxLength: 24 },
  )
  .map((pieces) => pieces.join(''));

/** Any text at all, and mixtures. */
export const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), mixture);
