import assert from 'node:assert/strict';
import { redated } from '../../../src/storage/clock-set-back';
import type { TokenSet } from '../../../src/storage/token-set';
import { TokenStore } from '../../../src/storage/tokens';
import { MemorySecrets } from './memory-secrets';

const hour = 3_600_000;
const day = 24 * hour;
const start = 1_700_000_000_000;
/** Obtained by a clock that is a day ahead. */
const ahead: TokenSet = {
  accessToken: 'a',
  tokenType: 'bearer',
  obtainedAt: start + day,
  expiresAt: start + day + hour,
};

describe('a token that was obtained before the clock was set back', () => {
  const rows: [what: string, passed: number, clockIsAt: number, expected: Partial<TokenSet> | undefined][] = [
    ['keeps its dates while the clock runs on', hour, start + day + hour, undefined],
    ['keeps them when the clock is corrected a little', 0, start + day - 30_000, undefined],
    ['keeps them when the clock is set forward', 0, start + 2 * day, undefined],
    ['is dated by the clock as it is now', 600_000, start + 600_000, { obtainedAt: start, expiresAt: start + hour }],
    ['has expired at its time, not a day later', day, start + day, { obtainedAt: start, expiresAt: start + hour }],
  ];
  for (const [what, passed, clockIsAt, expected] of rows) {
    it(what, () => {
      const found = redated(ahead, 5, { now: () => clockIsAt, elapsed: () => 5 + passed });
      assert.deepEqual(found, expected && { ...ahead, ...expected });
    });
  }

  it('keeps its own exp, which is by the provider’s clock', () => {
    const found = redated({ ...ahead, expirySource: 'exp' }, 0, { now: () => start, elapsed: () => 0 });
    assert.equal(found?.expiresAt, ahead.expiresAt);
  });

  it('is noticed when it is used, and does not replace what another window has stored since', async () => {
    const time = { now: start + day, elapsed: 0 };
    const secrets = new MemorySecrets();
    const clocks = { now: () => time.now, elapsed: () => time.elapsed };
    const quiet = () => undefined;
    const store = new TokenStore(secrets, () => true, quiet, clocks);
    const elsewhere = new TokenStore(secrets.otherWindow(), () => true, quiet, clocks);
    await store.set('token.k', ahead);
    Object.assign(time, { now: start + 60_000, elapsed: 60_000 });
    const renewed = { ...ahead, accessToken: 'renewed', obtainedAt: time.now, expiresAt: time.now + hour };
    const stored = elsewhere.set('token.k', renewed);
    assert.equal(store.peek('token.k')?.obtainedAt, start);
    assert.equal(store.peek('token.k')?.expiresAt, start + hour);
    await stored;
    await secrets.settled();
    assert.deepEqual(await store.reread('token.k'), renewed);
    assert.deepEqual(await elsewhere.reread('token.k'), renewed);
  });
});
