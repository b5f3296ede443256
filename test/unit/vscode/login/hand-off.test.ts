import assert from 'node:assert/strict';
import { HandOff } from '../../../../src/vscode/login/hand-off';
import { PendingLogins } from '../../../../src/vscode/login/pending';
import { MemorySecrets } from '../../storage/memory-secrets';
import { eventually } from '../../../support/eventually';
import { faultOf } from '../../faults/fault-of';

/** Windows over one SecretStorage, with a clock and timers of their own. */
function windowsOver(memory = new MemorySecrets()) {
  const clock = { now: 1_800_000_000_000 };
  const timers: { callback: () => void; at: number }[] = [];
  const lines: string[] = [];
  const open = () => {
    const secrets = memory.otherWindow();
    const pending = new PendingLogins();
    const handOff = new HandOff(
      secrets,
      pending,
      (line) => lines.push(line),
      () => clock.now,
      (callback, delay) => (timers.push({ callback, at: clock.now + delay }), () => undefined),
    );
    const begin = (state: string) => {
      const over = new AbortController();
      handOff.expect(state, over.signal);
      const answer = pending.wait(state, 300_000, over.signal);
      return { answer, end: () => over.abort() };
    };
    return { handOff, begin, secrets };
  };
  const stored = (prefix: string) => [...memory.entries.keys()].filter((key) => key.startsWith(prefix));
  return { open, memory, clock, timers, lines, stored };
}

const answer = (state: string) => new URLSearchParams({ code: 'c0de+&', state });

describe('a redirect that reaches another window', () => {
  it('finds the one whose login waits for it, and nothing remains', async () => {
    const { open, memory, stored, lines } = windowsOver();
    const [owner, other] = [open(), open()];
    const login = owner.begin('st4te');
    await eventually('others know of it', () => stored('awaited').length === 1);
    assert.equal(await other.handOff.deliver(answer('st4te')), 'handed-over');
    assert.equal((await login.answer).get('code'), 'c0de+&');
    login.end();
    await eventually('nothing remains', () => memory.entries.size === 0);
    assert.doesNotMatch(lines.join(), /c0de|st4te/);
    assert.equal(await other.handOff.deliver(answer('st4te')), 'unknown-state', 'it is used once');
  });

  it('is kept under a hash of its state', async () => {
    const { open, memory, stored } = windowsOver();
    const login = open().begin('st4te');
    await eventually('others know of it', () => stored('awaited').length === 1);
    assert.doesNotMatch(JSON.stringify([...memory.entries]), /st4te/);
    login.end();
    await faultOf(login.answer);
  });

  it('is not kept where no login waits for it, whoever sends it', async () => {
    const { open, memory, stored } = windowsOver();
    const [owner, other] = [open(), open()];
    const login = owner.begin('st4te');
    await eventually('others know of it', () => stored('awaited').length === 1);
    for (const params of [
      answer('another'),
      new URLSearchParams({ code: 'c' }),
      new URLSearchParams('state=a&state=b'),
    ])
      assert.match(await other.handOff.deliver(params), /unknown-state|no-state/);
    const huge = new URLSearchParams({ code: 'c'.repeat(20_000), state: 'st4te' });
    assert.equal(await other.handOff.deliver(huge), 'unknown-state');
    assert.equal(memory.entries.size, 1);
    login.end();
    await faultOf(login.answer);
    await eventually('nothing remains', () => memory.entries.size === 0);
  });

  it('is gone after a minute where its window is', async () => {
    const { open, memory, stored, clock, timers } = windowsOver();
    const [owner, other] = [open(), open()];
    owner.begin('st4te').answer.catch(() => undefined);
    await eventually('others know of it', () => stored('awaited').length === 1);
    // It crashed.
    owner.handOff.dispose();
    assert.equal(await other.handOff.deliver(answer('st4te')), 'handed-over');
    assert.equal(stored('arrived').length, 1);
    const [timer] = timers;
    assert.equal(timer && timer.at - clock.now, 60_000);
    timer?.callback();
    await eventually('it is gone', () => stored('arrived').length === 0);
    clock.now += 10 * 60_000;
    await open().handOff.sweep();
    assert.equal(memory.entries.size, 0);
  });

  it('that was left behind is swept once its time is up, and what others wait for stays', async () => {
    const { open, memory, stored, clock } = windowsOver();
    const garbage: [string, string][] = [
      ['arrived-redirect.a', '{'],
      ['awaited-redirect.b', '{"version":1,"until":"x"}'],
      ['arrived-redirect.c', `{"version":1,"query":"code=c","until":${clock.now - 1}}`],
      ['awaited-redirect.d', `{"version":1,"until":${clock.now + 86_400_000}}`],
      ['token.e', '{'],
    ];
    for (const [key, text] of garbage) memory.entries.set(key, text);
    const login = open().begin('st4te');
    await eventually('others know of it', () => stored('awaited').length === 3);
    await open().handOff.sweep();
    assert.deepEqual(
      [...memory.entries.keys()].map((key) => key.split('.')[0]),
      ['token', 'awaited-redirect'],
    );
    login.end();
    await faultOf(login.answer);
  });

  it('that reaches its own window needs no store', async () => {
    const { open, memory, lines } = windowsOver();
    memory.storeFailure = new Error('no keyring');
    const owner = open();
    owner.secrets.storeFailure = memory.storeFailure;
    const login = owner.begin('st4te');
    assert.equal(await owner.handOff.deliver(answer('st4te')), 'taken');
    assert.equal((await login.answer).get('state'), 'st4te');
    await eventually('the log says so', () => lines.length > 0);
    login.end();
  });
});
