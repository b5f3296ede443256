import { t } from '@vscode/l10n';
import { Fault } from '../faults/fault';
import { plain } from '../faults/plain';
import { knownProfile, type KnownProfile } from '../profile/known';
import type { ParsedProfile } from '../profile/parse';
import { invalid } from '../profile/problem';
import type { Profile } from '../profile/schema';
import {
  decodeEntry,
  deleteFrom,
  isStorageFailed,
  keysOf,
  notStored,
  readFrom,
  storeIn,
  storeUnread,
  type SecretStorage,
} from './entry';
import { encodeProfile, profileIn } from './profile-entry';
import { Emitter, type Disposable } from '../base/event';

const prefix = 'profile.';
const home = { kind: 'personal' } as const;

/** The personal profiles: one entry each in SecretStorage, followed as other windows change them. */
export class ProfileStore implements Disposable {
  private profiles: Promise<Map<string, KnownProfile>> | undefined;
  /** The last change under way: the next one waits, so that only one of them finds an id free. */
  private changing: Promise<unknown> = Promise.resolve();
  private readonly changed = new Emitter<void>();
  private readonly subscription: Disposable;
  /** The list as it was given last, until something changes: callers tell by it whether anything did. */
  private listed: readonly KnownProfile[] | undefined;

  /** Keys of entries that SecretStorage did not give; they are tried again. */
  private readonly unread = new Set<string>();

  /** Keys of the profiles that were saved in this window. */
  private readonly saved = new Set<string>();

  /** Fires when a profile was added, changed or removed, in this window or another. */
  readonly onDidChange = this.changed.event;

  /** @param parse how a stored profile is read; loaded at first use, since the schema library is large */
  constructor(
    private readonly secrets: SecretStorage,
    private readonly parse: () => Promise<(input: unknown) => ParsedProfile>,
    private readonly log: (line: string) => void,
  ) {
    this.subscription = secrets.onDidChange(({ key }) => {
      if (!key.startsWith(prefix)) return;
      this.reread(key).catch(() => this.log('a profile that changed could not be read from SecretStorage'));
    });
  }

  /** All personal profiles, also those whose entry cannot be used any more; sorted by id. @throws `storage-failed` */
  async list(): Promise<readonly KnownProfile[]> {
    const profiles = await this.load();
    for (const key of [...this.unread]) {
      this.listed = undefined;
      const profile = await this.readOrUnusable(key);
      if (profile === undefined) profiles.delete(key.slice(prefix.length));
      else profiles.set(profile.id, profile);
    }
    this.listed ??= sorted(profiles.values());
    return this.listed;
  }

  /** As `list`; where SecretStorage does not list its entries, only the profiles that were saved in this window. */
  async readable(): Promise<{ profiles: readonly KnownProfile[]; complete: boolean }> {
    try {
      return { profiles: await this.list(), complete: true };
    } catch (thrown) {
      if (!isStorageFailed(thrown)) throw thrown;
      return { profiles: sorted((await this.readAll([...this.saved])).values()), complete: false };
    }
  }

  /**
   * Stores a profile under its id.
   * @throws `profile-exists` where the id is taken and `replace` is not set, `storage-failed`
   */
  save(profile: Profile, replace: boolean): Promise<void> {
    return this.inTurn(async () => {
      const { id } = profile;
      const taken = replace ? false : await this.isTaken(id);
      if (taken === true) throw new Fault('profile-exists', t('A personal profile “{id}” already exists.', { id }));
      const text = encodeProfile(profile);
      await (taken === 'unknown' ? storeUnread : storeIn)(this.secrets, prefix + id, text);
      this.saved.add(prefix + id);
      await this.note(id, await this.parsed(id, text));
    });
  }

  /**
   * Stores a profile under another id. The one with its former id can be removed then.
   * @throws `profile-exists`, and `storage-failed` where it would be only in memory; then it is not kept there
   */
  async saveAs(profile: Profile, before: string): Promise<void> {
    await this.save(profile, false);
    if (!this.isKept(profile.id) || this.isKept(before)) return;
    await this.remove(profile.id);
    throw notStored();
  }

  /** Whether a profile, or its last change, is only in memory, since it could not be stored. */
  isKept(id: string): boolean {
    return this.secrets.kept?.has(prefix + id) === true;
  }

  /** @throws `storage-failed`; then it may still be stored */
  remove(id: string): Promise<void> {
    return this.inTurn(async () => {
      // Where it was added unseen, the stored one is another profile, and comes to light.
      if (this.secrets.release?.(prefix + id) !== true) await deleteFrom(this.secrets, prefix + id);
      await this.reread(prefix + id).catch(() => this.note(id, undefined));
    });
  }

  dispose(): void {
    this.subscription.dispose();
  }

  private inTurn(change: () => Promise<void>): Promise<void> {
    const changed = this.changing.then(change);
    this.changing = changed.catch(() => undefined);
    return changed;
  }

  private load(): Promise<Map<string, KnownProfile>> {
    this.profiles ??= this.loadAll().catch((thrown: unknown) => {
      this.profiles = undefined;
      throw thrown;
    });
    return this.profiles;
  }

  private async loadAll(): Promise<Map<string, KnownProfile>> {
    return this.readAll((await keysOf(this.secrets)).filter((key) => key.startsWith(prefix)));
  }

  private async readAll(keys: readonly string[]): Promise<Map<string, KnownProfile>> {
    const found = await Promise.all(keys.map((key) => this.readOrUnusable(key)));
    return new Map(found.filter((profile) => profile !== undefined).map((profile) => [profile.id, profile]));
  }

  /** Whether an id is taken; “unknown” where SecretStorage does not say. */
  private async isTaken(id: string): Promise<boolean | 'unknown'> {
    try {
      const profiles = await this.loadedOrNone();
      return profiles?.has(id) === true || (await readFrom(this.secrets, prefix + id)) !== undefined;
    } catch (thrown) {
      if (!isStorageFailed(thrown)) throw thrown;
      return 'unknown';
    }
  }

  private async reread(key: string): Promise<void> {
    const id = key.slice(prefix.length);
    await this.loadedOrNone();
    await this.note(id, await this.read(key));
  }

  private async note(id: string, profile: KnownProfile | undefined): Promise<void> {
    this.unread.delete(prefix + id);
    const profiles = await this.loadedOrNone();
    if (profile === undefined) profiles?.delete(id);
    else profiles?.set(id, profile);
    this.listed = undefined;
    this.changed.fire();
  }

  /** The profiles; undefined where SecretStorage does not list them. They are listed again with the next call. */
  private async loadedOrNone(): Promise<Map<string, KnownProfile> | undefined> {
    try {
      return await this.load();
    } catch (thrown) {
      if (!isStorageFailed(thrown)) throw thrown;
      return undefined;
    }
  }

  /** As `read`; an entry that SecretStorage does not give is unusable until it does, and its neighbours are not. */
  private async readOrUnusable(key: string): Promise<KnownProfile | undefined> {
    try {
      const profile = await this.read(key);
      this.unread.delete(key);
      return profile;
    } catch (thrown) {
      if (!isStorageFailed(thrown)) throw thrown;
      if (!this.unread.has(key))
        this.log(`the stored profile “${plain(key.slice(prefix.length))}” could not be read from SecretStorage`);
      this.unread.add(key);
      return garbled(key.slice(prefix.length));
    }
  }

  private async read(key: string): Promise<KnownProfile | undefined> {
    const id = key.slice(prefix.length);
    const text = await readFrom(this.secrets, key);
    return text === undefined ? undefined : this.parsed(id, text);
  }

  private async parsed(id: string, text: string): Promise<KnownProfile> {
    const entry = decodeEntry(text);
    const raw = entry === undefined ? undefined : profileIn(entry);
    const parsed = entry === undefined ? undefined : (await this.parse())(raw);
    // An entry that names another profile belongs to none: its id says one thing, its key another.
    if (parsed !== undefined && (!parsed.ok || parsed.profile.id === id)) {
      return knownProfile({ id, home }, parsed, raw);
    }
    this.log(`the stored profile “${plain(id)}” is garbled; it is kept as it is`);
    return garbled(id);
  }
}

function sorted(profiles: Iterable<KnownProfile>): readonly KnownProfile[] {
  return [...profiles].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function garbled(id: string): KnownProfile {
  const message = t('Its entry in SecretStorage cannot be read.');
  return { usable: false, id, home, name: undefined, problems: [invalid([], message)] };
}
