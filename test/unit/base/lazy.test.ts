import assert from 'node:assert/strict';
import { lazy } from '../../../src/base/lazy';

describe('a lazy value', () => {
  it('is loaded at its first use, once for all callers', async () => {
    let loads = 0;
    const value = lazy(async () => ({ load: ++loads }));
    assert.equal(loads, 0);
    const [first, second] = await Promise.all([value(), value()]);
    assert.equal(first, second);
    assert.equal(await value(), first);
    assert.equal(loads, 1);
  });

  it('is loaded by the next call after a failure, which all callers get', async () => {
    let loads = 0;
    const value = lazy(() => (++loads === 1 ? Promise.reject(new Error('offline')) : Promise.resolve('loaded')));
    const calls = await Promise.allSettled([value(), value()]);
    assert.deepEqual(
      calls.map(({ status }) => status),
      ['rejected', 'rejected'],
    );
    assert.equal(await value(), 'loaded');
    assert.equal(loads, 2);
  });
});
