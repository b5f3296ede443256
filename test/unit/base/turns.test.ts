import assert from 'node:assert/strict';
import { Turns } from '../../../src/base/turns';

/** A task that the test ends, and whether it was begun. */
function task() {
  let end!: (failure?: Error) => void;
  const ended = new Promise<void>((resolve, reject) => (end = (failure) => (failure ? reject(failure) : resolve())));
  const begun = { is: false };
  const run = () => {
    begun.is = true;
    return ended;
  };
  return { run, end, begun };
}

/** Lets everything run that waits for nothing else. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('turns', () => {
  it('do the tasks of one key one after the other', async () => {
    const turns = new Turns();
    const [first, second] = [task(), task()];
    const all = Promise.all([turns.run('k', first.run), turns.run('k', second.run)]);
    await settle();
    assert.deepEqual([first.begun.is, second.begun.is, turns.isTaken('k')], [true, false, true]);
    first.end();
    await settle();
    assert.deepEqual([second.begun.is, turns.isTaken('k')], [true, true]);
    second.end();
    await all;
    assert.equal(turns.isTaken('k'), false);
  });

  it('do not let one key wait for another', async () => {
    const turns = new Turns();
    const [first, other] = [task(), task()];
    const waiting = turns.run('k', first.run);
    other.end();
    await turns.run('other', other.run);
    assert.equal(turns.isTaken('k'), true);
    first.end();
    await waiting;
  });

  it('hand a failure to its caller only, and go on', async () => {
    const turns = new Turns();
    const [first, second] = [task(), task()];
    const failed = turns.run('k', first.run);
    const went = turns.run('k', second.run);
    first.end(new Error('full'));
    second.end();
    await assert.rejects(failed, /full/);
    await went;
  });

  it('are done once the last task of a key has ended, also one that was begun while waiting', async () => {
    const turns = new Turns();
    const [first, second] = [task(), task()];
    let isDone = false;
    const failed = turns.run('k', first.run).catch(() => undefined);
    const done = turns.done('k').then(() => (isDone = true));
    const later = turns.run('k', second.run);
    first.end(new Error('full'));
    await settle();
    assert.equal(isDone, false);
    second.end();
    await Promise.all([failed, done, later]);
    await turns.done('k');
  });

  it('are all done once what was begun has ended', async () => {
    const turns = new Turns();
    const [first, other] = [task(), task()];
    let isDone = false;
    const both = [turns.run('k', first.run), turns.run('other', other.run)];
    const done = turns.allDone().then(() => (isDone = true));
    first.end();
    await settle();
    assert.equal(isDone, false);
    other.end();
    await Promise.all([...both, done]);
  });
});
