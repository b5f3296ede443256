import assert from 'node:assert/strict';
import { decodeEntry, encodeEntry } from '../../../src/storage/entry';
import { parseTokenSet } from '../../../src/storage/token-set';

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

describe('a stored token set', () => {
  const whole = {
    accessToken: 'a',
    tokenType: 'bearer',
    idToken: 'i',
    refreshToken: 'r',
    scope: 's',
    obtainedAt: 1,
    expiresAt: 2,
    expirySource: 'expires_in',
  } as const;

  it('is read whole, without unknown fields', () => {
    assert.deepEqual(parseTokenSet({ ...whole, version: 1, other: 'x' }), whole);
  });
  it('is read without its optional fields', () => {
    const { accessToken, tokenType, obtainedAt } = whole;
    assert.deepEqual(parseTokenSet({ accessToken, tokenType, obtainedAt }), { accessToken, tokenType, obtainedAt });
  });

  const unusable: [string, Record<string, unknown> | undefined][] = [
    ['nothing', undefined],
    ['no access token', { ...whole, accessToken: undefined }],
    ['an empty access token', { ...whole, accessToken: '' }],
    ['an access token of another type', { ...whole, accessToken: 1 }],
    ['no token type', { ...whole, tokenType: null }],
    ['no time', { ...whole, obtainedAt: undefined }],
    ['an infinite time', { ...whole, obtainedAt: Infinity }],
    ['a time of another type', { ...whole, obtainedAt: '1' }],
  ];
  for (const [what, entry] of unusable)
    it(`is not read from an entry with ${what}`, () => assert.equal(parseTokenSet(entry), undefined));

  const dropped: [keyof typeof whole, unknown][] = [
    ['expiresAt', '2'],
    ['expiresAt', NaN],
    ['expirySource', 'guess'],
    ['refreshToken', null],
    ['refreshToken', { a: 1 }],
    ['idToken', 7],
    ['scope', ['a']],
  ];
  for (const [field, value] of dropped) {
    it(`is read without its ${field} if that is ${String(value)}`, () => {
      const { [field]: _, ...rest } = whole;
      assert.deepEqual(parseTokenSet({ ...whole, [field]: value }), rest);
    });
  }
});
