import type { AuditFile, AuditFolder } from '../../../src/storage/audit';

/** The folder of the audit in memory. */
export class MemoryAudit implements AuditFolder {
  /** What its files hold, and when they were written last. */
  readonly files = new Map<string, { text: string; changed: number }>();
  /** What was done with it, in order. */
  readonly calls: string[] = [];
  failure: Error | undefined;

  constructor(private readonly now: () => number) {}

  list(): AuditFile[] {
    this.called('list');
    return [...this.files].map(([name, { changed }]) => ({ name, changed }));
  }
  read(name: string): string {
    this.called('read');
    const file = this.files.get(name);
    if (file === undefined) throw new Error('no such file');
    return file.text;
  }
  append(name: string, text: string): void {
    this.called('append');
    this.files.set(name, { text: (this.files.get(name)?.text ?? '') + text, changed: this.now() });
  }
  remove(name: string): void {
    this.called('remove');
    this.files.delete(name);
  }

  private called(what: string): void {
    this.calls.push(what);
    if (this.failure !== undefined) throw this.failure;
  }
}
