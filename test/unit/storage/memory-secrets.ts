import type { SecretStorage } from '../../../src/storage/entry';

type Listener = (event: { readonly key: string }) => void;

/** The listeners to changes of the entries that several windows share. */
const listenersOf = new WeakMap<Map<string, string>, Set<Listener>>();

/**
 * SecretStorage in memory. As in VS Code, a change fires in every window, including the one that made it, and only after
 * the call that made it has returned. Two instances over one map of entries are two windows.
 */
export class MemorySecrets implements SecretStorage {
  /** The error that calls of `store` reject with; undefined lets them succeed. */
  storeFailure: Error | undefined;
  /** The keys that were read, in order. */
  readonly reads: string[] = [];
  private readonly underWay = new Set<Promise<void>>();

  private readonly listeners: Set<Listener>;

  /** @param entries the entries as they are stored, for tests to read and garble */
  constructor(readonly entries = new Map<string, string>()) {
    this.listeners = listenersOf.get(entries) ?? new Set();
    listenersOf.set(entries, this.listeners);
  }

  /** Another window on the same machine. */
  otherWindow(): MemorySecrets {
    return new MemorySecrets(this.entries);
  }

  async get(key: string): Promise<string | undefined> {
    this.reads.push(key);
    await Promise.resolve();
    return this.entries.get(key);
  }

  async store(key: string, value: string): Promise<void> {
    await Promise.resolve();
    if (this.storeFailure !== undefined) throw this.storeFailure;
    this.entries.set(key, value);
    this.tell(key);
  }

  async delete(key: string): Promise<void> {
    await Promise.resolve();
    this.entries.delete(key);
    this.tell(key);
  }

  async keys(): Promise<string[]> {
    await Promise.resolve();
    return [...this.entries.keys()];
  }

  onDidChange(listener: Listener): { dispose(): void } {
    this.listeners.add(listener);
    return { dispose: () => void this.listeners.delete(listener) };
  }

  /** Resolves when this window's changes have fired in every window, and the listeners have done their work. */
  async settled(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay);
    // Listeners read this storage, and some compute a hash, which is a task of its own.
    for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
  }

  private tell(key: string): void {
    const told = new Promise<void>((resolve) =>
      setImmediate(() => {
        for (const listener of [...this.listeners]) listener({ key });
        resolve();
      }),
    ).finally(() => this.underWay.delete(told));
    this.underWay.add(told);
  }
}
