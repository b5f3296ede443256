// Hand-written. proper-lockfile replaces functions of `fs` and of `process`, which other extensions share; its locks end
// early when the clock is set forward, and two processes can take over one dead holder's lock. cross-process-lock looks
// first and writes later. Node has no locks of the operating system.
import { mkdir, open, readdir, readFile, stat, unlink, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { cancelled } from '../faults/fault';
import { beat, holderOf, isGone, lookAgain, pause, released, ticketsOf, type Look } from './lock-ticket';
import type { WindowLock } from './window-lock';

/** More files than this in the folder, and those of locks that nobody used for a day are deleted. */
const many = 100;
const day = 24 * 60 * 60_000;

/** Locks between the processes that use one folder, as the windows of VS Code use an extension's global storage. */
export class FileLock implements WindowLock {
  private readonly host = hostname();
  private hasFailed = false;

  /** @param folder made when it is first needed */
  constructor(
    private readonly folder: string,
    private readonly log: (line: string) => void,
  ) {}

  async run<T>(name: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const release = await this.acquire(name, signal);
    try {
      return await work();
    } finally {
      await release();
    }
  }

  async isHeld(name: string): Promise<boolean> {
    try {
      const highest = ticketsOf(name, await readdir(this.folder)).at(-1);
      return highest !== undefined && (await this.lookAt(name, highest, undefined, 0)) !== undefined;
    } catch {
      return false;
    }
  }

  /** @returns what releases the lock; it does nothing where there can be no files: work goes on without a lock then */
  private async acquire(name: string, signal: AbortSignal | undefined): Promise<() => Promise<void>> {
    let look: Look | undefined;
    let looked = performance.now();
    try {
      await mkdir(this.folder, { recursive: true });
      for (;;) {
        if (signal?.aborted) throw cancelled();
        const highest = ticketsOf(name, await readdir(this.folder)).at(-1) ?? 0;
        const elapsed = performance.now() - looked;
        looked += elapsed;
        look = highest === 0 ? undefined : await this.lookAt(name, highest, look, elapsed);
        if (look === undefined) {
          const mine = await this.take(name, highest);
          if (mine !== undefined) return this.hold(mine);
        } else await delay(pause);
      }
    } catch (thrown) {
      if (signal?.aborted) throw cancelled();
      if (!this.hasFailed) this.log(`windows cannot wait for each other (${(thrown as NodeJS.ErrnoException).code})`);
      this.hasFailed = true;
      return () => Promise.resolve();
    }
  }

  /** @returns undefined where the lock can be taken */
  private async lookAt(
    name: string,
    number: number,
    last: Look | undefined,
    elapsed: number,
  ): Promise<Look | undefined> {
    const file = this.fileOf(name, number);
    const [text, mtime] = await Promise.all([
      readFile(file, 'utf8').catch(ifMissing('')),
      stat(file).then((found) => found.mtimeMs, ifMissing(0)),
    ]);
    if (text === released) return undefined;
    const look = lookAgain(last, `${number} ${mtime}`, elapsed);
    return isGone(holderOf(text), look, this.host, isAlive) ? undefined : look;
  }

  /** Takes the ticket after the one that was looked at. @returns its file; undefined where another process was quicker */
  private async take(name: string, after: number): Promise<string | undefined> {
    const mine = this.fileOf(name, after + 1);
    try {
      await writeFile(mine, '', { flag: 'wx' });
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code === 'EEXIST') return undefined;
      throw thrown;
    }
    // The number may have been taken, released and deleted since: then there are higher ones, and the one before is gone.
    const isCurrent = after === 0 || (await stat(this.fileOf(name, after)).then(() => true, ifMissing(false)));
    const files = await readdir(this.folder);
    const numbers = ticketsOf(name, files);
    if (!isCurrent || numbers.at(-1) !== after + 1) {
      await unlink(mine).catch(ifMissing(undefined));
      return undefined;
    }
    await writeFile(mine, JSON.stringify({ pid: process.pid, host: this.host }));
    // The lowest first: while a number is there, so are those above it.
    for (const number of numbers.slice(0, -1)) await unlink(this.fileOf(name, number)).catch(ifMissing(undefined));
    if (files.length > many) await this.sweep(files, name);
    return mine;
  }

  private hold(file: string): () => Promise<void> {
    const timer = setInterval(() => {
      const now = new Date();
      utimes(file, now, now).catch(() => undefined);
    }, beat);
    return async () => {
      clearInterval(timer);
      // Not created if another process took it over: the file is gone then.
      const opened = await open(file, 'r+').catch(() => undefined);
      await opened?.truncate();
      await opened?.writeFile(released);
      await opened?.close();
    };
  }

  private async sweep(files: readonly string[], except: string): Promise<void> {
    for (const file of files.filter((each) => !each.startsWith(`${except}.`))) {
      const whole = path.join(this.folder, file);
      const isOld = await stat(whole).then(({ mtimeMs }) => Date.now() - mtimeMs > day, ifMissing(false));
      if (isOld && (await readFile(whole, 'utf8').catch(ifMissing(''))) === released)
        await unlink(whole).catch(ifMissing(undefined));
    }
  }

  private fileOf(name: string, number: number): string {
    return path.join(this.folder, `${name}.${number}`);
  }
}

/** The value in place of a file that another window has deleted since it was listed. @throws any other error */
function ifMissing<T>(value: T): (thrown: unknown) => T {
  return (thrown) => {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return value;
    throw thrown;
  };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
