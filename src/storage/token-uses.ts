import { decodeEntry, encodeEntry, type SecretStorage } from './entry';

/** How exact the date of a use is, in milliseconds: it is written at most once in that time. */
export const exactness = 24 * 60 * 60_000;

/**
 * When stored tokens were used last, in entries of their own: one that is written into a token's entry could undo what
 * another window has just renewed. A token that is renewed each day needs none.
 */
export class TokenUses {
  /** Milliseconds since 1970, by the token's key. */
  private readonly known = new Map<string, number>();

  /** @param now milliseconds since 1970 */
  constructor(
    private readonly secrets: SecretStorage,
    private readonly now: () => number,
  ) {}

  /** Notes that a token is used now. Never throws: the next use tries again. @param obtainedAt milliseconds since 1970 */
  async note(key: string, obtainedAt: number): Promise<void> {
    const now = this.now();
    if (now - Math.max(obtainedAt, this.known.get(key) ?? 0) < exactness) return;
    // At once, so that the next use does not write as well.
    this.known.set(key, now);
    try {
      const stored = await this.last(key);
      if (stored === undefined || now - stored >= exactness) await this.begin(key);
    } catch {
      this.known.delete(key);
    }
  }

  /** When it was used last, as far as that is known, in milliseconds since 1970; `Infinity` where another version says it. */
  async last(key: string): Promise<number | undefined> {
    const text = await this.secrets.get(entryOf(key));
    if (text === undefined) return undefined;
    const usedAt = decodeEntry(text)?.usedAt;
    return typeof usedAt === 'number' && Number.isFinite(usedAt) ? usedAt : Infinity;
  }

  /** Takes this moment for the last use. */
  async begin(key: string): Promise<void> {
    await this.secrets.store(entryOf(key), encodeEntry({ usedAt: this.now() }));
  }

  /** Forgets the date of a token that is gone, unless another version wrote it. */
  async forget(key: string): Promise<void> {
    this.known.delete(key);
    if ((await this.last(key)) !== Infinity) await this.secrets.delete(entryOf(key));
  }

  /** The keys of tokens of which a use is stored. */
  async keys(): Promise<string[]> {
    return (await this.secrets.keys()).flatMap((key) =>
      key.startsWith(prefix) ? [`token.${key.slice(prefix.length)}`] : [],
    );
  }
}

const prefix = 'used.';

function entryOf(key: string): string {
  return key.replace(/^token\./, prefix);
}
