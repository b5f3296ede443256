import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { isCancelled } from '../../../src/faults/fault';
import { Shared } from '../../../src/base/shared';

/** Work that the test ends, and a record of its starts. */
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

describe('shared work', () => {
  it('runs once for all callers', async () => {
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

  it('runs separately under another key', async () => {
    const shared = new Shared<string>();
    const { ends, start } = work();
    const [a, b] = [shared.run('a', start), shared.run('b', start)];
    ends[1]?.resolve('b');
    assert.equal(await b, 'b');
    assert.ok(shared.has('a'));
    ends[0]?.resolve('a');
    assert.equal(await a, 'a');
  });

  it('continues when one of two callers cancels', async () => {
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

  it('is aborted when the last caller cancels, and can be started again at once', async () => {
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

  it('does not replace newer work when it ends after it was aborted', async () => {
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

  it('fails for all callers, and starts again for the next one', async () => {
    const shared = new Shared<string>();
    const { ends, start } = work();
    const asked = [shared.run('k', start), shared.run('k', start)];
    ends[0]?.reject(new Error('broken'));
    for (const one of asked) await assert.rejects(one, /broken/);
    const again = shared.run('k', start);
    ends[1]?.resolve('done');
    assert.equal(await again, 'done');
  });

  it('tells when it has ended, however it ends, after it is gone', async () => {
    const shared = new Shared<string>();
    const told: [key: string, isRunning: boolean][] = [];
    shared.onDidEnd((key) => told.push([key, shared.has(key)]));
    await shared.run('done', () => Promise.resolve('done'));
    await assert.rejects(shared.run('broken', () => Promise.reject(new Error('broken'))));
    const dropped = shared.run('dropped', () => new Promise(() => undefined));
    shared.drop('dropped');
    await assert.rejects(dropped, isCancelled);
    const abort = new AbortController();
    const left = shared.run('left', () => new Promise(() => undefined), abort.signal);
    abort.abort();
    await assert.rejects(left, isCancelled);
    assert.deepEqual(told, [
      ['done', false],
      ['broken', false],
      ['dropped', false],
      ['left', false],
    ]);
  });

  it('that has to be finished goes on after its last caller has cancelled', async () => {
    const shared = new Shared<string>(true);
    let finish = (_result: string): void => undefined;
    const abort = new AbortController();
    let isAborted = (): boolean => assert.fail('not started');
    const start = (signal: AbortSignal) => {
      isAborted = () => signal.aborted;
      return new Promise<string>((resolve) => (finish = resolve));
    };
    const left = shared.run('k', start, abort.signal);
    abort.abort();
    await assert.rejects(left, isCancelled);
    assert.ok(shared.has('k') && !isAborted());
    const later = shared.run('k', () => assert.fail('started again'));
    finish('done');
    assert.equal(await later, 'done');
    assert.ok(!shared.has('k'));
  });

  it('leaves nothing behind if it fails to start', async () => {
    const shared = new Shared<string>();
    const broken = () => {
      throw new Error('broken');
    };
    await assert.rejects(shared.run('k', broken), /broken/);
    assert.ok(!shared.has('k'));
  });

  it('does not start for a caller that has already cancelled', async () => {
    const shared = new Shared<string>();
    const { starts, start } = work();
    await assert.rejects(shared.run('k', start, AbortSignal.abort()), isCancelled);
    assert.equal(starts.length, 0);
  });

  it('leaves no listener on a signal that outlives it', async () => {
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

  it('has one listener on the signal of the work, however many callers wait', async () => {
    const shared = new Shared<string>();
    const { starts, ends, start } = work();
    const asked = Array.from({ length: 50 }, () => shared.run('k', start));
    assert.equal(getEventListeners(starts[0] as AbortSignal, 'abort').length, 1);
    shared.drop('k');
    for (const one of asked) await assert.rejects(one, isCancelled);
    ends[0]?.resolve('late');
  });
});
