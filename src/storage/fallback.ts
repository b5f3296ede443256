import { Emitter, type Disposable } from '../base/event';
import type { SecretStorage } from './entry';

/** An entry that is only in memory. */
interface Kept {
  value: string;
  /** Whether it may take the place of a stored entry: not where it was added because none could be read. */
  replaces: boolean;
  /** What was stored when this could not be; undefined while that is not known. */
  before: { text: string | undefined } | undefined;
}

/**
 * SecretStorage, and memory where that fails: without a keyring, with a locked or a full one. What cannot be stored is
 * kept until the window closes, and is stored with the next write that works. It never takes the place of what another
 * window stored since the failure. Reading, listing and deleting fail as before: only the caller knows what that means.
 */
export class FallbackStorage implements SecretStorage, Disposable {
  private readonly memory = new Map<string, Kept>();
  private readonly changed = new Emitter<{ readonly key: string }>();
  private readonly failed = new Emitter<void>();
  private readonly subscription: Disposable;
  private hasFailed = false;
  private isStoring = false;

  readonly onDidChange = this.changed.event;
  /** Fires once, when an entry could not be read or stored for the first time. */
  readonly onDidFail = this.failed.event;
  readonly kept: NonNullable<SecretStorage['kept']> = this.memory;

  constructor(
    private readonly secrets: SecretStorage,
    private readonly log: (line: string) => void,
  ) {
    this.subscription = secrets.onDidChange((event) => this.changed.fire(event));
  }

  async get(key: string): Promise<string | undefined> {
    const kept = this.memory.get(key);
    try {
      const text = await this.secrets.get(key);
      return kept === undefined ? text : this.settle(key, kept, text);
    } catch (thrown) {
      this.tell();
      if (kept === undefined) throw thrown;
      return kept.value;
    }
  }

  async keys(): Promise<string[]> {
    try {
      return [...new Set([...(await this.secrets.keys()), ...this.memory.keys()])];
    } catch (thrown) {
      this.tell();
      throw thrown;
    }
  }

  /** Never rejects. */
  async store(key: string, value: string): Promise<void> {
    const earlier = this.memory.get(key);
    try {
      await this.secrets.store(key, value);
    } catch {
      await this.remember(key, value, true);
      this.tell();
      return;
    }
    if (this.memory.get(key) === earlier) this.memory.delete(key);
    await this.storeKept();
  }

  keep(key: string, value: string): Promise<void> {
    return this.remember(key, value, false);
  }

  release(key: string): boolean {
    if (this.memory.get(key)?.replaces !== false) return false;
    this.memory.delete(key);
    this.changed.fire({ key });
    return true;
  }

  async delete(key: string): Promise<void> {
    const kept = this.memory.get(key);
    if (this.memory.delete(key)) this.changed.fire({ key });
    try {
      await this.secrets.delete(key);
    } catch (thrown) {
      if (kept?.before !== undefined && kept.before.text === undefined) return;
      throw thrown;
    }
    await this.storeKept();
  }

  dispose(): void {
    this.subscription.dispose();
  }

  private async remember(key: string, value: string, replaces: boolean): Promise<void> {
    const earlier = this.memory.get(key);
    const kept: Kept = { value, replaces: replaces && earlier?.replaces !== false, before: earlier?.before };
    this.memory.set(key, kept);
    this.log(`SecretStorage failed; ${nounOf(key)} is kept only in memory, until the window closes`);
    if (kept.before === undefined) {
      try {
        kept.before = { text: await this.secrets.get(key) };
      } catch {
        // It is seen when it can be read.
      }
    }
    this.changed.fire({ key });
  }

  /** What counts, the entry in memory or the stored text. Where it is the latter, the former is forgotten. */
  private settle(key: string, kept: Kept, text: string | undefined): string | undefined {
    const now = this.memory.get(key);
    if (now !== kept) return now?.value ?? text;
    kept.before ??= { text };
    // Another window has stored or deleted it since.
    const isOlder = kept.replaces && kept.before.text !== text;
    if (!isOlder && text !== kept.value) return kept.value;
    this.memory.delete(key);
    return text;
  }

  /** Stores what is in memory, until one cannot be stored. */
  private async storeKept(): Promise<void> {
    if (this.isStoring || this.memory.size === 0) return;
    this.isStoring = true;
    try {
      for (const [key, kept] of [...this.memory]) {
        const text = await this.secrets.get(key);
        this.settle(key, kept, text);
        if (this.memory.get(key) !== kept || (!kept.replaces && text !== undefined)) continue;
        // Where another window changes or deletes it from here on, that counts.
        kept.replaces = true;
        kept.before = { text };
        await this.secrets.store(key, kept.value);
        if (this.memory.get(key) === kept) this.memory.delete(key);
        this.log(`SecretStorage works again; ${nounOf(key)} that was kept in memory is stored`);
      }
    } catch {
      // The next write tries again.
    } finally {
      this.isStoring = false;
    }
  }

  private tell(): void {
    if (this.hasFailed) return;
    this.hasFailed = true;
    this.failed.fire();
  }
}

/** What an entry is called in the log. */
function nounOf(key: string): string {
  if (key.startsWith('secret.')) return 'a secret';
  return key.startsWith('token.') ? 'a token' : 'a profile';
}
