import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

export interface TemporaryFolder {
  readonly path: string;
  remove(): Promise<void>;
}

/** A new folder that goes when it is removed, or with this process at the latest. The name is short: macOS limits sockets' paths. */
export async function temporaryFolder(): Promise<TemporaryFolder> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'tdeck-'));
  // A program that has just been ended may still write its last log while the folder goes.
  const options = { recursive: true, force: true, maxRetries: 5, retryDelay: 200 };
  const removeAtExit = (): void => rmSync(folder, options);
  process.once('exit', removeAtExit);
  return {
    path: folder,
    async remove() {
      process.removeListener('exit', removeAtExit);
      await rm(folder, options);
    },
  };
}
