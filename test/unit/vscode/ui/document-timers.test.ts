import assert from 'node:assert/strict';
import { DocumentTimers } from '../../../../src/vscode/ui/document-timers';

describe('the timers of documents', () => {
  /** Timers that the test fires, in order; each with its document's name once it has fired. */
  function world() {
    const running = new Set<() => void>();
    const looked: string[] = [];
    const timers = new DocumentTimers<{ name: string }>(
      ({ name }) => looked.push(name),
      (callback, delay) => {
        assert.equal(delay, 250);
        running.add(callback);
        return () => void running.delete(callback);
      },
    );
    const rest = () => {
      const due = [...running];
      running.clear();
      for (const callback of due) callback();
    };
    return { timers, looked, running, rest };
  }
  const [a, b] = [{ name: 'a' }, { name: 'b' }];

  it('look at a document once after it has rested, however often it changed', () => {
    const { timers, looked, running, rest } = world();
    for (let change = 0; change < 3; change++) timers.lookSoon(a);
    assert.deepEqual([running.size, looked], [1, []]);
    rest();
    assert.deepEqual(looked, ['a']);
    timers.lookSoon(a);
    rest();
    assert.deepEqual(looked, ['a', 'a']);
  });

  it('wait for each document by itself', () => {
    const { timers, looked, running, rest } = world();
    timers.lookSoon(a);
    timers.lookSoon(b);
    assert.equal(running.size, 2);
    rest();
    assert.deepEqual(looked, ['a', 'b']);
  });

  it('do not look at a document that was closed, nor at any after their end', () => {
    const { timers, looked, running, rest } = world();
    timers.lookSoon(a);
    timers.lookSoon(b);
    timers.cancel(a);
    rest();
    assert.deepEqual(looked, ['b']);
    timers.lookSoon(a);
    timers.lookSoon(b);
    timers.dispose();
    assert.equal(running.size, 0);
  });
});
