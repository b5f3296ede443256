import assert from 'node:assert/strict';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { noLock } from '../../../src/storage/window-lock';
import { FileLock } from '../../../src/storage/window-lock.node';
import { repository } from '../../host/cache';
import { temporaryFolder, type TemporaryFolder } from '../../host/temporary';
import { eventually } from '../../support/eventually';
import { faultOf } from '../faults/fault-of';

describe('storage: the lock between windows', function () {
  this.timeout(120_000);
  let folder: TemporaryFolder;
  let locks: string;
  let counter: string;
  const children: ChildProcess[] = [];
  const lines: string[] = [];

  beforeEach(async () => {
    folder = await temporaryFolder();
    locks = path.join(folder.path, 'locks');
    counter = path.join(folder.path, 'counter');
    await writeFile(counter, '0');
  });
  afterEach(async () => {
    for (const child of children.splice(0)) if (child.exitCode === null) child.kill('SIGKILL');
    assert.deepEqual(lines.splice(0), []);
    await folder.remove();
  });

  const lockHere = () => new FileLock(locks, (line) => lines.push(line));
  function start(...args: string[]): ChildProcess {
    const child = fork(path.join(repository, 'out/test/processes/lock.main.mjs'), [locks, counter, ...args]);
    children.push(child);
    return child;
  }
  /** Waits until the holder has touched its file. @param since when the file was modified last, if that is known */
  async function signOfLife(since: number): Promise<void> {
    const [file = ''] = await readdir(locks);
    const touched = async () => (await stat(path.join(locks, file))).mtimeMs;
    const before = since || (await touched());
    await eventually('a sign of life', async () => (await touched()) > before + 500);
  }
  const ended = async (child: ChildProcess) => {
    const [code] = (await once(child, 'exit')) as [number | null];
    assert.equal(code, 0);
  };

  it('lets one of eight processes work at a time', async () => {
    await Promise.all(Array.from({ length: 8 }, () => ended(start('40'))));
    assert.equal(await readFile(counter, 'utf8'), '320');
    assert.equal((await readdir(locks)).length, 1, 'what is left is one file');
  });

  it('lets one of many calls in one window work at a time', async () => {
    const lock = lockHere();
    let [running, most] = [0, 0];
    const work = async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setImmediate(resolve));
      running--;
    };
    await Promise.all(Array.from({ length: 20 }, () => lock.run('name', work)));
    assert.equal(most, 1);
  });

  it('is free again as soon as its holder is killed', async () => {
    const holder = start('hold');
    const [told] = (await once(holder, 'message')) as [string];
    assert.equal(told, 'held');
    let entered = false;
    const entering = Promise.all([1, 2, 3].map(() => lockHere().run('name', async () => void (entered = true))));
    await signOfLife(0);
    assert.equal(entered, false, 'while it lives, the lock is held');
    holder.kill('SIGKILL');
    await entering;
    assert.ok(entered);
  });

  it('stays with a holder that lives, whatever the time of its file', async () => {
    const holder = start('hold');
    await once(holder, 'message');
    const [file = ''] = await readdir(locks);
    const longAgo = new Date(Date.now() - 86_400_000);
    await utimes(path.join(locks, file), longAgo, longAgo);
    const waiting = new AbortController();
    const entering = lockHere().run('name', () => Promise.resolve(), waiting.signal);
    await signOfLife(longAgo.getTime());
    waiting.abort();
    assert.equal((await faultOf(entering)).code, 'cancelled');
  });

  it('does not keep work under another name from running', async () => {
    const lock = lockHere();
    await lock.run('a', () => lock.run('b', () => Promise.resolve()));
  });

  it('is held while its work runs, and no longer once its holder is killed', async () => {
    const lock = lockHere();
    assert.equal(await lock.isHeld('name'), false);
    await lock.run('name', async () => assert.equal(await lockHere().isHeld('name'), true));
    assert.equal(await lock.isHeld('name'), false);
    const holder = start('hold');
    await once(holder, 'message');
    assert.equal(await lock.isHeld('name'), true);
    const over = once(holder, 'exit');
    holder.kill('SIGKILL');
    await over;
    assert.equal(await lock.isHeld('name'), false);
  });

  it('is released by work that fails', async () => {
    const lock = lockHere();
    await assert.rejects(
      lock.run('name', () => Promise.reject(new Error('no'))),
      /no/,
    );
    assert.equal(await lock.run('name', () => Promise.resolve('yes')), 'yes');
  });

  it('does not keep work from running where there can be no files, and the log says so once', async () => {
    await writeFile(locks, 'a file where the folder would be');
    const lock = lockHere();
    assert.equal(await lock.run('name', () => Promise.resolve('done')), 'done');
    assert.equal(await lock.run('name', () => Promise.resolve('again')), 'again');
    assert.match(lines.splice(0).join('\n'), /^windows cannot wait for each other \(E[A-Z]+\)$/);
  });

  it('deletes files of locks that nobody used for a day, once there are many', async () => {
    const lock = lockHere();
    for (let name = 0; name < 101; name++) await lock.run(`n${name}`, () => Promise.resolve());
    const longAgo = new Date(Date.now() - 2 * 86_400_000);
    for (const file of await readdir(locks)) await utimes(path.join(locks, file), longAgo, longAgo);
    await lock.run('name', () => Promise.resolve());
    assert.deepEqual(await readdir(locks), ['name.1']);
  });

  it('is none where there are no files', async () => {
    assert.equal(await noLock.run('name', () => Promise.resolve('done')), 'done');
    assert.equal(await noLock.isHeld('name'), false);
  });
});
