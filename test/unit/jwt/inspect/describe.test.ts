import assert from 'node:assert/strict';
import {
  describeFields as fieldsOf,
  describeObject,
  numericDate,
  type Described,
} from '../../../../src/jwt/inspect/describe';
import { registeredClaim, registeredHeader } from '../../../../src/jwt/inspect/registered';
import { readJson } from '../../../../src/jwt/read/json-text';

function describeFields(text: string, kind: Described) {
  const node = readJson(text);
  return node.kind === 'object' ? fieldsOf(node, kind) : undefined;
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
    ['a list that is too deep', '['.repeat(30_000) + ']'.repeat(30_000), '(nested too deeply to show)'],
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

describe('describeObject', () => {
  it('gives fields and JSON under the name of the part', () => {
    const node = readJson('{"alg":"x","n":1.0}');
    assert.ok(node.kind === 'object');
    assert.deepEqual(describeObject('header', node), {
      header: { fields: describeFields('{"alg":"x","n":1.0}', 'header'), json: '{\n  "alg": "x",\n  "n": 1.0\n}' },
    });
    assert.deepEqual(Object.keys(describeObject('claims', node)), ['claims']);
  });
  it('gives nothing of anything but an object', () => {
    assert.deepEqual(describeObject('claims', { kind: 'list', items: [] }), {});
    assert.deepEqual(describeObject('claims', undefined), {});
  });
});

describe('numericDate', () => {
  const rows: [json: string, at: number | undefined][] = [
    ['1.5', 1500],
    ['-1', -1000],
    ['8.64e12', undefined],
    ['"1"', undefined],
    ['true', undefined],
  ];
  for (const [json, at] of rows) {
    it(`of ${json} is ${at}`, () => {
      const node = readJson(json);
      assert.ok(node.kind !== 'none');
      assert.equal(numericDate(node), at);
    });
  }
});
