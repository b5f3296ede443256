import type { Disposable } from '../base/event';
import type { KnownProfile, UsableProfile } from '../profile/known';
import type { TokenStore } from '../storage/tokens';

/** What the index needs to know of the profiles. */
export interface IndexedProfiles {
  shown(): Promise<readonly KnownProfile[]>;
  onDidChange(listener: () => void): Disposable;
}

/** Profiles whose keys are computed between two rests. */
const batch = 25;

/**
 * Whose token a text is: an index over all token sets in memory, kept as tokens come and go. Asking it reads no store
 * and costs the same however many profiles there are; before `fill` it knows no token.
 */
export class TokenIndex implements Disposable {
  /** Token → the keys of the sets in which it is the access token or the ID token. */
  private readonly keys = new Map<string, Set<string>>();
  private readonly texts = new Map<string, readonly string[]>();
  private profiles: ReadonlyMap<string, UsableProfile> = new Map();
  private generation = 0;
  private filled = false;
  private readonly subscriptions: Disposable[];

  /**
   * @param keyOf the key of a profile's token set
   * @param rest awaited now and then, so that filling the index does not keep others from working
   */
  constructor(
    private readonly tokens: TokenStore,
    private readonly known: IndexedProfiles,
    private readonly keyOf: (profile: UsableProfile) => Promise<string>,
    private readonly rest: () => Promise<void>,
  ) {
    this.subscriptions = [
      tokens.onDidChange((key) => this.note(key)),
      known.onDidChange(() => {
        if (this.filled) void this.mapProfiles();
      }),
    ];
  }

  /**
   * Reads what is stored, once, and finds out whose it is.
   * @throws `storage-failed`; what is in memory is indexed all the same, and the next call tries again
   */
  async fill(): Promise<void> {
    this.filled = true;
    try {
      await this.tokens.load(this.rest);
    } finally {
      for (const key of this.tokens.keysAtHand()) this.note(key);
      await this.mapProfiles();
    }
  }

  /** The profile whose access token or ID token that is: the first in the list where several share it. */
  profileOf(token: string): UsableProfile | undefined {
    // The set that was written last is the likeliest.
    for (const key of [...(this.keys.get(token) ?? [])].reverse()) {
      const profile = this.profiles.get(key);
      if (profile !== undefined) return profile;
    }
    return undefined;
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private note(key: string): void {
    for (const text of this.texts.get(key) ?? []) {
      const keys = this.keys.get(text);
      if (keys?.delete(key) === true && keys.size === 0) this.keys.delete(text);
    }
    const set = this.tokens.peek(key);
    if (set === undefined) {
      this.texts.delete(key);
      return;
    }
    const texts = [set.accessToken, ...(set.idToken === undefined ? [] : [set.idToken])];
    this.texts.set(key, texts);
    for (const text of texts) {
      const keys = this.keys.get(text) ?? new Set();
      keys.delete(key);
      this.keys.set(text, keys.add(key));
    }
  }

  private async mapProfiles(): Promise<void> {
    const generation = ++this.generation;
    const profiles = new Map<string, UsableProfile>();
    let count = 0;
    for (const profile of await this.known.shown()) {
      if (!profile.usable) continue;
      const key = await this.keyOf(profile);
      if (!profiles.has(key)) profiles.set(key, profile);
      if (++count % batch === 0) await this.rest();
      // The profiles have changed again: the newer call goes on.
      if (generation !== this.generation) return;
    }
    if (generation === this.generation) this.profiles = profiles;
  }
}
