import assert from 'node:assert/strict';
import { aheadOf, freshness, type Freshness } from '../../../src/tokens/freshness';

const now = 1_000_000;
/** A token with so many seconds of life, of which so many are left. */
const token = (life: number, left: number) => ({
  obtainedAt: now - (life - left) * 1000,
  expiresAt: now + left * 1000,
});

describe('tokens: freshness', () => {
  const cases: [what: string, life: number, left: number, ahead: number, needed: number, expected: Freshness][] = [
    ['just obtained', 3600, 3600, 60, 0, 'fresh'],
    ['as much left as the refresh is ahead', 3600, 60, 60, 0, 'fresh'],
    ['a millisecond less', 3600, 59.999, 60, 0, 'stale'],
    ['a millisecond left', 3600, 0.001, 60, 0, 'stale'],
    ['nothing left', 3600, 0, 60, 0, 'expired'],
    ['long expired', 3600, -9999, 60, 0, 'expired'],
    ['expired, nothing ahead', 3600, 0, 0, 0, 'expired'],
    ['almost expired, nothing ahead', 3600, 0.001, 0, 0, 'fresh'],
    ['a short life: half of it', 30, 15, 60, 0, 'fresh'],
    ['a short life: less than half', 30, 14.999, 60, 0, 'stale'],
    ['a short life that just began', 30, 30, 60, 0, 'fresh'],
    ['more is needed than is left', 3600, 300, 60, 301, 'stale'],
    ['as much is needed as is left', 3600, 300, 60, 300, 'fresh'],
    ['less is needed than the refresh is ahead', 3600, 50, 60, 10, 'stale'],
    ['more is needed than the token ever lived', 30, 30, 60, 60, 'stale'],
    ['obtained after its expiry', -10, 5, 60, 0, 'fresh'],
  ];
  for (const [what, life, left, ahead, needed, expected] of cases) {
    it(`${what}: ${expected}`, () => assert.equal(freshness(token(life, left), now, ahead, needed), expected));
  }
  const future: [what: string, ahead: number, left: number, expected: Freshness][] = [
    ['by a minute', 60_000, 86_400_000, 'fresh'],
    ['by more than a minute', 60_001, 86_400_000, 'stale'],
    ['by a day', 86_400_000, 2 * 86_400_000, 'stale'],
    ['after its own expiry, which has passed', 86_400_000, -1, 'expired'],
  ];
  for (const [what, ahead, left, expected] of future) {
    it(`obtained in the future ${what}: ${expected}`, () =>
      assert.equal(freshness({ obtainedAt: now + ahead, expiresAt: now + left }, now, 60), expected));
  }
  it('is “fresh” where the expiry is unknown, whatever is needed', () => {
    assert.equal(freshness({ obtainedAt: 0 }, now, 60, 1e9), 'fresh');
  });
  it('is “fresh” where no caller asks for more', () => assert.equal(freshness(token(3600, 61), now, 60), 'fresh'));

  const aheads: [what: string, life: number, ahead: number, milliseconds: number][] = [
    ['a long life', 3600, 60, 60_000],
    ['a short life', 30, 60, 15_000],
    ['a negative life', -30, 60, 0],
    ['nothing ahead', 3600, 0, 0],
  ];
  for (const [what, life, ahead, milliseconds] of aheads) {
    it(`${what}: stale ${milliseconds} ms before its end`, () =>
      assert.equal(aheadOf(token(life, life), ahead), milliseconds));
  }
  it('is what the profile says where the expiry is unknown', () =>
    assert.equal(aheadOf({ obtainedAt: 0 }, 60), 60_000));
});
