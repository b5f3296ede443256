import { Emitter, type Disposable } from '../base/event';
import { identityOf, type KnownProfile, type UsableProfile } from '../profile/known';
import { tokensOf } from '../storage/token-set';
import type { TokenService } from './service';

/** What became of a profile's token, in this window or another; `edited` where only the profile changed. */
export interface TokenChange {
  kind: 'signed-in' | 'renewed' | 'edited' | 'signed-out';
  /** As it is now; for `signed-out`, as it was. */
  profile: UsableProfile;
  /** As it was before, if it was signed in. */
  before: UsableProfile;
}

/** The profiles whose tokens are followed. */
export interface FollowedProfiles {
  /** @throws `storage-failed` where they are not known for certain */
  all(): Promise<readonly KnownProfile[]>;
  onDidChange(listener: () => void): Disposable;
}

/** What tells of tokens that may have changed: those of one key, or any. */
export interface TokenNews {
  onDidChange(listener: (change: { key: string } | { profile: string } | 'all') => void): Disposable;
}

interface SignedIn {
  profile: UsableProfile;
  /** The tokens as one text, to tell another set from the same. */
  tokens: string;
  version: number;
}

/**
 * Which profiles have a token, and what changes about that: a token is there, is another one, is gone. It is read from
 * the stores, without the network; that a token expires changes nothing.
 */
export class TokenChanges implements Disposable {
  private readonly signedIn = new Map<string, SignedIn>();
  private readonly changed = new Emitter<readonly TokenChange[]>();
  private readonly subscriptions: Disposable[];
  private isAllWaiting = false;
  private lastVersion = 0;
  private turn: Promise<void>;
  private readonly failed = () => this.log('changes of tokens could not all be told');

  /** Fires with the changes since the last time. */
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly profiles: FollowedProfiles,
    private readonly service: Pick<TokenService, 'peek' | 'keyOf'>,
    news: TokenNews,
    private readonly log: (line: string) => void,
  ) {
    this.subscriptions = [
      profiles.onDidChange(() => this.look()),
      news.onDidChange((change) => {
        // The stores tell of each token that a profile's own news are about.
        if (change === 'all') this.look();
        else if ('key' in change) this.look(change.key);
      }),
    ];
    this.turn = this.compare().then(() => undefined, this.failed);
  }

  /** The profiles that have a token. */
  async all(): Promise<UsableProfile[]> {
    await this.turn;
    return [...this.signedIn.values()].map(({ profile }) => profile);
  }

  /** A number that tells the profile's token from any other; undefined where it has none. */
  async version(profile: UsableProfile): Promise<number | undefined> {
    await this.turn;
    return this.signedIn.get(identityOf(profile))?.version;
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  /** Looks again, in turn: at the profiles with that key, or at all. */
  private look(key?: string): void {
    if (key === undefined && this.isAllWaiting) return;
    if (key === undefined) this.isAllWaiting = true;
    const told = this.turn.then(async () => {
      if (key === undefined) this.isAllWaiting = false;
      const changes = await this.compare(key);
      if (changes.length > 0) this.changed.fire(changes);
    });
    // The next turn comes all the same.
    this.turn = told.catch(this.failed);
  }

  private async compare(key?: string): Promise<TokenChange[]> {
    const changes: TokenChange[] = [];
    let profiles: readonly KnownProfile[];
    try {
      profiles = await this.profiles.all();
    } catch {
      // A locked keyring signs nobody out.
      return changes;
    }
    const gone = new Set(this.signedIn.keys());
    for (const profile of profiles) {
      const identity = identityOf(profile);
      const isAbout = profile.usable && (key === undefined || (await this.service.keyOf(profile)) === key);
      if (!isAbout) {
        if (profile.usable) gone.delete(identity);
        continue;
      }
      const set = await this.service.peek(profile).catch(() => undefined);
      if (set === undefined) continue;
      gone.delete(identity);
      const tokens = tokensOf({ ...set, refreshToken: undefined }).join(' ');
      const before = this.signedIn.get(identity);
      const version = before?.tokens === tokens ? before.version : ++this.lastVersion;
      this.signedIn.set(identity, { profile, tokens, version });
      if (before?.tokens !== tokens)
        changes.push({
          kind: before === undefined ? 'signed-in' : 'renewed',
          profile,
          before: before?.profile ?? profile,
        });
      else if (before.profile !== profile) changes.push({ kind: 'edited', profile, before: before.profile });
    }
    for (const identity of gone) {
      const { profile } = this.signedIn.get(identity) ?? {};
      this.signedIn.delete(identity);
      if (profile !== undefined) changes.push({ kind: 'signed-out', profile, before: profile });
    }
    return changes;
  }
}
