import assert from 'node:assert/strict';
import { Ticker } from '../../../src/base/ticker';

/** A clock that only the test moves, and its timers. */
class Clock {
  time = 1_000_000;
  started = 0;
  fired = 0;
  private timers = new Set<{ at: number; callback: () => void }>();

  readonly now = () => this.time;
  readonly startTimer = (callback: () => void, delay: number) => {
    assert.ok(delay >= 0 && delay < 2 ** 31, `a delay of ${delay} ms`);
    const timer = { at: this.time + delay, callback };
    this.started++;
    this.timers.add(timer);
    assert.equal(this.timers.size, 1, 'there is one timer');
    return () => void this.timers.delete(timer);
  };

  get running(): number {
    return this.timers.size;
  }

  /** Moves the clock, and fires the timers that become due, in order. */
  pass(milliseconds: number): void {
    const end = this.time + milliseconds;
    for (;;) {
      const next = [...this.timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.time = Math.max(this.time, next.at);
      this.timers.delete(next);
      this.fired++;
      next.callback();
    }
    this.time = end;
  }
}

describe('the ticker', () => {
  function world() {
    const clock = new Clock();
    const ticker = new Ticker(clock.now, clock.startTimer);
    const calls: string[] = [];
    const watcher = (name: string) => () => void calls.push(`${name} ${clock.time - 1_000_000}`);
    return { clock, ticker, calls, watcher };
  }

  it('has no timer while nothing is due', () => assert.equal(world().clock.running, 0));

  it('calls each callback once at its time, with one timer', () => {
    const { clock, ticker, calls, watcher } = world();
    ticker.callAfter(300, watcher('c'));
    ticker.callAfter(100, watcher('a'));
    ticker.callAfter(200, watcher('b'));
    clock.pass(10_000);
    assert.deepEqual(calls, ['a 100', 'b 200', 'c 300']);
    assert.equal(clock.fired, 3);
    assert.equal(clock.running, 0);
  });

  it('fires once for callbacks that are due at the same moment', () => {
    const { clock, ticker, calls, watcher } = world();
    for (const name of ['a', 'b', 'c']) ticker.callAfter(100, watcher(name));
    clock.pass(10_000);
    assert.deepEqual(calls, ['a 100', 'b 100', 'c 100']);
    assert.equal(clock.fired, 1);
  });

  it('replaces an earlier call with the same callback', () => {
    const { clock, ticker, calls, watcher } = world();
    const a = watcher('a');
    ticker.callAfter(100, a);
    ticker.callAfter(500, a);
    clock.pass(499);
    assert.equal(clock.fired, 0);
    clock.pass(1);
    assert.deepEqual(calls, ['a 500']);
  });

  it('cancels a callback, and its timer, for Infinity', () => {
    const { clock, ticker, calls, watcher } = world();
    const a = watcher('a');
    ticker.callAfter(100, a);
    ticker.callAfter(Infinity, a);
    assert.equal(clock.running, 0);
    clock.pass(10_000);
    assert.deepEqual(calls, []);
  });

  it('cancels a callback for NaN', () => {
    const { clock, ticker, calls, watcher } = world();
    const a = watcher('a');
    ticker.callAfter(100, a);
    ticker.callAfter(NaN, a);
    assert.equal(clock.running, 0);
    ticker.callAfter(NaN, watcher('b'));
    ticker.callAfter(100, watcher('c'));
    clock.pass(10_000);
    assert.deepEqual(calls, ['c 100']);
  });

  it('keeps its timer while the next due time stays the same', () => {
    const { clock, ticker, watcher } = world();
    ticker.callAfter(100, watcher('a'));
    ticker.callAfter(500, watcher('b'));
    ticker.callAfter(Infinity, watcher('c'));
    assert.equal(clock.started, 1);
  });

  it('lets what may wait go with others, once for all, and calls it at the latest moment alone', () => {
    const { clock, ticker, calls, watcher } = world();
    ticker.callAfter(100, watcher('patient'), 1000);
    ticker.callAfter(500, watcher('exact'));
    ticker.callAfter(600, watcher('more patient'), 5000);
    clock.pass(10_000);
    assert.deepEqual(calls, ['patient 500', 'exact 500', 'more patient 5000']);
    assert.equal(clock.fired, 2);
  });

  it('wakes once a minute for a hundred that may each be a minute late', () => {
    const { clock, ticker } = world();
    for (let index = 0; index < 100; index++) {
      const again = () => ticker.callAfter(60_000, again, 120_000);
      ticker.callAfter(600 * index, again, 600 * index + 60_000);
    }
    clock.pass(60 * 60_000);
    assert.ok(clock.fired <= 60, `${clock.fired} times`);
  });

  it('fires only as often as a callback asks for it', () => {
    const { clock, ticker, calls } = world();
    const again = () => {
      calls.push('tick');
      ticker.callAfter(1000, again);
    };
    ticker.callAfter(1000, again);
    clock.pass(60_000);
    assert.equal(calls.length, 60);
    assert.equal(clock.fired, 60);
    assert.equal(clock.started, 61);
  });

  it('starts one timer for all callbacks that ask again while they are called', () => {
    const { clock, ticker, calls } = world();
    for (const delay of [1000, 2000, 3000]) {
      ticker.callAfter(100, function again() {
        calls.push(String(delay));
        if (calls.length <= 3) ticker.callAfter(delay, again);
      });
    }
    clock.pass(100);
    assert.equal(clock.started, 2);
    clock.pass(10_000);
    assert.deepEqual(calls, ['1000', '2000', '3000', '1000', '2000', '3000']);
  });

  it('lets a callback cancel or postpone another that is due', () => {
    const { clock, ticker, calls, watcher } = world();
    const [b, c] = [watcher('b'), watcher('c')];
    ticker.callAfter(100, () => {
      ticker.callAfter(Infinity, b);
      ticker.callAfter(400, c);
    });
    ticker.callAfter(100, b);
    ticker.callAfter(100, c);
    clock.pass(10_000);
    assert.deepEqual(calls, ['c 500']);
  });

  it('waits longer than the longest timer', () => {
    const { clock, ticker, calls, watcher } = world();
    const century = 100 * 365 * 86_400_000;
    ticker.callAfter(century, watcher('a'));
    clock.pass(century - 1);
    assert.deepEqual(calls, []);
    clock.pass(1);
    assert.deepEqual(calls, [`a ${century}`]);
  });

  it('does not call early if a timer fires early', () => {
    const { clock, calls, watcher } = world();
    let early = true;
    const ticker = new Ticker(clock.now, (callback, delay) => {
      const stop = clock.startTimer(callback, early ? delay - 1 : delay);
      early = false;
      return stop;
    });
    ticker.callAfter(100, watcher('a'));
    clock.pass(99);
    assert.equal(clock.fired, 1);
    assert.deepEqual(calls, []);
    clock.pass(1);
    assert.deepEqual(calls, ['a 100']);
  });

  it('calls at once the callbacks that became due while the machine slept', () => {
    const { clock, ticker, calls, watcher } = world();
    ticker.callAfter(100, watcher('a'));
    ticker.callAfter(200, watcher('b'));
    clock.time += 5000;
    clock.pass(0);
    assert.deepEqual(calls, ['a 5000', 'b 5000']);
    assert.equal(clock.fired, 1);
  });

  it('calls a callback that is already due at the next turn', () => {
    const { clock, ticker, calls, watcher } = world();
    ticker.callAfter(-5, watcher('a'));
    assert.deepEqual(calls, []);
    clock.pass(0);
    assert.deepEqual(calls, ['a 0']);
  });

  it('calls the other callbacks even if one throws', () => {
    const { clock, ticker, calls, watcher } = world();
    ticker.callAfter(100, () => {
      throw new Error('broken');
    });
    ticker.callAfter(100, watcher('b'));
    ticker.callAfter(200, watcher('c'));
    assert.throws(() => clock.pass(100), /broken/);
    clock.pass(100);
    assert.deepEqual(calls, ['b 100', 'c 200']);
  });

  it('calls nothing once it is disposed', () => {
    const { clock, ticker, calls, watcher } = world();
    ticker.callAfter(100, watcher('a'));
    ticker.dispose();
    ticker.callAfter(100, watcher('b'));
    assert.equal(clock.running, 0);
    clock.pass(10_000);
    assert.deepEqual(calls, []);
  });

  it('uses the system’s timers by default', async () => {
    const ticker = new Ticker(Date.now);
    await new Promise<void>((resolve) => ticker.callAfter(1, resolve));
    ticker.dispose();
  });
});
