import type { Taken } from './taken-tokens';
import { parseTokenSet, type TokenSet } from './token-set';
import {
  checkCopy,
  decodeEntry,
  deleteFrom,
  encodeEntry,
  isStorageFailed,
  keysOf,
  moveIn,
  readFrom,
  storeIn,
  type SecretStorage,
} from './entry';
import { redated, type Clocks } from './clock-set-back';
import { Emitter, type Disposable } from '../base/event';
import { Turns } from '../base/turns';
import { toFault, type Fault } from '../faults/fault';

const prefix = 'token.';

/** What is known of one key: its token set, and the text that was in the store when that was last looked at. */
interface Known {
  set: TokenSet | undefined;
  stored: string | undefined;
  /** When it was obtained, by the clock that only runs on; undefined where it was read from the store. */
  since?: number;
}

/**
 * Token sets by their key: in memory, and behind it in SecretStorage, one entry each. What another window stores is
 * taken over. Tokens that may not be persisted stay in memory. One that SecretStorage does not give counts as not there
 * until it does.
 */
export class TokenStore implements Disposable {
  private readonly memory = new Map<string, Known>();
  /** Writes under way. Reading waits for them, so that an old token does not replace a new one. */
  private readonly writes = new Turns();
  /** Keys whose entry could not be read when it was last looked at. */
  private readonly unread = new Set<string>();
  private readonly changed = new Emitter<string>();
  private readonly loaded = new Emitter<void>();
  private readonly subscription: Disposable;
  private loading: Promise<void> | undefined;
  private complete = false;

  /** Fires with the key of a token set that changed, in this window or another. */
  readonly onDidChange = this.changed.event;

  /** Fires when everything that is stored was loaded. */
  readonly onDidLoad = this.loaded.event;

  /** @param persist whether tokens may be stored (the setting `tokenDeck.persistTokens`), asked at each write */
  constructor(
    private readonly secrets: SecretStorage,
    private readonly persist: () => boolean,
    private readonly log: (line: string) => void,
    private readonly clocks: Clocks = { now: Date.now, elapsed: () => performance.now() },
  ) {
    this.subscription = secrets.onDidChange(({ key }) => {
      const isFollowed = this.memory.has(key) || this.loading !== undefined;
      if (!key.startsWith(prefix) || !isFollowed || !this.persist()) return;
      void this.reread(key);
    });
  }

  /** What is in memory, at once; undefined also where the store was not yet asked. */
  peek(key: string): TokenSet | undefined {
    this.noticeClock(key);
    return this.memory.get(key)?.set;
  }

  /** Whether memory answers for that key: it was read or written before, or everything was loaded. */
  isAtHand(key: string): boolean {
    // Where nothing is persisted, memory is all there is.
    return this.complete || this.memory.has(key) || !this.persist();
  }

  /** The keys in memory that have a token set. */
  keysAtHand(): string[] {
    return [...this.memory].filter(([, { set }]) => set !== undefined).map(([key]) => key);
  }

  /** The keys of everything that is stored, also of what cannot be read. @throws `storage-failed` */
  async storedKeys(): Promise<string[]> {
    return (await keysOf(this.secrets)).filter((key) => key.startsWith(prefix));
  }

  /**
   * Reads every stored token set that is not in memory; from then on memory answers for every key, since changes are
   * followed. Done once; what could not be read is tried again with the next call.
   * @param rest awaited between two reads, so that a long list does not keep others from working
   * @throws `storage-failed`
   */
  load(rest: () => Promise<void>): Promise<void> {
    // Where nothing is persisted there is nothing to load; that may change.
    if (!this.persist()) return Promise.resolve();
    this.loading ??= this.loadAll(rest).catch((thrown: unknown) => {
      this.loading = undefined;
      throw thrown;
    });
    return this.loading;
  }

  /**
   * The token set under that key; the store is asked once, then memory answers. One that is being written is handed
   * out when it is stored: its refresh token must not be lost.
   */
  async get(key: string): Promise<TokenSet | undefined> {
    await this.writes.done(key);
    return this.isAtHand(key) && !this.unread.has(key) ? this.peek(key) : this.reread(key);
  }

  /**
   * Reads the store again, past the memory: another window may have been quicker. Where SecretStorage does not give the
   * entry, what is in memory counts.
   */
  async reread(key: string): Promise<TokenSet | undefined> {
    try {
      return await this.read(key);
    } catch (thrown) {
      if (!isStorageFailed(thrown)) throw thrown;
      this.log('a stored token could not be read from SecretStorage');
      return this.peek(key);
    }
  }

  /** As `reread`, for callers that must tell an unreadable entry from a missing one. @throws `storage-failed` */
  async read(key: string): Promise<TokenSet | undefined> {
    const before = this.memory.get(key);
    const set = await this.readStored(key);
    if (this.memory.get(key) !== before && (before !== undefined || set !== undefined)) this.changed.fire(key);
    return set;
  }

  /** As `read`, without firing a change. */
  private async readStored(key: string): Promise<TokenSet | undefined> {
    if (!this.persist()) return this.peek(key);
    let text: string | undefined;
    do {
      await this.writes.done(key);
      text = await this.textOf(key);
    } while (this.writes.isTaken(key));
    return this.adopt(key, text);
  }

  private async textOf(key: string): Promise<string | undefined> {
    try {
      const text = await readFrom(this.secrets, key);
      this.unread.delete(key);
      return text;
    } catch (thrown) {
      this.unread.add(key);
      throw thrown;
    }
  }

  /** Takes what is stored into memory, unless that is newer. */
  private adopt(key: string, text: string | undefined): TokenSet | undefined {
    const before = this.memory.get(key);
    // What the store still holds is older than a token that may not be stored.
    if (before !== undefined && before.stored === text) return before.set;
    const set = text === undefined ? undefined : parseTokenSet(decodeEntry(text));
    if (text !== undefined && set === undefined) this.log('a stored token is garbled and is ignored');
    this.memory.set(key, { stored: text, set });
    return set;
  }

  /** Keeps a token set. Resolves when it is stored, or kept in memory until it can be; see `FallbackStorage`. */
  async set(key: string, set: TokenSet): Promise<void> {
    const isSameToken = this.memory.get(key)?.set?.accessToken === set.accessToken;
    await this.write(key, set, async () => {
      if (!this.persist()) return;
      // What could not be read may be newer than the token that this changes.
      if (isSameToken && this.unread.has(key) && !(await this.isUnchanged(key))) return;
      const text = encodeEntry(set);
      await storeIn(this.secrets, key, text);
      this.sawStored(key, text);
      // `persistTokens` may have been turned off while we wrote; its clean-up ran before this entry existed.
      if (!this.persist()) await this.deleteStored(key);
    });
  }

  /** Whether the store still has what it had when it was last read. What is newer is taken into memory. */
  private async isUnchanged(key: string): Promise<boolean> {
    try {
      const text = await this.textOf(key);
      if (this.memory.get(key)?.stored === text) return true;
      this.adopt(key, text);
    } catch (thrown) {
      if (!isStorageFailed(thrown)) throw thrown;
    }
    return false;
  }

  /** Checks a copy before its original is deleted. @throws `storage-failed` where the copy is only in memory */
  checkCopy(from: string, to: string): void {
    checkCopy(this.secrets, from, to);
  }

  /** Files a stored token set under another key, unless there is one already. @throws `storage-failed` */
  async move(from: string, to: string): Promise<void> {
    await this.writes.run(to, async () => {
      if (!this.persist()) return;
      await moveIn(this.secrets, from, to);
      // As in `set`.
      if (!this.persist()) await this.deleteStored(to);
    });
    await this.reread(to);
  }

  /** @throws `storage-failed`; in memory it is gone all the same */
  async delete(key: string): Promise<void> {
    await this.write(key, undefined, () => this.deleteStored(key));
  }

  /**
   * Takes a token set out: from this moment on there is none under that key, and only the caller has it.
   * @returns the set, if there was one; and, where the store fails, why: in memory it is gone all the same
   */
  async take(key: string): Promise<Taken> {
    const { set: known, stored } = this.memory.get(key) ?? {};
    let set = known;
    let failure: Fault | undefined;
    await this.write(key, undefined, async () => {
      const text = await readFrom(this.secrets, key).catch(() => undefined);
      // Another window may have stored a newer one.
      if (this.persist() && text !== undefined && text !== stored) set = parseTokenSet(decodeEntry(text)) ?? set;
      // If it cannot be deleted, it still counts as gone here.
      this.sawStored(key, text);
      await this.deleteStored(key);
    }).catch((thrown: unknown) => (failure = toFault(thrown)));
    return { set, failure };
  }

  /**
   * Takes every stored token out of SecretStorage; what is in memory stays. For when `persistTokens` is turned off.
   * @throws `storage-failed`
   */
  async forgetStored(): Promise<void> {
    // A write under way may store its token only now.
    await this.writes.allDone();
    const keys = new Set(await this.storedKeys());
    for (const [key, known] of this.memory) if (!keys.has(key)) known.stored = undefined;
    // Each is tried, whatever becomes of the others.
    const tried = [...keys].map((key) => this.writes.run(key, () => this.deleteStored(key)));
    await Promise.allSettled(tried);
    await Promise.all(tried);
  }

  dispose(): void {
    this.subscription.dispose();
  }

  private async loadAll(rest: () => Promise<void>): Promise<void> {
    for (const key of await this.storedKeys()) {
      if (!this.memory.has(key)) await this.readStored(key);
      await rest();
    }
    this.complete = true;
    this.loaded.fire();
  }

  private async deleteStored(key: string): Promise<void> {
    await deleteFrom(this.secrets, key);
    this.sawStored(key, undefined);
  }

  private sawStored(key: string, text: string | undefined): void {
    const known = this.memory.get(key);
    if (known !== undefined) known.stored = text;
  }

  /**
   * Dates a token set again where the clock was set back since it was obtained. Only in memory: another window may have
   * renewed it, and what it stored must stay. One that is read with a date in the future counts as stale.
   */
  private noticeClock(key: string): void {
    const { set, stored, since } = this.memory.get(key) ?? {};
    const again = set === undefined || since === undefined ? undefined : redated(set, since, this.clocks);
    if (again === undefined) return;
    this.log('the clock was set back: a token is dated again');
    this.memory.set(key, { set: again, stored, since: this.clocks.elapsed() });
    this.changed.fire(key);
  }

  /** Changes the memory at once, and the store behind it in its turn. */
  private async write(key: string, set: TokenSet | undefined, store: () => Promise<void>): Promise<void> {
    this.memory.set(key, { set, stored: this.memory.get(key)?.stored, since: this.clocks.elapsed() });
    try {
      await this.writes.run(key, store);
    } finally {
      this.changed.fire(key);
    }
  }
}
