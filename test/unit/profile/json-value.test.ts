import assert from 'node:assert/strict';
import { isJson, isObject } from '../../../src/profile/json-value';

function nested(depth: number): object {
  let inner: object = {};
  for (let level = 1; level < depth; level++) inner = { a: inner };
  return inner;
}

describe('profile: values', () => {
  const rows: [what: string, value: unknown, json: boolean, object: boolean][] = [
    ['null', null, true, false],
    ['a text', 'x', true, false],
    ['a number', 1.5, true, false],
    ['no number', NaN, false, false],
    ['infinity', Infinity, false, false],
    ['a bigint', 1n, false, false],
    ['undefined', undefined, false, false],
    ['a function', () => 1, false, false],
    ['a list', [1, 'x', null], true, false],
    ['a list of a value that is not JSON', [undefined], false, false],
    ['an object', { a: [{ b: true }] }, true, true],
    ['an object of a value that is not JSON', { a: 1n }, false, true],
    ['20 objects in each other', nested(20), true, true],
    ['21 objects in each other', nested(21), false, true],
  ];
  for (const [what, value, json, object] of rows) {
    it(`${what}: ${json ? '' : 'not '}JSON, ${object ? '' : 'not '}an object with fields`, () => {
      assert.equal(isJson(value), json);
      assert.equal(isObject(value), object);
    });
  }
});
