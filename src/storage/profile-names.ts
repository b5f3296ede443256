import { identityOf, nameOf, type KnownProfile } from '../profile/known';
import { decodeEntry, encodeEntry, type SecretStorage } from './entry';

const key = 'names';

/** With fewer personal profiles than this, all of them are read as quickly as a list of their names. */
const worthwhile = 100;

/** What a list shows of a personal profile before the profile itself is read. */
export interface NamedProfile {
  id: string;
  name: string;
  group?: string;
}

/**
 * The names of many personal profiles in one entry, so that the sidebar need not wait until each profile is read. Nothing
 * else may rely on it: another window may have changed a profile since, and the sidebar reads them all a moment later.
 */
export class ProfileNames {
  private stored: Promise<string | undefined> | undefined;
  private isStale = false;
  private isStoring = false;

  /**
   * @param all every profile that this window knows
   * @param settle awaited before names are stored, so that changes that come together are stored together
   */
  constructor(
    private readonly secrets: SecretStorage,
    private readonly all: () => Promise<readonly KnownProfile[]>,
    private readonly settle: () => Promise<void>,
    private readonly log: (line: string) => void,
  ) {}

  /** The names that were stored last; none where there are few profiles, or where they cannot be read. */
  async read(): Promise<NamedProfile[]> {
    try {
      const { profiles } = decodeEntry((await this.entry()) ?? '') ?? {};
      const named = Array.isArray(profiles) ? profiles.filter(isNamed) : [];
      return [...new Map(named.map((each) => [each.id, each])).values()];
    } catch {
      this.log('the names of profiles could not be read from SecretStorage');
      return [];
    }
  }

  /** Stores the names as they are now, if they are not what is stored. Never rejects. */
  async update(): Promise<void> {
    this.isStale = true;
    if (this.isStoring) return;
    this.isStoring = true;
    try {
      while (this.isStale) {
        await this.settle();
        this.isStale = false;
        const text = entryOf((await this.all()).filter(({ home }) => home.kind === 'personal'));
        if (text === (await this.entry())) continue;
        await (text === undefined ? this.secrets.delete(key) : this.secrets.store(key, text));
        this.stored = Promise.resolve(text);
      }
    } catch {
      this.log('the names of profiles could not be stored in SecretStorage');
    } finally {
      this.isStoring = false;
    }
  }

  private entry(): Promise<string | undefined> {
    this.stored ??= Promise.resolve(this.secrets.get(key)).catch((thrown: unknown) => {
      this.stored = undefined;
      throw thrown;
    });
    return this.stored;
  }
}

/** What tells a named profile from every other; the same as for the profile itself. */
export function identityOfNamed({ id }: NamedProfile): string {
  return identityOf({ id, home: { kind: 'personal' } });
}

function entryOf(personal: readonly KnownProfile[]): string | undefined {
  return personal.length < worthwhile ? undefined : encodeEntry({ profiles: personal.map(namedOf) });
}

function namedOf(known: KnownProfile): NamedProfile {
  const group = known.usable ? known.profile.group : undefined;
  return { id: known.id, name: nameOf(known), ...(group !== undefined && { group }) };
}

function isNamed(value: unknown): value is NamedProfile {
  const { id, name, group } = (value ?? {}) as Partial<Record<keyof NamedProfile, unknown>>;
  return typeof id === 'string' && typeof name === 'string' && (group === undefined || typeof group === 'string');
}
