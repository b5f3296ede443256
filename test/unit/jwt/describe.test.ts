import assert from 'node:assert/strict';
import { describeJwt } from '../../../src/jwt/describe';

const raw = (text: string) => Buffer.from(text).toString('base64url');
const token = (claims: string, header = '{"alg":"RS256","typ":"JWT"}') => `${raw(header)}.${raw(claims)}.c2ln`;
const now = Date.parse('2026-01-01T00:00:00Z');
const seconds = now / 1000;

const claim = (claims: string, name: string) => {
  const found = describeJwt(token(claims), now)?.claims.find((field) => field.name === name);
  assert.ok(found, `no ${name} in ${claims}`);
  return found;
};

describe('jwt: describing', () => {
  it('is undefined for what is none', () => {
    for (const none of ['', 'a.b.c', 'opaque', '\u0000']) assert.equal(describeJwt(none, now), undefined);
  });
  it('names header and claims in their order, with a word on each that is known', () => {
    const described = describeJwt(token('{"iss":"i","custom":"c","sub":"s"}'), now);
    assert.deepEqual(
      described?.header.map(({ name }) => name),
      ['alg', 'typ'],
    );
    assert.deepEqual(
      described?.claims.map(({ name, note }) => [name, note === '']),
      [
        ['iss', false],
        ['custom', true],
        ['sub', false],
      ],
    );
  });

  const values: [what: string, json: string, text: string][] = [
    ['a text', '"a"', 'a'],
    ['an empty text', '""', ''],
    ['text that looks like a link', '"<b>[x](command:y)</b>"', '<b>[x](command:y)</b>'],
    ['a list of texts', '["a","b"]', 'a\nb'],
    ['an empty list', '[]', '[]'],
    ['a list of all kinds', '[1,"a"]', '[\n  1,\n  "a"\n]'],
    ['true', 'true', 'true'],
    ['null', 'null', 'null'],
    ['an object', '{"a":{"b":1}}', '{\n  "a": {\n    "b": 1\n  }\n}'],
    ['a number', '12', '12'],
    ['a fraction', '1.5', '1.5'],
    ['a small number', '-0.25', '-0.25'],
    ['an id of 64 bits', '12345678901234567890', '12345678901234567890'],
    ['the first number that is rounded', '9007199254740993', '9007199254740993'],
    ['one inside an object', '{"id":9007199254740993}', '{\n  "id": 9007199254740993\n}'],
    ['one inside a list', '["a",9007199254740993]', '[\n  "a",\n  9007199254740993\n]'],
    ['one out of every range', '1e400', '1e400'],
    ['a text of such digits', '"9007199254740993"', '9007199254740993'],
    ['digits and quotes in a text', '"a \\" 9007199254740993 \\\\"', 'a " 9007199254740993 \\'],
    ['Unicode', '"日本 😀"', '日本 😀'],
    ['what is nested too deeply', '['.repeat(30_000) + ']'.repeat(30_000), '(nested too deeply to be shown)'],
  ];
  for (const [what, json, text] of values) {
    it(`shows ${what}`, () => assert.equal(claim(`{"x":${json}}`, 'x').value, text));
  }

  const times: [name: string, json: string, words: RegExp][] = [
    ['exp', String(seconds + 3600), /^Expires: .+ \(in 1 hour\)$/],
    ['exp', String(seconds + 3599), /\(in 59 minutes\)$/],
    ['exp', String(seconds - 59), /\(59 seconds ago\)$/],
    ['exp', String(seconds), /\(now\)$/],
    ['nbf', String(seconds - 86_400), /^Not valid before: .+ \(yesterday\)$/],
    ['iat', String(seconds - 400 * 86_400), /\(last year\)$/],
    ['auth_time', String(seconds - 2 * 86_400), /\(2 days ago\)$/],
    ['updated_at', String(seconds), /\(now\)$/],
    ['exp', '0', /\(56 years ago\)$/],
    ['exp', '8.64e12', /\(in [\d,]+ years\)$/],
    ['exp', '8.64e12', /275760/],
  ];
  for (const [name, json, words] of times) {
    it(`${name} of ${json} in words`, () => assert.match(claim(`{"${name}":${json}}`, name).note, words));
  }
  for (const json of ['8.65e12', '-1e300', '1e400', '"1700000000"', 'null', '[1]', '{}', 'true']) {
    it(`exp of ${json} is no time`, () => assert.equal(claim(`{"exp":${json}}`, 'exp').note, 'Expires'));
  }

  it('names that objects have already mean nothing', () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      assert.deepEqual(claim(`{"${name}":"x"}`, name), { name, value: 'x', note: '' });
    }
  });
  it('a claim that is there twice is the last, as it is read', () => {
    assert.equal(claim('{"a":1,"a":9007199254740993}', 'a').value, '9007199254740993');
  });
});
