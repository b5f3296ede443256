import type { UsableProfile } from '../profile/known';
import { filedKinds, secretOwners, type FiledKind } from '../profile/secret-kind';
import { secretKey, tokenKey } from './keys';
import type { SecretsStore } from './secrets';
import type { TokenStore } from './tokens';

/** What is filed under a profile's own id, and so moves along when it gets another one or another home. */
export interface Owned {
  /** The keys of its token set; undefined where it is filed for the client, or for another request. */
  token: { from: string; to: string } | undefined;
  /** The kinds of its own secrets. Those of the client and of its users are filed without a profile, and stay. */
  secrets: readonly FiledKind[];
}

/**
 * What has to move when a profile becomes another one.
 * @param to the same profile under another id, or in another home; a token of another request does not move
 */
export async function ownedBy(from: UsableProfile, to: UsableProfile): Promise<Owned> {
  const [before, after] = [await tokenKey(from), await tokenKey(to)];
  const isSameRequest = (await tokenKey({ ...from, id: to.id, home: to.home })) === after;
  const moves = await Promise.all(
    filedKinds.map(async (kind) => {
      if (secretOwners[kind] !== 'profile') return [];
      return (await secretKey(kind, from)) === (await secretKey(kind, to)) ? [] : [kind];
    }),
  );
  return {
    token: before !== after && isSameRequest ? { from: before, to: after } : undefined,
    secrets: moves.flat(),
  };
}

/**
 * Moves what a profile owns in two steps, so that a crash or a failure in between loses nothing: a copy before the
 * profile changes, and the removal of the originals after it.
 */
export class ProfileMove {
  constructor(
    private readonly tokens: TokenStore,
    private readonly secrets: SecretsStore,
  ) {}

  /**
   * Copies what `from` owns to `to`. What a profile of that name has left there is replaced: it could be a token of
   * someone else.
   * @throws `storage-failed` where something could not be read, or would be only in memory
   */
  async copy(from: UsableProfile, to: UsableProfile): Promise<void> {
    const { tokens, secrets } = this;
    const owned = await ownedBy(from, to);
    if (owned.token !== undefined) {
      const set = await tokens.read(owned.token.from);
      if (set !== undefined) await tokens.set(owned.token.to, set);
      else if ((await tokens.read(owned.token.to)) !== undefined) await tokens.delete(owned.token.to);
      tokens.checkCopy(owned.token.from, owned.token.to);
    }
    for (const kind of owned.secrets) {
      const stored = await secrets.read(kind, from);
      if (stored !== undefined) await secrets.set(kind, to, stored.value);
      else await secrets.delete(kind, to);
      await secrets.checkCopy(kind, from, to);
    }
  }

  /** Removes what `gone` owns, which `kept` has instead. @throws `storage-failed` */
  async remove(gone: UsableProfile, kept: UsableProfile): Promise<void> {
    const owned = await ownedBy(gone, kept);
    if (owned.token !== undefined) await this.tokens.delete(owned.token.from);
    for (const kind of owned.secrets) await this.secrets.delete(kind, gone);
  }
}
