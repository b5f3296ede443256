import assert from 'node:assert/strict';
import { decodeEntry, encodeEntry } from '../../../src/storage/entry';
import { parseTokenSet } from '../../../src/storage/token-set';

describe('storage: entries', () => {
  it('come back as they went in', () => {
    assert.deepEqual(decodeEntry(encodeEntry({ value: 'x', at: 1 })), { value: 'x', at: 1, version: 1 });
  });

  const garbage = [
    ['', 'nothing'],
    ['{"value":"x","versio', 'truncated'],
    ['null', 'null'],
    ['[]', 'a list'],
    ['"x"', 'a text'],
    ['1', 'a number'],
    ['{}', 'no version'],
    ['{"version":2}', 'a later version'],
    ['{"version":"1"}', 'a version of another type'],
    ['\u0000\uFFFF', 'bytes'],
    ['['.repeat(100_000), 'very deep'],
  ] as const;
  for (const [text, what] of garbage) {
    it(`${what} is none`, () => assert.equal(decodeEntry(text), undefined));
  }
});

describe('storage: token sets', () => {
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

  it('are read whole, and nothing else with them', () => {
    assert.deepEqual(parseTokenSet({ ...whole, version: 1, other: 'x' }), whole);
  });
  it('are read without what may be missing', () => {
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
    ['a time that is none', { ...whole, obtainedAt: Infinity }],
    ['a time of another type', { ...whole, obtainedAt: '1' }],
  ];
  for (const [what, entry] of unusable) it(`${what} is none`, () => assert.equal(parseTokenSet(entry), undefined));

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
    it(`${field}: ${String(value)} is dropped, and the token kept`, () => {
      const { [field]: _, ...rest } = whole;
      assert.deepEqual(parseTokenSet({ ...whole, [field]: value }), rest);
    });
  }
});
