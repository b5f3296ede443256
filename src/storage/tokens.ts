import { parseTokenSet, type TokenSet } from './token-set';
import { decodeEntry, encodeEntry, type SecretStorage } from './entry';
import { Emitter, type Disposable } from './event';

const prefix = 'token.';

/**
 * Token sets by their key: in memory, and behind it in SecretStorage, one entry each. What another window stores is
 * taken over. Where tokens are not to be persisted they stay in memory.
 */
export class TokenStore implements Disposable {
  private readonly memory = new Map<string, { text: string | undefined; set: TokenSet | undefined }>();
  private readonly changed = new Emitter<string>();
  private readonly subscription: Disposable;

  /** Fires with the key of a token set that changed, in this window or another. */
  readonly onDidChange = this.changed.event;

  /** @param persist whether tokens may be stored (the setting `tokenDeck.persistTokens`), asked at each write */
  constructor(
    private readonly secrets: SecretStorage,
    private readonly persist: () => boolean,
    private readonly log: (line: string) => void,
  ) {
    this.subscription = secrets.onDidChange(({ key }) => {
      if (key.startsWith(prefix) && this.memory.has(key) && this.persist()) void this.reread(key);
    });
  }

  /** What is in memory, at once; undefined also where the store was not yet asked. */
  peek(key: string): TokenSet | undefined {
    return this.memory.get(key)?.set;
  }

  /** The token set under that key; the store is asked once, then memory answers. */
  async get(key: string): Promise<TokenSet | undefined> {
    const known = this.memory.get(key);
    return known !== undefined ? known.set : this.reread(key);
  }

  /** Reads the store again, past the memory: another window may have been quicker. */
  async reread(key: string): Promise<TokenSet | undefined> {
    if (!this.persist()) return this.peek(key);
    const text = await this.secrets.get(key);
    const before = this.memory.get(key);
    if (before !== undefined && before.text === text) return before.set;
    const set = text === undefined ? undefined : parseTokenSet(decodeEntry(text));
    if (text !== undefined && set === undefined) this.log('a stored token is garbled and counts as none');
    this.memory.set(key, { text, set });
    if (before !== undefined || set !== undefined) this.changed.fire(key);
    return set;
  }

  /** Keeps a token set. Resolves when it is stored; where storing fails it is kept in memory, and the log says so. */
  async set(key: string, set: TokenSet): Promise<void> {
    const text = encodeEntry(set);
    this.memory.set(key, { text, set });
    if (this.persist()) {
      try {
        await this.secrets.store(key, text);
      } catch {
        this.log('a token could not be stored in SecretStorage and is kept in memory alone');
      }
    }
    this.changed.fire(key);
  }

  async delete(key: string): Promise<void> {
    this.memory.set(key, { text: undefined, set: undefined });
    await this.secrets.delete(key);
    this.changed.fire(key);
  }

  /** Takes every stored token out of SecretStorage; what is in memory stays. For when persisting is switched off. */
  async forgetStored(): Promise<void> {
    const keys = (await this.secrets.keys()).filter((key) => key.startsWith(prefix));
    await Promise.all(keys.map((key) => this.secrets.delete(key)));
  }

  dispose(): void {
    this.subscription.dispose();
  }
}
