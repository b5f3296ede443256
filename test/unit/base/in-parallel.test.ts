import assert from 'node:assert/strict';
import { inParallel } from '../../../src/base/in-parallel';

describe('base: work in parallel', () => {
  it('keeps the order of the items, and runs no more than so many at a time', async () => {
    let running = 0;
    let most = 0;
    const waiting: (() => void)[] = [];
    const results = inParallel([1, 2, 3, 4, 5], 2, async (item) => {
      most = Math.max(most, ++running);
      await new Promise<void>((resolve) => {
        // The later one of two ends first.
        waiting.unshift(resolve);
        if (waiting.length === 2 || item === 5) for (const end of waiting.splice(0)) end();
      });
      running--;
      return item * 10;
    });
    assert.deepEqual(await results, [10, 20, 30, 40, 50]);
    assert.equal(most, 2);
  });

  it('of nothing is done', async () => assert.deepEqual(await inParallel([], 3, () => assert.fail()), []));

  it('ends with what the first one that fails throws', async () => {
    const failure = new Error('no');
    await assert.rejects(
      inParallel([1], 3, () => Promise.reject(failure)),
      failure,
    );
  });
});
