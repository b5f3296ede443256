import assert from 'node:assert/strict';
import { ahead, isAhead, validityOf } from '../../../../src/jwt/inspect/validity';

describe('validityOf', () => {
  const now = 10_000_000;
  const rows: [object, ReturnType<typeof validityOf>][] = [
    [{}, { kind: 'unlimited' }],
    [{ expiresAt: 10_060_000 }, { kind: 'valid', distance: 60_000 }],
    [{ expiresAt: 10_000_000 }, { kind: 'expired', distance: 0 }],
    [{ expiresAt: 9_000_000 }, { kind: 'expired', distance: 1_000_000 }],
    [
      { notBefore: 10_001_000, expiresAt: 20_000_000 },
      { kind: 'not-yet', distance: 1000 },
    ],
    [{ notBefore: 10_000_000 }, { kind: 'unlimited' }],
  ];
  for (const [times, expected] of rows) {
    it(`of ${JSON.stringify(times)} is ${expected.kind}`, () => assert.deepEqual(validityOf(times, now), expected));
  }
});

describe('isAhead', () => {
  const rows: [number | undefined, boolean][] = [
    [undefined, false],
    [1_000_000, false],
    [1_060_000, false],
    [1_060_001, true],
  ];
  for (const [issuedAt, expected] of rows) {
    it(`of ${issuedAt} is ${expected}`, () => assert.equal(isAhead(issuedAt, 1_000_000), expected));
  }
});

describe('ahead', () => {
  it('names the claim and both clocks', () =>
    assert.match(ahead(), /^It was issued in the future \(“iat”\): .*or the one/));
});
