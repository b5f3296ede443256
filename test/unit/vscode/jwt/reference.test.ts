import assert from 'node:assert/strict';
import { readAnswerReference, readPlace, readReference } from '../../../../src/vscode/jwt/reference';

const place = { uri: 'file:///a.txt', line: 3, character: 0 };

describe('a reference to a token', () => {
  it('is read without unknown fields', () => {
    assert.deepEqual(readPlace({ ...place, token: 'x' }), place);
    assert.deepEqual(readReference({ ...place, token: 'x' }), place);
    assert.deepEqual(readReference({ profile: 'personal:one', token: 'x' }), { profile: 'personal:one' });
  });

  const garbage: unknown[] = [
    ...[undefined, null, 0, true, '', 'file:///a.txt', [], [place], {}, () => place],
    ...[{ profile: 1 }, { profile: null }, { profile: ['personal:one'] }],
    ...[1, null, undefined, {}, ['file:///a.txt']].map((uri) => ({ ...place, uri })),
    ...[-1, 0.5, NaN, Infinity, 2 ** 53, '1', null, undefined, {}].flatMap((count) => [
      { ...place, line: count },
      { ...place, character: count },
    ]),
  ];
  for (const [i, value] of garbage.entries()) {
    it(`is not read from garbage (${i})`, () => {
      assert.equal(readReference(value), undefined);
      assert.equal(readPlace(value), undefined);
      assert.equal(readAnswerReference(value), undefined);
    });
  }

  it('to an answer is told from one to a token', () => {
    const reference = { profile: 'personal:one', inquiry: 'userinfo' } as const;
    assert.deepEqual(readAnswerReference({ ...reference, claims: {} }), reference);
    for (const inquiry of [undefined, 'token', 1])
      assert.equal(readAnswerReference({ ...reference, inquiry }), undefined);
  });
});
