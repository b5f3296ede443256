import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeJwt, isJwe, parsePart } from '../../../src/jwt/read/decode';
import { comparable } from '../../../src/jwt/inspect/compare';
import { timeText } from '../../../src/jwt/inspect/describe';
import { inspectToken } from '../../../src/jwt/inspect/inspect';
import { findJwts, jwtAt, type FoundJwt } from '../../../src/jwt/find/scan';

/** Each property is tried this often; what fails is printed with its seed and path. */
const runs = { numRuns: 300 };

const now = Date.parse('2026-01-01T00:00:00Z');
const raw = (text: string | Buffer) => Buffer.from(text).toString('base64url');
const header = raw('{"alg":"RS256","typ":"JWT"}');
const jws = (claims: string, head = header, signature = 'c2ln-_bmF0') => `${head}.${raw(claims)}.${signature}`;
const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

/** Whatever the text is, all that reads JWTs comes to an end without throwing, and says the same of it. */
async function readAll(text: string): Promise<void> {
  parsePart(text);
  isJwe(text);
  const decoded = decodeJwt(text);
  const inspected = await inspectToken(text);
  let before = 0;
  for (const { start, end } of inspected.parts) {
    assert.ok(before <= start && start <= end && end <= inspected.token.length, 'parts follow each other');
    before = end;
  }
  for (const { at } of inspected.claims?.fields ?? []) if (at !== undefined) assert.match(timeText(at, now), /\(.+\)$/);
  assert.doesNotMatch(await comparable(text), /(?![\t\r\n])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  if (decoded !== undefined) {
    assert.ok(inspected.warnings.every((warning) => warning !== ''));
  }
  for (const found of [...findJwts(text)].slice(0, 20)) consistent(text, found);
  for (const column of [0, 1, text.length >> 1, text.length]) jwtAt(text, column);
}

function consistent(text: string, found: FoundJwt): void {
  assert.equal(text.slice(found.offset, found.offset + found.text.length), found.text);
  const [head = ''] = found.text.split('.');
  assert.equal(typeof parsePart(head)?.alg, 'string');
  if (found.kind === 'jwe') assert.ok(found.text.split('.').length === 5);
  for (const column of [0, 1, found.text.length >> 1, found.text.length]) {
    assert.deepEqual(jwtAt(text, found.offset + column), found, `at column ${column}`);
  }
}

describe('garbage: a JWT whose parts are odd', () => {
  const texts: [what: string, text: string][] = [
    ['a text that would be a link', "[x](command:workbench.action.quit) <a href='javascript:0'>y</a> **b** `c`"],
    ['a lone surrogate, escaped', '\\ud800'],
    ['NUL and other control characters, escaped', '\\u0000\\u001b[31m\\u0007'],
    ['marks that turn the direction', '\u202e\u2066\u200f'],
    ['line separators', '\u2028\u2029'],
    ['a table’s borders', 'a|b\\n|c|d|\\n|-|-|'],
    ['the sign for what is no character', '\ufffd\uffff'],
    ['what stands before exact numbers', '\\u00011'],
  ];
  const claims: [what: string, json: string][] = [
    ...texts.flatMap(([what, text]): [string, string][] => [
      [`${what}, as a value`, `{"sub":"${text}","list":["${text}"],"deep":{"a":["${text}"]}}`],
      [`${what}, as a name`, `{"${text}":"${text}","o":{"${text}":1}}`],
    ]),
    ['a name twice', '{"sub":"a","sub":{"b":1},"sub":"c"}'],
    ['names that objects have', '{"__proto__":{"exp":1},"constructor":1,"toString":"t","hasOwnProperty":null}'],
    ['an inherited time', '{"__proto__":{"exp":1,"nbf":1e99}}'],
    ['numbers beyond all', '{"exp":1e400,"iat":-1e400,"nbf":1e308,"n":-0}'],
    ['numbers of 64 bits', '{"sub":9223372036854775807,"list":[18446744073709551615],"o":{"id":-9223372036854775808}}'],
    ['a number of very many digits', `{"n":${'9'.repeat(20_000)},"m":0.${'1'.repeat(20_000)}}`],
    ['times that are none', '{"exp":"soon","iat":null,"nbf":[1],"auth_time":{}}'],
    ['times out of range', '{"exp":8640000000001,"iat":-8640000000001,"nbf":8.64e15}'],
    [
      'registered claims of other types',
      '{"iss":1,"sub":[],"aud":{"a":1},"jti":false,"scope":[1],"cnf":"x","act":[[]]}',
    ],
    ['very deep lists', `{"a":${nested(100_000)}}`],
    ['very deep objects', `{"a":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`],
    ['very many claims', `{${Array.from({ length: 5000 }, (_, index) => `"c${index}":${index}`).join()}}`],
    ['a megabyte', `{"sub":"${'x'.repeat(1_000_000)}"}`],
    ['a byte order mark', '\ufeff{"sub":"a"}'],
    ['white space around it', ' \r\n\t{"sub":"a"}\n'],
    ['nothing in it', '{}'],
  ];
  for (const [what, json] of claims) {
    it(`${what}: read and described`, async () => {
      await readAll(jws(json));
      // What is very deep cannot be compared.
      if (!what.startsWith('very deep'))
        assert.deepEqual(decodeJwt(jws(json))?.claims, JSON.parse(json.replace('\ufeff', '')));
      assert.ok((await inspectToken(jws(json))).claims);
    });
    it(`${what}: in the header as well`, async () => {
      const head = json.replace('{', '{"alg":"RS256"').replace('"RS256""', '"RS256","');
      await readAll(jws('{}', raw(head)));
    });
  }

  const heads: [what: string, json: string][] = [
    ['a number', '1'],
    ['null', 'null'],
    ['a list', '["none"]'],
    ['an object that would be a text', '{"toString":1,"valueOf":2}'],
    ['a very long text', `"${'x'.repeat(100_000)}"`],
  ];
  for (const [what, alg] of heads) it(`alg is ${what}`, () => readAll(jws('{"sub":"a"}', raw(`{"alg":${alg}}`))));
});

describe('garbage: what is no JWT', () => {
  const sample = jws('{"sub":"ä😀","exp":1}', raw('{\n"alg":"RS256"}'));
  it('every truncation, at both ends', async () => {
    for (let length = 0; length <= sample.length; length++) {
      await readAll(sample.slice(0, length));
      await readAll(sample.slice(length));
    }
  });
  it('every letter replaced by one that base64url has not', async () => {
    for (const odd of ['+', '/', '=', ' ', '\n', '\u0000', 'ŋ', 'ā', '\ud800', '%', '~']) {
      for (let index = 0; index < sample.length; index++) {
        const text = sample.slice(0, index) + odd + sample.slice(index + 1);
        await readAll(text);
        assert.equal(decodeJwt(text), undefined, JSON.stringify([odd, index]));
      }
    }
  });
  const parts: [what: string, part: string][] = [
    ['padding', `${raw('{"a":1}')}=`],
    ['the alphabet of plain base64', Buffer.from('{"a":"???>>>"}').toString('base64')],
    ['a length that no bytes have', `${raw('{"a":111}')}A`],
    ['white space within', `${raw('{"a":11}').slice(0, 4)} ${raw('{"a":11}').slice(4)}`],
    ['a line break at its end', `${raw('{"a":11}')}\n`],
    [
      'letters whose low byte would do',
      Array.from(raw('{"a":11}'), (c) => String.fromCharCode(c.charCodeAt(0) + 256)).join(''),
    ],
    ['UTF-8 that is none', raw(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]))],
    ['UTF-8 of a surrogate', raw(Buffer.from([0x7b, 0x22, 0xed, 0xa0, 0x80, 0x22, 0x3a, 0x31, 0x7d]))],
    ['UTF-8 that is too long', raw(Buffer.from([0x7b, 0x22, 0xc0, 0x80, 0x22, 0x3a, 0x31, 0x7d]))],
    ['UTF-8 that ends too early', raw(Buffer.from('{"a":"é"}')).slice(0, 10)],
    ['UTF-16', raw(Buffer.from('{"a":1}', 'utf16le'))],
    ['a list', raw('[]')],
    ['nothing', ''],
  ];
  for (const [what, part] of parts) {
    it(`a part with ${what}`, async () => {
      assert.equal(parsePart(part), undefined);
      assert.equal(decodeJwt(`${header}.${part}.c2ln`), undefined);
      assert.equal(decodeJwt(`${part}.${raw('{}')}.c2ln`), undefined);
      await readAll(`${header}.${part}.c2ln`);
      await readAll(`${part}.${header}.c2ln`);
    });
  }
  it('a sign for what is no character, where it is really meant', () => {
    assert.deepEqual(parsePart(raw('{"a":"\ufffd"}')), { a: '\ufffd' });
  });
  it('unused bits of the last letter', () => assert.deepEqual(parsePart('eyJhIjoxfR'), { a: 1 }));

  const repeated = [
    'ey',
    'eyJ',
    'eyJ.',
    `${raw('{"alg":"none"}')}.`,
    `${raw('{"alg":"none"}')}..`,
    '.',
    '~',
    'a',
    '%20',
    '\\n',
    '\\u0022',
    'ā',
  ];
  for (const text of repeated) it(`very many of ${JSON.stringify(text)}`, () => readAll(text.repeat(20_000)));
  it('a text longer than a regular expression can go back', () => {
    const long = 'e'.repeat(20_000_000);
    for (const text of [long, `${header}.${long}.a`, `${header}.e30.${long}`]) {
      isJwe(text);
      decodeJwt(text);
      for (const found of findJwts(text)) assert.equal(found.offset, 0);
    }
  });
});

/** Pieces that tokens and what looks like them are made of. */
const piece = fc.oneof(
  {
    arbitrary: fc.constantFrom(
      header,
      raw('{"alg":""}'),
      raw('{ "alg":"none"}'),
      raw('{\n\t"alg":"dir","enc":"A256GCM"}'),
    ),
    weight: 3,
  },
  { arbitrary: fc.constantFrom('.', '..', '.', '~', raw('{"sub":"ada"}'), 'c2ln'), weight: 4 },
  fc.constantFrom(
    raw('{"typ":"JWT"}'),
    raw('["alg"]'),
    raw('{"alg":1}'),
    raw('{"alg":""}'),
    'eyJ',
    'ewo',
    'eyJhbGciOi',
  ),
  fc.constantFrom(
    '%20',
    '%2',
    '%25',
    '3D',
    '=3D',
    '\\x22',
    '\u001b[1;32m',
    '\\u001b[',
    '\n-',
    '\\n',
    '\\\\n',
    '\\u0022',
    '\\u002',
    '\\U00fF',
    '\\',
    ' ',
    '"',
    '\n',
    '-',
    'x',
    '=',
    'é',
    '→',
  ),
  fc.string({ unit: 'binary', maxLength: 4 }),
);
const mixture = fc.array(piece, { maxLength: 24 }).map((pieces) => pieces.join(''));

describe('garbage: whatever it is', () => {
  it('nothing throws on any text', async () => {
    await fc.assert(fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), readAll), runs);
  });
  it('nothing throws on a mixture of tokens, and what is found is where it is said to be', async () => {
    await fc.assert(fc.asyncProperty(mixture, readAll), runs);
  });
  it('any JSON is read, described, and the same again', async () => {
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue()), async (claims) => {
        const text = JSON.stringify(claims);
        await readAll(jws(text));
        assert.deepEqual(decodeJwt(jws(text))?.claims, JSON.parse(text));
        assert.deepEqual(
          (await inspectToken(jws(text))).claims?.fields.map(({ name }) => name),
          Object.keys(JSON.parse(text) as object),
        );
      }),
      runs,
    );
  });
  it('any bytes are read exactly where they are the UTF-8 of an object', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      mixture.map((text) => Buffer.from(text)),
    );
    const fenced = bytes.map((inner) => Buffer.concat([Buffer.from('{"a":"'), inner, Buffer.from('"}')]));
    fc.assert(
      fc.property(fenced, (json) => {
        let expected: unknown;
        try {
          expected = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(json));
        } catch {
          // It is none.
        }
        assert.deepEqual(parsePart(raw(json)), expected);
      }),
      runs,
    );
  });
});

const escapes = [
  ...['%(?:25)*[\\da-fA-F]{2}', '=3[dD]', '\\\\[nrtbfNRTBF]', '\\\\[xX][\\da-fA-F]{2}', '\\\\[uU][\\da-fA-F]{4}'],
  ...['(?:^|\\p{Cc}|\\\\[uU]001[bB]|\\\\[xX]1[bB]|\\\\[eE]|\\\\033)\\[[\\d;]{0,10}[mM]', '(?:^|[\\n\\r])-'],
];

/** What `findJwts` is said to find, as plainly as it can be said and as slowly. */
function slowly(text: string, from: number): FoundJwt[] {
  const found: FoundJwt[] = [];
  const headers = new RegExp(`(?<![\\w-])(?=[\\w-])|(?<=${escapes.join('|')})(?=[\\w-])`, 'gu');
  let next = from;
  for (const { index } of text.matchAll(headers)) {
    if (index < next || !/^e[yw][ABIJKLop01kl]/.test(text.slice(index))) continue;
    const [run = ''] = /^[\w-]*/.exec(text.slice(index)) ?? [];
    const jwt = jwtBeginning(text.slice(index), run);
    next = index + (jwt?.[1].length ?? run.length);
    if (jwt !== undefined) found.push({ offset: index, kind: jwt[0], text: jwt[1] });
  }
  return found;
}

function jwtBeginning(text: string, run: string): [FoundJwt['kind'], string] | undefined {
  const decoded = run.length < 14 || run.length > 65_536 ? undefined : parsePart(run);
  if (typeof decoded?.alg !== 'string') return undefined;
  const jwe = /^[\w-]+\.[\w-]*\.[\w-]*\.[\w-]*\.[\w-]*/.exec(text);
  if (typeof decoded.enc === 'string' && jwe !== null) return ['jwe', jwe[0]];
  const [signed, disclosures] = /^[\w-]+\.[\w-]+\.[\w-]*((?:~[\w-]*)*)/.exec(text) ?? [];
  return signed === undefined ? undefined : [disclosures === '' ? 'jws' : 'sd-jwt', signed];
}

describe('garbage: what is found', () => {
  it('is what a slow search finds, from wherever it begins', () => {
    fc.assert(
      fc.property(mixture, fc.nat({ max: 60 }), (text, from) => {
        assert.deepEqual([...findJwts(text, from)], slowly(text, from));
      }),
      { numRuns: 3000 },
    );
  });
  it('is none where only half of it would be looked at', () => {
    const long = jws('{}', header, 'x'.repeat(2_200_000));
    assert.equal(jwtAt(long, 0), undefined);
    assert.deepEqual([...findJwts(long)], [{ offset: 0, kind: 'jws', text: long }]);
  });
  it('is the same where dots are dense', () => {
    fc.assert(
      fc.property(mixture, mixture, fc.integer({ min: 240, max: 400 }), (one, other, dots) => {
        const all = `${'1.5,'.repeat(dots)} ${one} ${header}.. ${other}`;
        assert.deepEqual([...findJwts(all)], slowly(all, 0));
      }),
      { numRuns: 2000 },
    );
  });

  const token = jws('{"sub":"ada","exp":1}');
  const jwe = `${raw('{"alg":"dir","enc":"A256GCM"}')}..aXY.Y2lwaGVy.dGFn`;
  const sdJwt = `${token}~${raw('["salt","name","Ada"]')}~`;
  const places: [before: string, after: string][] = [
    ['"', '"'],
    ["'", "'"],
    ['`', '`'],
    ['“', '”'],
    ['(', ').'.slice(0, 1)],
    ['<', '>'],
    ['[', ']'],
    ['{{', '}}'],
    ['Bearer ', '\r\n'],
    ['token=', '&x=1'],
    ['#access_token=', '#'],
    ['Bearer%20', '%22'],
    ['token%253D', '%2526'],
    ['token=3D', '=\n'],
    ['\\x22', '\\x22'],
    ['\u001b[32m', '\u001b[0m'],
    ['\\u001b[32m', '\\u001b[0m'],
    ['\n-', '\n+'],
    ['Bearer+', '+x'],
    ['\\n', '\\n'],
    ['\\r\\n', '\\r'],
    ['\\t', '\\t'],
    ['\\"', '\\"'],
    ['\\u0022', '\\u0022'],
    ['<token>', '</token>'],
    ['{"access_token":"', '","token_type":"Bearer"}'],
    ['token: ', ' # comment'],
    ['token: >-\n  ', '\n'],
    ['export TOKEN=', '\n'],
    ["TOKEN='", "' # x"],
    ['Cookie: a=b; session=', '; c=d'],
    ['https://user:', '@host.example/'],
    ['{"name":"Authorization","value":"Bearer ', '"}'],
    ["curl -H 'Authorization: Bearer ", "' https://a.example"],
    ['curl --header "Authorization: Bearer ', '" \\\n'],
    ['|', '|'],
    [',', ','],
    [';', ';'],
    ['é', 'é'],
    ['→', '→'],
    ['日本', '日本'],
    ['\u0000', '\u0000'],
    ['\ufeff', ''],
    ['', ''],
  ];
  it('is found once between whatever, with the very same text', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...places),
        fc.constantFrom(token, jwe, sdJwt),
        fc.string({ maxLength: 20 }).filter((text) => !/e[yw]/.test(text)),
        fc.boolean(),
        ([before, after], jwt, noise, wide) => {
          const text = `${wide ? '→' : ''}${noise} ${before}${jwt}${after} ${noise}`;
          const offset = text.indexOf(jwt);
          assert.deepEqual(
            [...findJwts(text)].map((found) => [found.offset, found.text]),
            [[offset, jwt]],
          );
          for (let column = offset; column <= offset + jwt.length; column += 7)
            assert.equal(jwtAt(text, column)?.text, jwt);
        },
      ),
      runs,
    );
  });
  it('is nothing in a text of token’s letters without a header', () => {
    const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdfghijklmnopqrstuvwxyz0123456789-_..~');
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...letters), maxLength: 400 }), (text) => {
        assert.deepEqual([...findJwts(text)], []);
        assert.equal(jwtAt(text, text.length >> 1), undefined);
      }),
      runs,
    );
  });
});
