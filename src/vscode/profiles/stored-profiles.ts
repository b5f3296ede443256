import { t } from '@vscode/l10n';
import { Fault } from '../../faults/fault';
import { grants } from '../../profile/grants/table';
import { exactReferenceOf, type KnownProfile, type UsableProfile } from '../../profile/known';
import { registersClient } from '../../profile/registers-client';
import type { Profile } from '../../profile/schema';
import { filedKinds, secretOwners, type FiledKind, type SecretKind } from '../../profile/secret-kind';
import { usable } from '../../profile/usable';
import { isStorageFailed } from '../../storage/entry';
import { secretKey } from '../../storage/keys';
import type { ProfileStore } from '../../storage/profiles';
import type { SecretsStore } from '../../storage/secrets';
import type { TokenService } from '../../tokens/service';

export interface StoredProfilesParts {
  store: ProfileStore;
  secrets: SecretsStore;
  service: TokenService;
  /** Deletes the client that was registered for a profile, also at its provider. @throws `storage-failed` */
  unregister: (known: UsableProfile) => Promise<void>;
  /** Every profile that this window knows. @throws `storage-failed` where that is not certain */
  all: () => Promise<readonly KnownProfile[]>;
}

/** Stores and removes personal profiles, with the tokens and secrets that go with them. */
export class StoredProfiles {
  constructor(private readonly parts: StoredProfilesParts) {}

  /** The personal profile of that id, as it was just stored. */
  async personal(id: string): Promise<UsableProfile> {
    const known = (await this.parts.store.readable()).profiles.find((profile) => profile.id === id);
    if (known === undefined) throw new Fault('storage-failed', t('The profile “{id}” was not stored.', { id }));
    return usable(known);
  }

  /**
   * Stores a profile, and forgets the token of the one that it replaces if that one made another request.
   * @throws `profile-exists`
   */
  async save(profile: Profile, replace: boolean): Promise<void> {
    const { store, service } = this.parts;
    const before = (await store.readable()).profiles.find(({ id }) => id === profile.id);
    await store.save(profile, replace);
    // While the change is only in memory, the token is still that of the stored one.
    if (before?.usable !== true || store.isKept(profile.id)) return;
    await ignoringStorage(async () => {
      if (!(await isShared((known) => service.keyOf(known), before, await this.usable()))) await service.forget(before);
      await this.deleteUnless(before, 'dpopKey', await this.usable());
      const isKept = await isShared((known) => secretKey('registration', known), before, await this.usable());
      if (!isKept) await this.unregister(before);
    });
  }

  /**
   * Stores a secret. Forgets a token that was obtained with another secret, which would hide that the new one is wrong.
   */
  async storeSecret(kind: SecretKind, known: UsableProfile, value: string): Promise<void> {
    const { secrets, service } = this.parts;
    const before = await secrets.get(kind, known);
    await secrets.set(kind, known, value);
    if (before === value || grants[known.settings.grant].obtained !== 'request') return;
    await ignoringStorage(() => service.forget(known));
  }

  /**
   * Deletes the client that was registered for a profile, also at its provider; before what was allowed is forgotten.
   * @throws `storage-failed`
   */
  async unregister(gone: KnownProfile): Promise<void> {
    if (gone.usable && registersClient(gone.settings)) await this.parts.unregister(gone);
  }

  /**
   * Removes a personal profile. It goes last, so that the removal can be tried again where something of it could not be
   * deleted.
   * @throws `storage-failed`
   */
  async remove(known: KnownProfile): Promise<void> {
    await this.deleteOwned(known);
    await this.parts.store.remove(known.id);
  }

  /**
   * Deletes the token and the secrets of a profile that is removed, unless another one shares them.
   * @throws `storage-failed`
   */
  async deleteOwned(removed: KnownProfile): Promise<void> {
    if (!removed.usable) return;
    const { service } = this.parts;
    const reference = exactReferenceOf(removed);
    const others = (await this.usable()).filter((other) => exactReferenceOf(other) !== reference);
    if (!(await isShared((known) => service.keyOf(known), removed, others))) await service.forget(removed);
    // A folder's profile is gone from this folder only: others that are not open may use its client's secret.
    const own = filedKinds.filter((kind) => removed.home.kind === 'personal' || secretOwners[kind] === 'profile');
    for (const kind of own) await this.deleteUnless(removed, kind, others);
  }

  /** Deletes a secret of a profile that was changed or removed, unless one of those that there are shares it. */
  private async deleteUnless(gone: UsableProfile, kind: FiledKind, others: readonly UsableProfile[]): Promise<void> {
    const isUsed = await isShared((known) => secretKey(kind, known), gone, others);
    if (!isUsed) await this.parts.secrets.delete(kind, gone);
  }

  private async usable(): Promise<UsableProfile[]> {
    return (await this.parts.all()).filter((known) => known.usable);
  }
}

/** Whether one of the others has the same key. */
async function isShared(
  keyOf: (known: UsableProfile) => Promise<string>,
  known: UsableProfile,
  others: readonly UsableProfile[],
): Promise<boolean> {
  return (await Promise.all(others.map(keyOf))).includes(await keyOf(known));
}

/** Deletes what is of no use any more. Where that fails, at least this window does not use it. */
async function ignoringStorage(run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (thrown) {
    if (!isStorageFailed(thrown)) throw thrown;
  }
}
