import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** The folder of the checkout: the nearest one above the running script that contains esbuild.js. */
export const repository: string = findRepository(import.meta.dirname);

/** Where VS Code and Chromium are kept between runs. Git ignores it. */
export const cacheFolder: string = path.join(repository, '.cache');

const lockWait = 5 * 60_000;

function findRepository(from: string): string {
  if (existsSync(path.join(from, 'esbuild.js'))) return from;
  const above = path.dirname(from);
  if (above === from) throw new Error('not run from a checkout of the repository');
  return findRepository(above);
}

/**
 * A folder in the cache that `install` fills once for each `stamp` (the versions in it). It is filled under another name
 * and renamed, so that it is never incomplete. Of several processes one installs, and the others wait.
 * @returns its absolute path
 */
export async function cached(name: string, stamp: object, install: (folder: string) => Promise<void>): Promise<string> {
  const folder = path.join(cacheFolder, name);
  const wanted = JSON.stringify(stamp);
  if (await holds(folder, wanted)) return folder;
  await mkdir(cacheFolder, { recursive: true });
  const unlock = await lock(`${folder}.lock`);
  try {
    if (await holds(folder, wanted)) return folder;
    const fresh = await mkdtemp(`${folder}.new-`);
    try {
      await install(fresh);
      await writeFile(path.join(fresh, 'stamp.json'), wanted);
      // mkdtemp makes it private to one user; others may use what root installed.
      await chmod(fresh, 0o755);
      await rm(folder, { recursive: true, force: true });
      await rename(fresh, folder);
    } finally {
      await rm(fresh, { recursive: true, force: true });
    }
    return folder;
  } finally {
    await unlock();
  }
}

async function holds(folder: string, wanted: string): Promise<boolean> {
  return (await readFile(path.join(folder, 'stamp.json'), 'utf8').catch(() => '')) === wanted;
}

/** Takes a lock by making a folder, which only one process can do. Takes over the lock of a process that is gone. */
async function lock(folder: string): Promise<() => Promise<void>> {
  const until = Date.now() + lockWait;
  for (;;) {
    try {
      await mkdir(folder);
      await writeFile(path.join(folder, 'pid'), String(process.pid));
      return () => rm(folder, { recursive: true, force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    if (await abandoned(folder)) {
      // Renamed first: only one of two processes that find it abandoned can do that.
      const gone = `${folder}.${process.pid}`;
      await rename(folder, gone).catch(() => undefined);
      await rm(gone, { recursive: true, force: true });
      continue;
    }
    if (Date.now() > until)
      throw new Error(`another process has been installing for a long time; if there is none, delete ${folder}`);
    await delay(250);
  }
}

async function abandoned(folder: string): Promise<boolean> {
  const pid = Number(await readFile(path.join(folder, 'pid'), 'utf8').catch(() => ''));
  if (!pid) {
    // The owner makes the folder a moment before it writes the file.
    const made = await stat(folder).catch(() => undefined);
    return made !== undefined && Date.now() - made.mtimeMs > 10_000;
  }
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
