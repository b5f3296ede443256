import assert from 'node:assert/strict';
import { isCancelled } from '../../../src/faults/fault';
import { Shared } from '../../../src/base/shared';

/** Work that ends when told, and what was done with it. */
function work() {
  const starts: AbortSignal[] = [];
  const ends: { resolve: (value: string) => void; reject: (reason: unknown) => void }[] = [];
  const start = (signal: AbortSignal): Promise<string> => {
    starts.push(signal);
    let resolve!: (value: string) => void;
    let reject!: (reason: unknown) => void;
    const promise = new Promise<string>((yes, no) => ([resolve, reject] = [yes, no]));
    ends.push({ resolve, reject });
    return promise;
  };
  return { starts, ends, start };
}

describe('tokens: shared work', () => {
  it('is done once for all who ask while it runs', async () => {
    const shared = new Shared<string>();
    const { starts, ends, start } = work();
    const asked = [
      shared.run('k', start),
      shared.run('k', start),
      shared.run('k', start, new AbortController().signal),
    ];
    assert.ok(shared.has('k'));
    ends[0]?.resolve('done');
    assert.deepEqual(await Promise.all(asked), ['done', 'done', 'done']);
    assert.equal(starts.length, 1);
    assert.ok(!shared.has('k'));
  });

  it('is apart under another key', async () => {
    const shared = new Shared<string>();
    const { ends, start } = work();
    const [a, b] = [shared.run('a', start), shared.run('b', start)];
    ends[1]?.resolve('b');
    assert.equal(await b, 'b');
    assert.ok(shared.has('a'));
    ends[0]?.resolve('a');
    assert.equal(await a, 'a');
  });

  it('goes on when one of two leaves', async () => {
    const shared = new Shared<string>();
    const { starts, ends, start } = work();
    const leaving = new AbortController();
    const [left, stayed] = [shared.run('k', start, leaving.signal), shared.run('k', start)];
    leaving.abort();
    await assert.rejects(left, isCancelled);
    assert.equal(starts[0]?.aborted, false);
    ends[0]?.resolve('done');
    assert.equal(await stayed, 'done');
  });

  it('is aborted when the last one leaves, and can be started again at once', async () => {
    const shared = new Shared<string>();
    const { starts, ends, start } = work();
    const callers = [new AbortController(), new AbortController()];
    const asked = callers.map((caller) => shared.run('k', start, caller.signal));
    callers[0]?.abort();
    await assert.rejects(asked[0] as Promise<string>, isCancelled);
    assert.equal(starts[0]?.aborted, false);
    callers[1]?.abort();
    await assert.rejects(asked[1] as Promise<string>, isCancelled);
    assert.equal(starts[0]?.aborted, true);
    assert.ok(!shared.has('k'));
    const again = shared.run('k', start);
    ends[0]?.reject(new Error('aborted'));
    ends[1]?.resolve('second');
    assert.equal(await again, 'second');
    assert.equal(starts.length, 2);
  });

  it('that was left does not take the place of what was started after it', async () => {
    const shared = new Shared<string>();
    const { ends, start } = work();
    const caller = new AbortController();
    const left = shared.run('k', start, caller.signal);
    caller.abort();
    await assert.rejects(left, isCancelled);
    const again = shared.run('k', start);
    ends[0]?.resolve('late');
    await new Promise((resolve) => setImmediate(resolve));
    assert.ok(shared.has('k'));
    ends[1]?.resolve('second');
    assert.equal(await again, 'second');
  });

  it('fails for all who wait, and is tried again by the next', async () => {
    const shared = new Shared<string>();
    const { ends, start } = work();
    const asked = [shared.run('k', start), shared.run('k', start)];
    ends[0]?.reject(new Error('broken'));
    for (const one of asked) await assert.rejects(one, /broken/);
    const again = shared.run('k', start);
    ends[1]?.resolve('done');
    assert.equal(await again, 'done');
  });

  it('that fails at once leaves nothing behind', async () => {
    const shared = new Shared<string>();
    const broken = () => {
      throw new Error('broken');
    };
    await assert.rejects(shared.run('k', broken), /broken/);
    assert.ok(!shared.has('k'));
  });

  it('is not started for one who has left already', async () => {
    const shared = new Shared<string>();
    const { starts, start } = work();
    await assert.rejects(shared.run('k', start, AbortSignal.abort()), isCancelled);
    assert.equal(starts.length, 0);
  });

  it('leaves nothing behind at a signal that lives on', async () => {
    const shared = new Shared<string>();
    const { signal } = new AbortController();
    let listening = 0;
    const { addEventListener, removeEventListener } = signal;
    signal.addEventListener = (...call: Parameters<typeof addEventListener>) => {
      listening++;
      addEventListener.apply(signal, call);
    };
    signal.removeEventListener = (...call: Parameters<typeof removeEventListener>) => {
      listening--;
      removeEventListener.apply(signal, call);
    };
    await shared.run('k', () => Promise.resolve('done'), signal);
    await assert.rejects(shared.run('k', () => Promise.reject(new Error('broken')), signal));
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(listening, 0);
  });
});
