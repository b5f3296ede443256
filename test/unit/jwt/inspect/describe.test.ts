import assert from 'node:assert/strict';
import {
  describeFields as describeObject,
  localTime,
  timeText,
  type Described,
} from '../../../../src/jwt/inspect/describe';
import { registeredClaim, registeredHeader } from '../../../../src/jwt/inspect/registered';
import { readJson } from '../../../../src/jwt/read/json-text';

function describeFields(text: string, kind: Described) {
  const node = readJson(text);
  return node.kind === 'object' ? describeObject(node, kind) : undefined;
}

const field = (text: string, name: string, kind: Described = 'claims') => {
  const found = describeFields(text, kind)?.find((one) => one.name === name);
  assert.ok(found, `no ${name} in ${text}`);
  return found;
};

describe('describeFields', () => {
  for (const none of ['', 'a', '[]', '"a"', '1', 'null', '{', '{"a":1', '{"a":1}}', '\u0000', '{a:1}']) {
    it(`${JSON.stringify(none)} has no fields`, () => assert.equal(describeFields(none, 'claims'), undefined));
  }

  it('gives the fields in their order, registered ones with their meaning', () => {
    const { meaning, reference } = registeredClaim('iss') ?? { meaning: '' };
    assert.notEqual(meaning, '');
    assert.deepEqual(describeFields('{"custom":"c","iss":"i"}', 'claims'), [
      { name: 'custom', value: 'c', meaning: '', reference: '' },
      { name: 'iss', value: 'i', meaning, reference },
    ]);
  });
  it('looks up headers and claims apart', () => {
    assert.equal(field('{"alg":"x"}', 'alg', 'header').meaning, registeredHeader('alg')?.meaning);
    assert.notEqual(field('{"exp":1}', 'exp').meaning, '');
    assert.equal(field('{"alg":"x"}', 'alg').meaning, '');
  });

  const values: [what: string, json: string, text: string][] = [
    ['a text', '"a"', 'a'],
    ['an empty text', '""', ''],
    ['a text that looks like a link', '"<b>[x](command:y)</b>"', '<b>[x](command:y)</b>'],
    ['a list of texts', '["a","b"]', 'a\nb'],
    ['an empty list', '[]', '[]'],
    ['a mixed list', '[1,"a"]', '[\n  1,\n  "a"\n]'],
    ['true', 'true', 'true'],
    ['null', 'null', 'null'],
    ['an object', '{"a":{"b":1}}', '{\n  "a": {\n    "b": 1\n  }\n}'],
    ['a number', '12', '12'],
    ['a fraction', '1.5', '1.5'],
    ['a small number', '-0.25', '-0.25'],
    ['a 64-bit id', '12345678901234567890', '12345678901234567890'],
    ['the first number that JavaScript rounds', '9007199254740993', '9007199254740993'],
    ['such a number in an object', '{"id":9007199254740993}', '{\n  "id": 9007199254740993\n}'],
    ['such a number in a list', '["a",9007199254740993]', '[\n  "a",\n  9007199254740993\n]'],
    ['a number out of range', '1e400', '1e400'],
    ['a text of digits', '"9007199254740993"', '9007199254740993'],
    ['a list of texts but for a number', '["a",9007199254740993,"b"]', '[\n  "a",\n  9007199254740993,\n  "b"\n]'],
    ['an empty object', '{}', '{}'],
    ['escapes in a text', '"\\u0041\\n\\u202e"', 'A\n\u202e'],
    ['digits and quotes in a text', '"a \\" 9007199254740993 \\\\"', 'a " 9007199254740993 \\'],
    ['Unicode', '"日本 😀"', '日本 😀'],
    ['a list that is too deep', '['.repeat(30_000) + ']'.repeat(30_000), '(nested too deeply to be shown)'],
  ];
  for (const [what, json, text] of values) {
    it(`shows ${what}`, () => assert.equal(field(`{"x":${json}}`, 'x').value, text));
  }

  const times: [name: string, json: string, at: number | undefined][] = [
    ['exp', '1700000000', 1_700_000_000_000],
    ['exp', '0', 0],
    ['nbf', '-1', -1000],
    ['iat', '1.5', 1500],
    ['exp', '8.63e12', 8.63e15],
    ['exp', '8.64e12', undefined],
    ['exp', '-1e300', undefined],
    ['exp', '1e400', undefined],
    ['exp', '"1700000000"', undefined],
    ['exp', 'null', undefined],
    ['exp', 'true', undefined],
    ['exp', '[1]', undefined],
    ['exp', '{}', undefined],
    ['expires', '1700000000', undefined],
    ['iss', '1700000000', undefined],
  ];
  for (const [name, json, at] of times) {
    it(`takes ${name} of ${json} for ${at === undefined ? 'no time' : 'a time'}`, () => {
      const found = field(`{"${name}":${json}}`, name);
      assert.equal(found.at, at);
      assert.equal('at' in found, at !== undefined);
    });
  }

  it('gives no meaning to names that every object has', () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      assert.deepEqual(field(`{"${name}":"x"}`, name), { name, value: 'x', meaning: '', reference: '' });
    }
  });
  it('gives the last of two claims with one name', () => {
    const fields = describeFields('{"a":1,"b":2,"\\u0061":9007199254740993}', 'claims');
    assert.deepEqual(
      fields?.map(({ name, value }) => [name, value]),
      [
        ['a', '9007199254740993'],
        ['b', '2'],
      ],
    );
  });
});

describe('localTime and timeText', () => {
  const iso = (text: string) => Date.parse(text.replace(/^(\S+) (\S+) (\S+)$/, '$1T$2$3'));
  for (const time of ['2026-11-21T13:03:05Z', '2026-06-01T00:00:00Z', '1970-01-01T00:00:00Z', '9998-12-30T01:02:03Z']) {
    it(`write ${time} so that it can be read again`, () => {
      const text = localTime(Date.parse(time));
      assert.match(text, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d\d:\d\d$/);
      assert.equal(iso(text), Date.parse(time));
    });
  }
  for (const at of [-8.64e15, 8.64e15, -6.3e13, 1e14]) {
    it(`write ${at}`, () => assert.match(localTime(at), /^-?\d{4,6}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d\d:\d\d$/));
  }

  const now = Date.parse('2026-01-01T00:00:00Z');
  const distances: [milliseconds: number, words: string][] = [
    [0, 'now'],
    [999, 'now'],
    [-999, 'now'],
    [1000, 'in 1 second'],
    [-59_999, '59 seconds ago'],
    [720_000, 'in 12 minutes'],
    [3_599_999, 'in 59 minutes'],
    [3_600_000, 'in 1 hour'],
    [86_399_999, 'in 23 hours'],
    // Not “tomorrow”: it may be the day after.
    [2 * 86_400_000 - 1, 'in 1 day'],
    [-86_400_000, '1 day ago'],
    [-400 * 86_400_000, '1 year ago'],
    [8.64e15 - now, 'in 273,734 years'],
  ];
  for (const [distance, words] of distances) {
    it(`write ${distance} ms from now as “${words}”`, () => {
      assert.equal(timeText(now + distance, now), `${localTime(now + distance)} (${words})`);
    });
  }
});
