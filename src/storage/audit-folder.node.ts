// Node’s files rather than `vscode.workspace.fs`, which cannot append, and does nothing any more once a window closes.
import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import type { AuditFolder } from './audit';

/** Only the user may read it. */
const mode = 0o600;

/** A folder of files on this machine. @param folder its path; made when it is first needed */
export function auditFolder(folder: string): AuditFolder {
  const at = (name: string) => path.join(folder, name);
  return {
    list: () =>
      ifThere(() => readdirSync(folder)).flatMap((name) =>
        // Another window may have removed it by now.
        ifThere(() => {
          const found = statSync(at(name));
          return found.isFile() ? [{ name, changed: found.mtimeMs }] : [];
        }),
      ),
    read: (name) => readFileSync(at(name), 'utf8'),
    append(name, text) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      appendFileSync(at(name), text, { mode });
    },
    remove: (name) => rmSync(at(name), { force: true }),
  };
}

function ifThere<T>(list: () => T[]): T[] {
  try {
    return list();
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw thrown;
  }
}
