import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findJwts, firstJwt, jwtAt, type FoundJwt } from '../../../../src/jwt/find/scan';
import { parsePart } from '../../../../src/jwt/read/decode';
import { base64url, jwe as anyJwe, jwt, part } from '../../../support/jwts';
import { anyText, mixture, oddClaims, repeated, runs } from '../odd-tokens';
import { assertProperty } from '../../../support/property';

const jws = jwt({ sub: 'ada' }, { alg: 'HS256', typ: 'JWT' });
const spaced = jwt({ a: 1 }, '{\n "alg": "none"}', '');
const indented = jwt({}, '{ "alg":"ES256"}');
const crlf = jwt({}, '{\r\n"alg":"ES256"}');
const disclosed = `${jws}~${part(['salt', 'name', 'Ada'])}~`;
const jwe = anyJwe();
const bound = `${disclosed}${jws}`;

const all = (text: string) => [...findJwts(text)].map((found) => [found.kind, found.text]);

describe('findJwts', () => {
  const around: [string, (token: string) => string][] = [
    ['on its own', (token) => token],
    ['after Bearer', (token) => `Authorization: Bearer ${token}\r\n`],
    ['in quotes', (token) => `{"access_token":"${token}","x":1}`],
    ['in YAML', (token) => `token: ${token} # old`],
    ['in .env', (token) => `TOKEN='${token}'`],
    ['in a query', (token) => `https://a.example/?id_token=${token}&state=x`],
    ['in a fragment', (token) => `https://a.example/#access_token=${token}`],
    ['behind a percent-encoded space', (token) => `curl "https://a.example/?h=Bearer%20${token}"`],
    ['behind an escaped line break', (token) => `"log: \\n${token}"`],
    ['behind a percent sign that is encoded too', (token) => `next=%2Fcb%253Ftoken%253D${token}%2526a%253D1`],
    ['behind an escape of bytes', (token) => `b"token=\\x22${token}\\x22"`],
    ['behind an equals sign of an e-mail', (token) => `https://a.example/login?t=3D${token}`],
    ['behind a terminal’s colour', (token) => `\u001b[1;32m${token}\u001b[0m`],
    ['behind a terminal’s colour at the start of the text, its control character lost', (token) => `[32m${token}`],
    ['behind a terminal’s colour at the start of a line, its control character lost', (token) => `a\n[1;32m${token}`],
    ['behind a terminal’s colour at the start of the text, its control character lost', (token) => `[32m${token}`],
    ['behind a terminal’s colour at the start of a line, its control character lost', (token) => `a\n[1;32m${token}`],
    ['behind a terminal’s colour in JSON', (token) => `{"log":"\\u001b[38;5;196m${token}\\u001b[0m"}`],
    ['in a line that a diff removes', (token) => `-${token}`],
    ['behind an escaped quote', (token) => `\\u0022${token}\\u0022`],
    ['in a cookie', (token) => `Cookie: a=b; session=${token}; c=d`],
    ['at the end of a sentence', (token) => `The token (${token}) is old.`],
  ];
  const tokens: [string, string, string][] = [
    ['jws', jws, 'three parts'],
    ['jws', indented, 'three parts, a space in its header'],
    ['jws', crlf, 'three parts, a line break of Windows in its header'],
    ['jws', spaced, 'three parts, a line break in its header, unsecured'],
    ['jwe', jwe, 'five parts'],
    ['sd-jwt', disclosed, 'three parts with disclosures'],
    ['sd-jwt', bound, 'three parts with disclosures and a key binding'],
  ];
  for (const [where, put] of around) {
    for (const [kind, token, what] of tokens) {
      it(`finds a token of ${what}, ${where}`, () => assert.deepEqual(all(put(token)), [[kind, token]]));
    }
  }

  const not: [string, string][] = [
    ['words that begin like a header', 'eyebrow.eyelid.eyelash and ewer.ewe.ew'],
    ['a header that is not JSON', `eyJub3Q.${part({})}.c2ln`],
    ['a header without alg', jwt({}, { typ: 'JWT' })],
    ['two parts', jws.split('.').slice(0, 2).join('.')],
    ['a header of more than 65,536 letters', jwt({}, { alg: 'x'.repeat(60_000) })],
    ['a token without a payload', `${jws.split('.')[0] ?? ''}..c2ln`],
    ['a token in the middle of a word', `x${jws}`],
    ['a token behind a hyphen in a word', `a-${jws}`],
    ['a token behind brackets that are not a colour', `a[1m${jws}`],
    ['a header that is a list', jwt({}, ['alg'])],
  ];
  for (const [what, text] of not) it(`does not find ${what}`, () => assert.deepEqual(all(text), []));

  it('takes no full stop behind disclosures for a key binding', () => {
    const cut = disclosed.slice(0, -1);
    for (const end of ['.', '.a', '. b.c']) assert.deepEqual(all(`${cut}${end}`), [['sd-jwt', cut]]);
  });

  it('finds several tokens, each at its place', () => {
    const text = `${jws} ${jwe}\n"${disclosed}"`;
    assert.deepEqual(all(text), [
      ['jws', jws],
      ['jwe', jwe],
      ['sd-jwt', disclosed],
    ]);
    for (const { offset, text: token } of findJwts(text))
      assert.equal(text.slice(offset, offset + token.length), token);
  });

  it('searches two texts at the same time', () => {
    const text = `${jws} ${jws}`;
    const [one, two] = [findJwts(text), findJwts(text)];
    one.next();
    two.next();
    assert.equal((one.next().value as { offset: number }).offset, jws.length + 1);
    assert.equal((two.next().value as { offset: number }).offset, jws.length + 1);
  });
});

describe('jwtAt', () => {
  const line = `a=1 Bearer%20${jws}; b=${jwe}`;
  it('finds a token from its first letter to behind its last', () => {
    const offset = line.indexOf(jws);
    for (const column of [offset, offset + 5, offset + jws.length]) {
      assert.deepEqual(jwtAt(line, column), { kind: 'jws', text: jws, offset }, String(column));
    }
    assert.equal(jwtAt(line, line.indexOf(jwe) + 40)?.text, jwe);
  });

  it('finds a token behind an escape, and not within a word', () => {
    for (const before of ['-', 'x %253D', '\\u001b[38;5;196m', '\\x22'])
      assert.equal(jwtAt(`${before}${jws}`, before.length + 5)?.offset, before.length, before);
    for (const before of ['a-', 'a -', 'x'])
      assert.equal(jwtAt(`${before}${jws}`, before.length + 5), undefined, before);
  });

  it('finds nothing elsewhere', () => {
    for (const column of [0, 2, line.indexOf('Bearer'), line.length + 10]) assert.equal(jwtAt(line, column), undefined);
  });
});

describe('firstJwt', () => {
  it('is the first of several tokens, or undefined', () => {
    assert.equal(firstJwt(`a ${jwe} ${jws}`)?.text, jwe);
    assert.equal(firstJwt('a.b.c'), undefined);
  });
});

const escapes = [
  ...['%(?:25)*[\\da-fA-F]{2}', '=3[dD]', '\\\\[nrtbfNRTBF]', '\\\\[xX][\\da-fA-F]{2}', '\\\\[uU][\\da-fA-F]{4}'],
  ...['(?:^|\\p{Cc}|\\\\[uU]001[bB]|\\\\[xX]1[bB]|\\\\[eE]|\\\\033)\\[[\\d;]{0,10}[mM]', '(?:^|[\\n\\r])-'],
];

/** What `findJwts` should find, as plainly as it can be said, and slowly. */
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

/** Asserts that a token is where it is said to be, and is found there from any column. */
function consistent(text: string, found: FoundJwt): void {
  assert.equal(text.slice(found.offset, found.offset + found.text.length), found.text);
  const [header = ''] = found.text.split('.');
  assert.equal(typeof parsePart(header)?.alg, 'string');
  if (found.kind === 'jwe') assert.equal(found.text.split('.').length, 5);
  for (const column of [0, 1, found.text.length >> 1, found.text.length])
    assert.deepEqual(jwtAt(text, found.offset + column), found, `at column ${column}`);
}

function read(text: string): void {
  for (const found of [...findJwts(text)].slice(0, 20)) consistent(text, found);
  for (const column of [0, 1, text.length >> 1, text.length]) jwtAt(text, column);
}

describe('findJwts and jwtAt, on any text', () => {
  const header = part({ alg: 'RS256', typ: 'JWT' });
  const token = jwt('{"sub":"ada","exp":1}');

  it('find what a slow search finds, from any column', () => {
    assertProperty(
      fc.property(mixture, fc.nat({ max: 60 }), (text, from) => {
        assert.deepEqual([...findJwts(text, from)], slowly(text, from));
      }),
      { numRuns: 3000 },
    );
  });
  it('find the same where dots are dense', () => {
    assertProperty(
      fc.property(mixture, mixture, fc.integer({ min: 240, max: 400 }), (one, other, dots) => {
        const all = `${'1.5,'.repeat(dots)} ${one} ${header}.. ${other}`;
        assert.deepEqual([...findJwts(all)], slowly(all, 0));
      }),
      { numRuns: 2000 },
    );
  });
  it('agree with each other', () => {
    assertProperty(fc.property(anyText, read), runs);
    for (const [, json] of oddClaims) read(jwt(json));
    for (const piece of repeated) read(piece.repeat(20_000));
  });
  it('throw nothing within, however many runs of letters begin like a header: exceptions are slow', () => {
    const runsOfLetters = [
      ...['eyAeyAeyAeyAeyA', 'eyAAAAAAAAAAAA', 'eyAgeyAgeyAgeyAgeyAgA', '%20eyAeyAeyAeyAeyA', 'xeyAeyAeyAeyAeyAeyA'],
      ...['{"a":1}        ', '{"alg":"none"', '{"alg":"none"}}', '{"alg":"\\u00"}', '{"alg":01,"a":{'].map(base64url),
      base64url(Buffer.from([...Buffer.from('{"alg":"'), 0xff, 0xc0, 0x80, ...Buffer.from('"}')])),
    ];
    let calls = 0;
    let thrown = 0;
    const counted = <This, Args extends unknown[], Result>(original: (this: This, ...args: Args) => Result) =>
      function (this: This, ...args: Args): Result {
        calls++;
        try {
          return original.apply(this, args);
        } catch (cause) {
          thrown++;
          throw cause;
        }
      };
    const { parse } = JSON;

    const { decode } = TextDecoder.prototype;
    JSON.parse = counted(parse);
    TextDecoder.prototype.decode = counted(decode);
    try {
      for (const letters of runsOfLetters) assert.deepEqual([...findJwts(`${letters}.`.repeat(100))], [], letters);
    } finally {
      JSON.parse = parse;
      TextDecoder.prototype.decode = decode;
    }
    assert.ok(calls > 0, 'nothing was counted');
    assert.equal(thrown, 0);
  });
  it('take a header with a replacement character of its own, none whose bytes are not UTF-8', () => {
    const own = jwt({}, { alg: 'none', kid: '\ufffd' });
    const broken = `${base64url(Buffer.from([...Buffer.from('{"alg":"none","kid":"'), 0xff, ...Buffer.from('"}')]))}.e30.`;
    assert.deepEqual(all(`${broken} ${own}`), [['jws', own]]);
  });
  it('survive a text longer than a regular expression can backtrack over', () => {
    const long = 'e'.repeat(20_000_000);
    for (const text of [long, `${header}.${long}.a`, `${header}.e30.${long}`])
      for (const found of findJwts(text)) assert.equal(found.offset, 0);
  });
  it('find no token of which only half would be looked at', () => {
    const long = jwt('{}', { alg: 'RS256' }, 'x'.repeat(2_200_000));
    assert.equal(jwtAt(long, 0), undefined);
    assert.deepEqual([...findJwts(long)], [{ offset: 0, kind: 'jws', text: long }]);
  });

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
  it('find a token once between any two texts, letter by letter', () => {
    assertProperty(
      fc.property(
        fc.constantFrom(...places),
        fc.constantFrom(token, jwe, `${token}~${part(['salt', 'name', 'Ada'])}~`),
        fc.string({ maxLength: 20 }).filter((text) => !/e[yw]/.test(text)),
        fc.boolean(),
        ([before, after], one, noise, wide) => {
          const text = `${wide ? '→' : ''}${noise} ${before}${one}${after} ${noise}`;
          const offset = text.indexOf(one);
          assert.deepEqual(
            [...findJwts(text)].map((found) => [found.offset, found.text]),
            [[offset, one]],
          );
          for (let column = offset; column <= offset + one.length; column += 7)
            assert.equal(jwtAt(text, column)?.text, one);
        },
      ),
      runs,
    );
  });
  it('find nothing in letters of tokens without a header', () => {
    const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdfghijklmnopqrstuvwxyz0123456789-_..~');
    assertProperty(
      fc.property(fc.string({ unit: fc.constantFrom(...letters), maxLength: 400 }), (text) => {
        assert.deepEqual([...findJwts(text)], []);
        assert.equal(jwtAt(text, text.length >> 1), undefined);
      }),
      runs,
    );
  });
});
