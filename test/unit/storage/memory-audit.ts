import type { AuditFile, AuditFolder } from '../../../src/storage/audit';

/** The folder of the audit in memory. */
export class MemoryAudit implements AuditFolder {
  /** What its files hold, and when they were written last. */
  readonly files = new Map<string, { text: string; changed: number }>();
  /** What was done with it, in order. */
  readonly calls: string[] = [];
  failure: Error | undefined;

  constructor(private readonly now: () => number) {}

  async list(): Promise<AuditFile[]> {
    await this.called('list');
    return [...this.files].map(([name, { text, changed }]) => ({ name, bytes: Buffer.byteLength(text), changed }));
  }
  async read(name: string): Promise<string> {
    await this.called('read');
    const file = this.files.get(name);
    if (file === undefined) throw new Error('no such file');
    return file.text;
  }
  async append(name: string, text: string): Promise<void> {
    await this.called('append');
    this.put(name, (this.files.get(name)?.text ?? '') + text);
  }
  appendNow(name: string, text: string): void {
    this.calls.push('appendNow');
    if (this.failure !== undefined) throw this.failure;
    this.put(name, (this.files.get(name)?.text ?? '') + text);
  }
  async replace(name: string, text: string): Promise<void> {
    await this.called('replace');
    this.put(name, text);
  }
  async remove(name: string): Promise<void> {
    await this.called('remove');
    this.files.delete(name);
  }

  private put(name: string, text: string): void {
    this.files.set(name, { text, changed: this.now() });
  }
  private async called(what: string): Promise<void> {
    this.calls.push(what);
    await Promise.resolve();
    if (this.failure !== undefined) throw this.failure;
  }
}
