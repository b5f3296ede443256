import type { Disposable } from '../base/event';
import type { StartTimer } from '../base/ticker';
import { Turns } from '../base/turns';
import { auditLine, readAudit, type AuditEntry } from './audit-entry';

/** A file of the audit. */
export interface AuditFile {
  name: string;
  bytes: number;
  /** When it was written last, in milliseconds since 1970. */
  changed: number;
}

/** The folder of the audit: one file for each window. */
export interface AuditFolder {
  /** Its files; none where there is no folder. */
  list(): Promise<AuditFile[]>;
  read(name: string): Promise<string>;
  /** Adds to the end of a file. Makes the file, and the folder, where they are missing. */
  append(name: string, text: string): Promise<void>;
  /** The same before it returns: when a window closes, there is no time for more. */
  appendNow(name: string, text: string): void;
  /** Replaces what a file holds, so that a crash leaves either the one or the other. */
  replace(name: string, text: string): Promise<void>;
  /** Removes a file, if it is there. */
  remove(name: string): Promise<void>;
}

/** What is kept: so many entries and bytes in a window's file, so many files, none that was not written for so long. */
export const bounds = { entries: 1000, bytes: 256 * 1024, files: 30, age: 30 * 24 * 60 * 60_000 };

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
export class Audit implements Disposable {
  /** This window's file. It is made with the first entry. */
  private readonly name: string;
  private pending = '';
  private stopTimer: (() => void) | undefined;
  private readonly turns = new Turns();
  private hasCollected = false;
  private hasFailed = false;
  /** How much this window's file holds at the most. */
  private held = { entries: 0, bytes: 0 };

  constructor(private readonly parts: AuditParts) {
    this.name = `${new Date(parts.now()).toISOString().replace(/[-:]|\.\d+/g, '')}-${parts.id}.jsonl`;
  }

  /** Keeps an entry. Never throws. */
  add(entry: AuditEntry): void {
    this.pending += auditLine(entry);
    this.stopTimer ??= this.parts.startTimer(() => void this.write(), delay);
  }

  /**
   * The entries of all windows, the newest first.
   * @returns `skipped` is the number of lines that are none, and of files that are too large
   * @throws what the folder throws
   */
  async read(): Promise<{ entries: AuditEntry[]; skipped: number }> {
    await this.write();
    const files = (await this.files()).slice(0, bounds.files);
    const readable = files.filter(({ bytes }) => bytes <= 2 * bounds.bytes);
    // A file may be gone by now: another window removes old ones.
    const texts = await Promise.all(readable.map(({ name }) => this.parts.folder.read(name).catch(() => '')));
    const all = texts.map(readAudit);
    return {
      // Entries of the same time stay in the order of their file, the last first.
      entries: all.flatMap(({ entries }) => entries.reverse()).sort((a, b) => b.at - a.at),
      skipped: all.reduce((sum, { skipped }) => sum + skipped, files.length - readable.length),
    };
  }

  /** Removes the entries of all windows. @throws what the folder throws */
  async clear(): Promise<void> {
    this.pending = '';
    await this.turns.run('', async () => {
      for (const { name } of await this.files()) await this.parts.folder.remove(name);
      this.held = { entries: 0, bytes: 0 };
    });
  }

  dispose(): void {
    this.stopTimer?.();
    try {
      if (this.pending !== '') this.parts.folder.appendNow(this.name, this.pending);
    } catch {
      // The window is closing: no one can be told.
    }
    this.pending = '';
  }

  /** Writes what has come together, once what is under way is written. */
  private write(): Promise<void> {
    return this.turns.run('', async () => {
      this.stopTimer?.();
      this.stopTimer = undefined;
      const text = this.pending;
      this.pending = '';
      if (text === '') return;
      try {
        await this.parts.folder.append(this.name, text);
        await this.bound(text);
        if (!this.hasCollected) await this.collect();
        this.hasCollected = true;
      } catch {
        if (!this.hasFailed) this.parts.log('the audit could not be written');
        this.hasFailed = true;
      }
    });
  }

  /** Leaves the newest half of this window's file where it holds too much. */
  private async bound(added: string): Promise<void> {
    const sizeOf = (text: string) => ({ entries: text.split('\n').length - 1, bytes: bytesOf(text) });
    const { entries, bytes } = sizeOf(added);
    this.held = { entries: this.held.entries + entries, bytes: this.held.bytes + bytes };
    if (this.held.entries <= bounds.entries && this.held.bytes <= bounds.bytes) return;
    const lines = (await this.parts.folder.read(this.name)).split('\n').slice(0, -1);
    let kept = '';
    for (const line of lines.slice(-bounds.entries / 2).reverse()) {
      if (bytesOf(kept) + bytesOf(line) > bounds.bytes / 2) break;
      kept = `${line}\n${kept}`;
    }
    await this.parts.folder.replace(this.name, kept);
    this.held = sizeOf(kept);
  }

  /** Removes files that are old, or too many. */
  private async collect(): Promise<void> {
    const oldest = this.parts.now() - bounds.age;
    const others = (await this.files()).filter(({ name }) => name !== this.name);
    const gone = others.filter(({ changed }, index) => changed < oldest || index >= bounds.files - 1);
    for (const { name } of gone) await this.parts.folder.remove(name);
  }

  /** The files of the audit, those that were written last first. */
  private async files(): Promise<AuditFile[]> {
    const files = await this.parts.folder.list();
    return files.filter(({ name }) => isOurs.test(name)).sort((a, b) => b.changed - a.changed);
  }
}

/** What the name of a file of the audit looks like. */
const isOurs = /^\d{8}T\d{6}Z-[\w-]+\.jsonl$/;

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
