import assert from 'node:assert/strict';
import { decodeEntry, encodeEntry } from '../../../src/storage/entry';

describe('a stored entry', () => {
  it('is read as it was written', () => {
    assert.deepEqual(decodeEntry(encodeEntry({ value: 'x', at: 1 })), { value: 'x', at: 1, version: 1 });
  });

  const garbage = [
    ['', 'nothing'],
    ['{"value":"x","versio', 'a truncated text'],
    ['null', 'null'],
    ['[]', 'a list'],
    ['"x"', 'a text'],
    ['1', 'a number'],
    ['{}', 'an object without a version'],
    ['{"version":2}', 'a later version'],
    ['{"version":"1"}', 'a version of another type'],
    ['\u0000\uFFFF', 'binary data'],
    ['['.repeat(100_000), 'a very deep list'],
  ] as const;
  for (const [text, what] of garbage) {
    it(`is not read from ${what}`, () => assert.equal(decodeEntry(text), undefined));
  }
});
