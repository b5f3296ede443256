import type { Disposable } from '../base/event';
import type { StartTimer } from '../base/ticker';
import { auditLine, readAudit, type AuditEntry } from './audit-entry';

/** A file of the audit. */
export interface AuditFile {
  name: string;
  /** When it was written last, in milliseconds since 1970. */
  changed: number;
}

/**
 * The folder of the audit: one file for each window. Its files are small, and it does everything before it returns: no
 * two writes can overtake each other, and when a window closes there is no time for more.
 */
export interface AuditFolder {
  /** Its files; none where there is no folder. */
  list(): AuditFile[];
  read(name: string): string;
  /** Adds to the end of a file. Makes the file, and the folder, where they are missing. */
  append(name: string, text: string): void;
  /** Removes a file, if it is there. */
  remove(name: string): void;
}

/** What is kept: so many UTF-16 code units in a window’s file (about 1,500 entries), so many files, for so long. */
export const bounds = { length: 256 * 1024, files: 30, age: 30 * 24 * 60 * 60_000 };

/** After so many milliseconds, what has come together is written. */
const delay = 500;

export interface AuditParts {
  folder: AuditFolder;
  /** Random, so that no two windows write into the same file. */
  id: string;
  /** Milliseconds since 1970. */
  now: () => number;
  startTimer: StartTimer;
  /** A line of the log. */
  log: (line: string) => void;
}

/** Which tokens were handed out. It writes after the fact, so no token waits for it, and none is kept back where it fails. */
export interface Audit extends Disposable {
  /** Keeps an entry. */
  add(entry: AuditEntry): void;
  /**
   * The entries of all windows, the newest first.
   * @returns `skipped` is the number of lines that are none, and of files that cannot be read
   * @throws what the folder throws when it is listed
   */
  read(): { entries: AuditEntry[]; skipped: number };
  /** Removes the entries of all windows. @throws what the folder throws */
  clear(): void;
  /** Writes what has come together. Never throws. */
  dispose(): void;
}

/** What the name of a file of the audit looks like. */
const isOurs = /^\d{8}T\d{6}Z-[\w-]+\.jsonl$/;

/** Opens the audit for a window. It touches no file before the first entry. */
export function openAudit({ folder, id, now, startTimer, log }: AuditParts): Audit {
  const own = `${new Date(now()).toISOString().replace(/[-:]|\.\d+/g, '')}-${id}.jsonl`;
  let pending = '';
  let stopTimer: (() => void) | undefined;
  let hasCollected = false;
  let hasFailed = false;
  /** The length of this window's file, at the most. */
  let held = 0;

  /** The files of the audit, those that were written last first. */
  const files = () =>
    folder
      .list()
      .filter(({ name }) => isOurs.test(name))
      .sort((a, b) => b.changed - a.changed);

  /** The content of a file. If it cannot be read, a line that isn't an entry, so it is skipped like any other. */
  const textOf = (name: string) => {
    try {
      return folder.read(name);
    } catch {
      return '?';
    }
  };

  /** Leaves the newest half of this window's file. */
  const bound = () => {
    const text = folder.read(own);
    const from = text.length - bounds.length / 2;
    const kept = from > 0 ? text.slice(text.indexOf('\n', from) + 1) : text;
    folder.remove(own);
    folder.append(own, kept);
    held = kept.length;
  };

  /** Removes files that are old, or too many. */
  const collect = () => {
    const oldest = now() - bounds.age;
    for (const [index, { name, changed }] of files().entries())
      if (changed < oldest || index >= bounds.files) folder.remove(name);
  };

  const write = () => {
    const text = pending;
    stopTimer?.();
    stopTimer = undefined;
    pending = '';
    if (text === '') return;
    try {
      folder.append(own, text);
      held += text.length;
      if (held > bounds.length) bound();
      if (!hasCollected) collect();
      hasCollected = true;
    } catch {
      if (!hasFailed) log('the audit could not be written');
      hasFailed = true;
    }
  };

  return {
    add(entry) {
      pending += auditLine(entry);
      stopTimer ??= startTimer(write, delay);
    },
    read() {
      write();
      const entries: AuditEntry[] = [];
      let skipped = 0;
      for (const { name } of files().slice(0, bounds.files)) {
        const file = readAudit(textOf(name));
        // Entries of the same time stay in the order of their file, the last first.
        entries.push(...file.entries.reverse());
        skipped += file.skipped;
      }
      return { entries: entries.sort((a, b) => (a.time < b.time ? 1 : a.time > b.time ? -1 : 0)), skipped };
    },
    clear() {
      pending = '';
      for (const { name } of files()) folder.remove(name);
    },
    dispose: write,
  };
}
