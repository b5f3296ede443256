import assert from 'node:assert/strict';
import { Fault } from '../../../src/faults/fault';
import type { FaultCode } from '../../../src/faults/table';
import { noLock, type WindowLock } from '../../../src/storage/window-lock';
import { ProgramLogins, quietTime } from '../../../src/tokens/program-logins';
import { faultOf } from '../faults/fault-of';
import { MemorySecrets } from '../storage/memory-secrets';

describe('tokens: logins that programs cause', () => {
  const time = { now: 1_000_000_000 };
  const windowOver = (memory: MemorySecrets, lock = noLock) => new ProgramLogins(lock, memory, () => time.now);
  const ends = (code: FaultCode) => () => Promise.reject(new Fault(code, 'No.'));
  const succeeds = () => Promise.resolve('signed in');

  const ends5: [code: FaultCode, quiet: boolean][] = [
    ['cancelled', true],
    ['login-timeout', true],
    ['login-refused', true],
    ['unreachable', false],
    ['port-in-use', false],
    ['id-token-invalid', false],
  ];
  for (const [code, isQuiet] of ends5) {
    it(`are ${isQuiet ? 'not asked for again for five minutes' : 'asked for again'} after one that ended with ${code}, in every window`, async () => {
      const memory = new MemorySecrets();
      const other = windowOver(memory.otherWindow());
      assert.equal((await faultOf(windowOver(memory).inTurn('token.k', ends(code)))).code, code);
      time.now += quietTime - 1;
      const again = other.inTurn('token.k', succeeds);
      if (isQuiet) assert.equal((await faultOf(again)).code, 'interaction-required');
      else assert.equal(await again, 'signed in');
      assert.equal(await other.inTurn('token.another', succeeds), 'signed in', 'another profile’s is not concerned');
      time.now += 1;
      assert.equal(await other.inTurn('token.k', succeeds), 'signed in');
    });
  }

  it('are not asked for after a person closed one', async () => {
    const logins = windowOver(new MemorySecrets());
    await faultOf(logins.ofPerson('token.k', ends('cancelled')));
    assert.equal((await faultOf(logins.inTurn('token.k', succeeds))).code, 'interaction-required');
  });

  it('never keep a person’s own from beginning, and are allowed again once that succeeded', async () => {
    const memory = new MemorySecrets();
    const logins = windowOver(memory);
    await faultOf(logins.inTurn('token.k', ends('cancelled')));
    assert.equal(await logins.ofPerson('token.k', succeeds), 'signed in');
    assert.equal(await logins.inTurn('token.k', succeeds), 'signed in');
    assert.deepEqual([...memory.entries], []);
  });

  it('that a program itself gave up are asked for again', async () => {
    const logins = windowOver(new MemorySecrets());
    const program = new AbortController();
    const given = logins.inTurn('token.k', async () => (program.abort(), ends('cancelled')()), program.signal);
    assert.equal((await faultOf(given)).code, 'cancelled');
    assert.equal(await logins.inTurn('token.k', succeeds), 'signed in');
  });

  it('are asked for again where a clock was set back by more than that', async () => {
    const logins = windowOver(new MemorySecrets());
    await faultOf(logins.inTurn('token.k', ends('cancelled')));
    time.now -= 86_400_000;
    assert.equal(await logins.inTurn('token.k', succeeds), 'signed in');
  });

  it('are one at a time', async () => {
    const turns: string[] = [];
    let last: Promise<unknown> = Promise.resolve();
    const lock: WindowLock = {
      ...noLock,
      run: (name, work) => {
        turns.push(name);
        const mine = last.then(work);
        last = mine.catch(() => undefined);
        return mine;
      },
    };
    const memory = new MemorySecrets();
    const [first, second] = [windowOver(memory, lock), windowOver(memory.otherWindow(), lock)];
    let running = 0;
    const login = async () => {
      assert.equal(++running, 1);
      await new Promise((resolve) => setImmediate(resolve));
      running--;
    };
    await Promise.all([
      first.inTurn('token.a', login),
      second.inTurn('token.b', login),
      first.inTurn('token.c', login),
    ]);
    assert.deepEqual(new Set(turns), new Set(['program-login']));
  });

  it('are asked for where nothing can be noted', async () => {
    const memory = new MemorySecrets();
    memory.storeFailure = new Error('no keyring');
    const logins = windowOver(memory);
    assert.equal((await faultOf(logins.inTurn('token.k', ends('cancelled')))).code, 'cancelled');
    assert.equal(await logins.inTurn('token.k', succeeds), 'signed in');
  });

  for (const garbage of ['', '{', '{"version":1}', '{"version":1,"endedAt":"now"}', '{"version":2,"endedAt":1}']) {
    it(`are asked for where the note is ${JSON.stringify(garbage)}`, async () => {
      const memory = new MemorySecrets(new Map([['ended-login.k', garbage]]));
      assert.equal(await windowOver(memory).inTurn('token.k', succeeds), 'signed in');
    });
  }
});
