import assert from 'node:assert/strict';
import { duplicateName, headerProblem, isObject, readJsonObject } from '../../../../src/jwt/read/json-object';

describe('readJsonObject', () => {
  const read = (json: string | Uint8Array) => readJsonObject(typeof json === 'string' ? Buffer.from(json) : json);

  it('reads an object', () => {
    assert.deepEqual(read('{"a":[1,{"b":null}]}'), { value: { a: [1, { b: null }] } });
    assert.deepEqual(read(' {} '), { value: {} });
  });

  const rows: [what: string, json: string | Uint8Array, problem: RegExp][] = [
    ['no bytes', '', /empty/],
    ['invalid UTF-8', Uint8Array.of(0x7b, 0xff, 0x7d), /UTF-8/],
    ['a byte order mark', '\ufeff{}', /isn’t JSON/],
    ['broken JSON', '{"a"', /isn’t JSON/],
    ['a list', '[]', /not an object/],
    ['null', 'null', /not an object/],
    ['a repeated name', '{"a":1,"a":2}', /“a” twice/],
    ['a repeated name with markup', '{"[x](y)":1,"[x](y)":2}', /“\[x\] \(y\)” twice/],
  ];
  for (const [what, json, problem] of rows) {
    it(`refuses ${what}`, () => {
      const result = read(json);
      assert.ok('problem' in result);
      const [jws, jwe] = [headerProblem(result.problem, 'jws'), headerProblem(result.problem, 'jwe')];
      assert.match(jwe, problem);
      assert.match(jwe, /^Its header .*\.$/);
      assert.equal(jws, jwe.replace('header', 'header (first part)'));
    });
  }
});

describe('duplicateName', () => {
  const rows: [json: string, name: string | undefined][] = [
    ['{}', undefined],
    ['{"a":1,"b":1}', undefined],
    ['{"a":1,"a":1}', 'a'],
    ['{ "a" : 1 , "a"\n: 1 }', 'a'],
    ['{"a":"a","b":"a"}', undefined],
    ['{"a":{"b":1},"b":2}', undefined],
    ['{"a":{"b":1,"b":2}}', undefined],
    ['{"a":["b","b"],"b":"\\"a\\":"}', undefined],
    ['{"a\\\\":1,"a\\\\":2}', 'a\\'],
    ['{"a\\"":1,"b":"}","a\\"":2}', 'a"'],
    ['{"\\u0061":1,"a":2}', 'a'],
    ['{"__proto__":1,"__proto__":2}', '__proto__'],
  ];
  for (const [json, name] of rows) it(`of ${json} is ${name}`, () => assert.equal(duplicateName(json), name));
});

describe('isObject', () => {
  const rows: [value: unknown, expected: boolean][] = [
    [{}, true],
    [[], false],
    [null, false],
    ['a', false],
    [undefined, false],
  ];
  for (const [value, expected] of rows) {
    it(`of ${JSON.stringify(value)} is ${expected}`, () => assert.equal(isObject(value), expected));
  }
});
