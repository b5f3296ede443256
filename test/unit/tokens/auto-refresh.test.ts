import assert from 'node:assert/strict';
import { Ticker } from '../../../src/base/ticker';
import { Fault } from '../../../src/faults/fault';
import type { UsableProfile } from '../../../src/profile/known';
import type { TokenSet } from '../../../src/storage/token-set';
import { AutoRefresh } from '../../../src/tokens/auto-refresh';
import type { GetOptions } from '../../../src/tokens/current-token';
import { usableProfile } from '../storage/profiles-of';

const minute = 60_000;

/** Profiles of machines with tokens of an hour, and a clock that stands still until it is moved. */
function world(count = 1) {
  const clock = { now: 1_800_000_000_000, timers: 0 };
  let timer: { at: number; callback: () => void } | undefined;
  const ticker = new Ticker(
    () => clock.now,
    (callback, delay) => {
      const mine = { at: clock.now + delay, callback };
      timer = mine;
      return () => void (timer === mine && (timer = undefined));
    },
  );
  const profiles = Array.from({ length: count }, (_, index) =>
    usableProfile({ id: `p${index}`, grant: 'client_credentials', clientId: 'c', issuer: 'https://sso.example' }),
  );
  const sets = new Map<string, TokenSet>();
  const gotten: string[] = [];
  const options: GetOptions[] = [];
  const ended: string[] = [];
  const state = { focused: true, failure: undefined as Fault | undefined, renewed: 0 };
  const give = (id: string, minutes = 60) =>
    sets.set(id, {
      ...{ accessToken: `${id} ${state.renewed++}`, tokenType: 'bearer' },
      ...{ obtainedAt: clock.now, expiresAt: clock.now + minutes * minute },
    });
  const refresh = new AutoRefresh({
    watched: () => Promise.resolve(profiles),
    keyOf: ({ id }: UsableProfile) => Promise.resolve(id),
    peek: (key) => sets.get(key),
    async get({ id }, asked) {
      gotten.push(id);
      options.push(asked);
      await Promise.resolve();
      if (state.failure !== undefined) throw state.failure;
      give(id);
      return sets.get(id) ?? assert.fail();
    },
    mayRun: () => state.focused,
    onSessionEnd: ({ id }) => ended.push(id),
    ...{ ticker, random: () => 0, now: () => clock.now },
  });
  const settled = async () => {
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
  };
  const fire = async () => {
    clock.timers++;
    const due = timer;
    timer = undefined;
    due?.callback();
    await settled();
  };
  return {
    ...{ clock, state, gotten, options, ended, sets, give, refresh },
    look: () => (refresh.look(), settled()),
    /** Lets that time pass, with every timer in it. */
    async pass(time: number) {
      const end = clock.now + time;
      while (timer !== undefined && timer.at <= end) {
        clock.now = Math.max(clock.now, timer.at);
        await fire();
      }
      clock.now = end;
    },
    /** Moves the clock without a timer: it was set, or the machine slept. The next timer fires as late as it would have. */
    async jump(time: number) {
      clock.now += time;
      if (timer !== undefined) timer.at += time;
      await settled();
    },
    waits: () => timer !== undefined,
  };
}

describe('tokens: renewed before they expire', () => {
  it('are renewed a minute before the end, again and again, and nobody is asked', async () => {
    const { look, pass, gotten, options, give } = world();
    give('p0');
    await look();
    await pass(58 * minute);
    assert.deepEqual(gotten, []);
    await pass(1.1 * minute);
    assert.deepEqual(gotten, ['p0']);
    await pass(59 * minute);
    assert.deepEqual(gotten, ['p0', 'p0']);
    assert.deepEqual(options[0], { forceRefresh: true, interactive: false });
  });

  it('cost no more than a look a minute, however many there are', async () => {
    const { look, pass, clock, gotten, give } = world(100);
    for (let index = 0; index < 100; index++) give(`p${index}`);
    await look();
    clock.timers = 0;
    await pass(30 * minute);
    assert.ok(clock.timers <= 31, `${clock.timers} timers`);
    assert.deepEqual(gotten, []);
  });

  it('are not renewed in a window without the focus, and at once when it has it again', async () => {
    const { look, pass, state, gotten, give, waits } = world();
    give('p0');
    state.focused = false;
    await look();
    assert.ok(!waits(), 'no timer runs');
    await pass(59.5 * minute);
    assert.deepEqual(gotten, []);
    state.focused = true;
    await look();
    assert.deepEqual(gotten, ['p0']);
  });

  it('are renewed within a minute after the machine slept, also when they have expired', async () => {
    const { look, pass, jump, gotten, give } = world();
    give('p0');
    await look();
    await pass(10 * minute);
    await jump(8 * 60 * minute);
    await pass(minute);
    assert.deepEqual(gotten, ['p0']);
  });

  it('are left for their next use where they had expired before they were seen', async () => {
    const { look, pass, gotten, give, clock } = world();
    give('p0');
    clock.now += 61 * minute;
    await look();
    await pass(120 * minute);
    assert.deepEqual(gotten, []);
  });

  it('are tried again later and later while the provider is down, and as it asks', async () => {
    const { look, pass, state, gotten, give } = world();
    give('p0');
    await look();
    state.failure = new Fault('unreachable', 'No.');
    await pass(59 * minute);
    assert.equal(gotten.length, 1);
    await pass(30_000);
    assert.equal(gotten.length, 2);
    state.failure = new Fault('rate-limited', 'No.', { retryAfter: 600 });
    await pass(minute);
    assert.equal(gotten.length, 3);
    await pass(9.9 * minute);
    assert.equal(gotten.length, 3);
    state.failure = undefined;
    await pass(0.2 * minute);
    assert.equal(gotten.length, 4);
    await pass(58 * minute);
    assert.equal(gotten.length, 4);
  });

  it('are not tried again once their session has ended, which is told once', async () => {
    const { look, pass, state, gotten, give, ended } = world();
    give('p0');
    await look();
    state.failure = new Fault('interaction-required', 'No.');
    await pass(120 * minute);
    await look();
    assert.deepEqual({ gotten, ended }, { gotten: ['p0'], ended: ['p0'] });
    // Someone signed in.
    state.failure = undefined;
    give('p0');
    await look();
    await pass(60 * minute);
    assert.equal(gotten.length, 2);
  });

  it('are not renewed by this window where another one has done it', async () => {
    const { look, pass, gotten, give } = world();
    give('p0');
    await look();
    await pass(58 * minute);
    give('p0');
    await look();
    await pass(30 * minute);
    assert.deepEqual(gotten, []);
  });

  it('are left alone once it is disposed', async () => {
    const { look, pass, gotten, give, refresh, waits } = world();
    give('p0');
    await look();
    refresh.dispose();
    await pass(60 * minute);
    assert.deepEqual(gotten, []);
    assert.ok(!waits());
  });
});
