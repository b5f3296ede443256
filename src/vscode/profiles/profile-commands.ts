import { t } from '@vscode/l10n';
import { cancelled, Fault } from '../../faults/fault';
import { expand } from '../../profile/expand';
import { nameOf, type UsableProfile } from '../../profile/known';
import type { ParsedProfile } from '../../profile/parse';
import { describeProblems } from '../../profile/problem';
import { secretKinds, type SecretKind } from '../../profile/secret-kind';
import { copyId } from '../../profile/new-id';
import { mainSecret } from '../../profile/secrets-used';
import type { Profile } from '../../profile/schema';
import type { ProfileStore } from '../../storage/profiles';
import type { SecretsStore } from '../../storage/secrets';
import type { TokenService } from '../../tokens/service';
import { askSecret } from './ask-secret';
import type { NewProfile } from './new-profile';
import type { Consent } from '../access/consent';
import { allowPersonalCopy, type PersonalCopyParts } from '../access/personal-copy';
import type { Profiles } from './profiles';
import type { Target } from './target';
import type { TeamFiles } from './team-files';
import { StoredProfiles, type StoredProfilesParts } from './stored-profiles';
import { TeamEditor } from './team-editor';
import { field, readArgument, wrong } from '../ui/argument';

/** What the commands need. */
export interface ProfileCommandsParts extends PersonalCopyParts {
  target: Target;
  profiles: Profiles;
  store: ProfileStore;
  secrets: SecretsStore;
  unregister: StoredProfilesParts['unregister'];
  service: TokenService;
  consent: Consent;
  files: TeamFiles;
  teamFile: () => Promise<typeof import('../../profile/team-file')>;
  parse: () => Promise<(input: unknown) => ParsedProfile>;
  openDocument: (id: string) => Promise<void>;
  wizard: () => Promise<NewProfile>;
}

/** What a copy is called. */
interface CopyNames {
  id: string;
  name: string;
}

/** The public commands that make, change and remove profiles. */
export class ProfileCommands {
  private readonly team: TeamEditor;
  private readonly stored: StoredProfiles;

  constructor(private readonly parts: ProfileCommandsParts) {
    this.stored = new StoredProfiles({ ...parts, all: () => parts.profiles.all() });
    this.team = new TeamEditor(parts.files, parts.teamFile, parts.parse);
  }

  /**
   * `tokenDeck.addProfile`: a personal profile, with the secrets that came with it; without an argument, the wizard.
   * @returns the profile's id
   * @throws `profile-invalid`, `insecure-endpoint`, `profile-exists`
   */
  async addProfile(argument: unknown): Promise<string> {
    if (argument === undefined) return (await this.addByWizard()).id;
    if (typeof argument !== 'object' || argument === null || Array.isArray(argument))
      throw wrong(t('The argument must be a profile.'));
    const { clientSecret, privateKey, password, token, replace, ...rest } = argument as Record<string, unknown>;
    const given = Object.entries({ clientSecret, privateKey, password, token }).filter(
      ([, value]) => value !== undefined,
    );
    for (const [name, value] of given)
      if (typeof value !== 'string' || value === '') throw wrong(t('“{name}” must be a non-empty string.', { name }));
    const mayReplace = field({ replace }, 'replace', 'boolean') === true;
    return this.add(rest, Object.fromEntries(given), mayReplace);
  }

  /** A profile that the wizard made: a personal one, or one of the folder that was chosen. */
  async addByWizard(): Promise<UsableProfile> {
    const { profile: input, secrets, folder } = await this.parts.wizard();
    if (folder === undefined) return this.stored.personal(await this.add(input, secrets, false));
    const profile = await this.check(input);
    await this.team.add(folder.uri, profile);
    const { home } = await this.parts.profiles.usable(`team:${folder.uri}:${profile.id}`);
    // As it was made here, and as the user saw it: the file may have been changed again since.
    const known: UsableProfile = { usable: true, id: profile.id, home, profile, settings: expand(profile).settings };
    for (const [kind, value] of Object.entries(secrets)) {
      await this.storeSecret(kind as SecretKind, known, value);
      // The user chose every address that it goes to.
      await this.parts.clientSecrets.rememberTyped(known, kind as SecretKind);
    }
    return known;
  }

  private async add(
    input: unknown,
    secrets: Partial<Record<SecretKind, string>>,
    mayReplace: boolean,
  ): Promise<string> {
    const profile = await this.check(input);
    await this.save(profile, mayReplace);
    const known = await this.stored.personal(profile.id);
    for (const [kind, value] of Object.entries(secrets)) await this.storeSecret(kind as SecretKind, known, value);
    return profile.id;
  }

  /** See `StoredProfiles`. */
  save(profile: Profile, replace: boolean): Promise<void> {
    return this.stored.save(profile, replace);
  }

  /** `tokenDeck.editProfile`: opens the profile, without its secrets, as a document; a team profile in its file. */
  async editProfile(argument: unknown): Promise<void> {
    const known = await this.parts.target.profile(argument);
    await (known.home.kind === 'personal' ? this.parts.openDocument(known.id) : this.team.open(known));
  }

  /** `tokenDeck.duplicateProfile`: a personal copy under a new id, which it returns. */
  async duplicateProfile(argument: unknown): Promise<string> {
    const known = await this.parts.target.usable(argument);
    const name = t('{profile} (copy)', { profile: nameOf(known) }).slice(0, 200);
    return (await this.copy(known, (taken) => ({ id: copyId(known.id, taken), name }))).id;
  }

  /**
   * Stores a personal copy, without what is filed for the profile itself.
   * @param choose chooses the copy's id and name, given the ids that are taken
   * @throws `access-denied`, `profile-exists`, and what `choose` throws
   */
  async copy(
    known: UsableProfile,
    choose: (taken: ReadonlySet<string>) => CopyNames | Promise<CopyNames>,
  ): Promise<UsableProfile> {
    await allowPersonalCopy(known, this.parts);
    const { id, name } = await choose(new Set((await this.parts.profiles.shown()).map((other) => other.id)));
    await this.parts.store.save({ ...known.profile, id, name }, false);
    return this.stored.personal(id);
  }

  /** `tokenDeck.removeProfile`: with its token, and with its secrets where no other profile uses them. */
  async removeProfile(argument: unknown): Promise<void> {
    const known = await this.parts.target.profile(argument);
    if (known.home.kind === 'team') await this.team.remove(known);
    await this.stored.unregister(known);
    await this.parts.consent.forget(known);
    await (known.home.kind === 'team' ? this.stored.deleteOwned(known) : this.stored.remove(known));
  }

  /** `tokenDeck.setSecret`: stores a secret for the profile's client; asks for it where no value is given. */
  async setSecret(argument: unknown): Promise<void> {
    const { rest } = readArgument(argument);
    const known = await this.parts.target.usable(argument);
    const kind = field(rest, 'kind', 'string') ?? mainSecret(known.settings);
    if (!isSecretKind(kind)) throw wrong(t('“kind” must be one of {kinds}.', { kinds: secretKinds.join(', ') }));
    const given = field(rest, 'value', 'string');
    const value = given ?? (await askSecret(known, kind));
    if (value === undefined) throw cancelled();
    if (value === '') throw wrong(t('“value” must be a non-empty string.'));
    await this.storeSecret(kind, known, value);
    // A person who typed it here was shown where it goes. A program's value, or one from a file, allows nothing.
    if (given === undefined) await this.parts.clientSecrets.rememberTyped(known, kind);
  }

  /** `tokenDeck.selectProfile`: makes it the one that the status bar shows. */
  async selectProfile(argument: unknown): Promise<void> {
    await this.parts.profiles.select(await this.parts.target.profile(argument));
  }

  /** See `StoredProfiles`. */
  storeSecret(kind: SecretKind, known: UsableProfile, value: string): Promise<void> {
    return this.stored.storeSecret(kind, known, value);
  }

  private async check(input: unknown): Promise<Profile> {
    const parsed = (await this.parts.parse())(input);
    if (parsed.ok) return parsed.profile;
    const insecure = parsed.problems.every(({ code }) => code === 'insecure-endpoint');
    throw new Fault(
      insecure ? 'insecure-endpoint' : 'profile-invalid',
      t('The profile cannot be used: {problems}', { problems: describeProblems(parsed.problems) }),
      {
        profile: parsed.name ?? parsed.id,
        next: insecure ? undefined : t('Correct it and try again.'),
      },
    );
  }
}

function isSecretKind(kind: string): kind is SecretKind {
  return (secretKinds as readonly string[]).includes(kind);
}
