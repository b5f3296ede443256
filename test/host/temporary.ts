import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

export interface TemporaryFolder {
  readonly path: string;
  remove(): Promise<void>;
}

/** A new folder, deleted by `remove`, or when this process exits. The name is short: macOS limits the paths of sockets. */
export async function temporaryFolder(): Promise<TemporaryFolder> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'tdeck-'));
  // A program that was just ended may still write to its log while the folder is deleted.
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
