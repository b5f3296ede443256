// Node’s files rather than `vscode.workspace.fs`, which cannot append, and does nothing any more once a window closes.
import { appendFileSync, mkdirSync } from 'node:fs';
import { appendFile, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { AuditFolder } from './audit';

/** Only the user may read it. */
const mode = 0o600;
const folderMode = { recursive: true, mode: 0o700 } as const;

/** A folder of files on this machine. @param folder its path; made when it is first needed */
export function auditFolder(folder: string): AuditFolder {
  const at = (name: string) => path.join(folder, name);
  return {
    async list() {
      const names = await readdir(folder).catch(ifMissing<string[]>([]));
      const files = names.map(async (name) => {
        const found = await stat(at(name)).catch(ifMissing(undefined));
        return found?.isFile() === true ? [{ name, bytes: found.size, changed: found.mtimeMs }] : [];
      });
      return (await Promise.all(files)).flat();
    },
    read: (name) => readFile(at(name), 'utf8'),
    async append(name, text) {
      await mkdir(folder, folderMode);
      await appendFile(at(name), text, { mode });
    },
    appendNow(name, text) {
      mkdirSync(folder, folderMode);
      appendFileSync(at(name), text, { mode });
    },
    async replace(name, text) {
      await writeFile(at(`${name}.new`), text, { mode });
      await rename(at(`${name}.new`), at(name));
    },
    remove: (name) => rm(at(name), { force: true }),
  };
}

function ifMissing<T>(value: T): (thrown: unknown) => T {
  return (thrown) => {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return value;
    throw thrown;
  };
}
