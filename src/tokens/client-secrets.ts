import { t } from '@vscode/l10n';
import { Shared } from '../base/shared';
import { cancelled, Fault, isFault } from '../faults/fault';
import { decodeJwt, timeClaim } from '../jwt/read/decode';
import type { Client } from '../oauth/credentials';
import { withRegistration } from '../oauth/registered-client';
import { hostsOf } from '../profile/disclosed';
import type { UsableProfile } from '../profile/known';
import { asKept } from '../profile/pasted';
import { registersClient } from '../profile/registers-client';
import { mainSecret, secretsUsed } from '../profile/secrets-used';
import type { SecretKind } from '../profile/secret-kind';
import { secretKey } from '../storage/keys';
import { DpopKeys } from '../storage/dpop-keys';
import { RegistrationStore, type Registration } from '../storage/registrations';
import type { SecretsStore } from '../storage/secrets';
import type { TokenSet } from '../storage/token-set';
import { noLock } from '../storage/window-lock';

/** What is asked of a person about secrets. Every answer may take minutes. */
export interface SecretInteraction {
  /** Asks for a secret that is missing; undefined when the user cancels. */
  askSecret(known: UsableProfile, kind: SecretKind, signal: AbortSignal): Promise<string | undefined>;
  /**
   * Whether a team profile may be used in its folder; asks once, where it may ask at all.
   * @param generation that of its stored secrets
   */
  mayUse(known: UsableProfile, generation: string, interactive: boolean): Promise<boolean>;
  /** Whether a team profile may contact hosts that it does not name itself; asks once, where it may ask at all. */
  mayContact(known: UsableProfile, origins: readonly string[], interactive: boolean): Promise<boolean>;
  /** Remembers that a person typed a secret for this very profile, which answers whether it may be used with it. */
  rememberTyped(known: UsableProfile, generation: string): Promise<void>;
}

/** How a person may be asked, and until when. */
export interface Asking {
  /** Whether they may be asked at all (default true). */
  interactive?: boolean;
  signal?: AbortSignal;
}

/** Secrets of profiles' clients: looked up, asked for when they are missing, and used only as the user allowed. */
export class ClientSecrets {
  private readonly prompts = new Shared<string>();
  private readonly registrations: RegistrationStore;

  constructor(
    private readonly secrets: SecretsStore,
    private readonly interaction: SecretInteraction,
    private readonly dpopKeys = new DpopKeys(secrets, noLock),
  ) {
    this.registrations = new RegistrationStore(secrets);
  }

  /**
   * The profile's client, with the stored secrets that its requests use; without a client ID of its own, the one that was
   * registered for it. A team profile's client sends nothing that the user has not allowed: neither before that, nor to a
   * host that was not shown.
   * @param interactive whether the user may be asked about further hosts
   */
  async clientOf(profile: UsableProfile, interactive = false): Promise<Client> {
    const client = await this.ownClientOf(profile, interactive);
    const registration = await this.registrationOf(profile);
    return registration === undefined || registration.isRefused === true
      ? client
      : withRegistration(client, registration);
  }

  /** The client that was registered for the profile; see `RegistrationStore.get`. */
  async registrationOf(profile: UsableProfile): Promise<Registration | undefined> {
    return registersClient(profile.settings) ? this.registrations.get(profile) : undefined;
  }

  /**
   * Notes that the provider does not accept the client that was registered for the profile: the next login registers
   * another.
   * @returns whether that is what the fault says
   */
  async noteRefusedClient(profile: UsableProfile, thrown: unknown): Promise<boolean> {
    if (!isFault(thrown) || thrown.code !== 'client-refused') return false;
    const known = await this.registrationOf(profile);
    if (known !== undefined) await this.registrations.set(profile, { ...known, isRefused: true });
    return known !== undefined;
  }

  private async ownClientOf(profile: UsableProfile, interactive: boolean): Promise<Client> {
    const { settings } = profile;
    const found = secretsUsed(settings).map(async ({ kind }) => [kind, await this.secrets.get(kind, profile)] as const);
    const credentials = Object.fromEntries(await Promise.all(found)) as Client['credentials'];
    const dpopKey = () => this.dpopKeys.of(profile);
    if (!isAskedAbout(profile)) return { settings, credentials, dpopKey };
    const named = new Set(hostsOf(settings).map(({ origin }) => origin));
    const mayContact = async (origins: readonly string[]): Promise<void> => {
      if (!(await this.isAllowed(profile, false))) throw notAllowed(interactive);
      const further = origins.filter((origin) => !named.has(origin));
      if (further.length === 0 || (await this.interaction.mayContact(profile, further, interactive))) return;
      throw notAllowed(interactive);
    };
    return { settings, credentials, dpopKey, mayContact };
  }

  /** The token that was pasted by hand; asked for where there is none. @throws `interaction-required`, `cancelled` */
  async pasted(profile: UsableProfile, asking: Asking): Promise<string> {
    const kind = mainSecret(profile.settings);
    return (await this.secrets.get(kind, profile)) ?? (await this.ask(profile, kind, asking));
  }

  /** The token that was pasted by hand, as a token set; nobody is asked. */
  async storedToken(profile: UsableProfile): Promise<TokenSet | undefined> {
    const accessToken = await this.secrets.get(mainSecret(profile.settings), profile);
    return accessToken === undefined ? undefined : pastedSet(accessToken, 0);
  }

  /** Deletes the token that was pasted by hand. @throws `storage-failed` */
  async deletePasted(profile: UsableProfile): Promise<void> {
    await this.secrets.delete(mainSecret(profile.settings), profile);
  }

  /**
   * Asks for every secret that the client needs and lacks, and gives them to it.
   * @throws `interaction-required`, `cancelled`
   */
  async complete(profile: UsableProfile, client: Client, asking: Asking): Promise<void> {
    for (const kind of missingSecrets(client)) client.credentials[kind] = await this.ask(profile, kind, asking);
  }

  /**
   * A team profile is used only as the user allowed. Where a secret is missing that its requests need, nothing is asked
   * yet: the prompt for it shows where it goes, and typing it is the answer.
   * @param hasSharedToken whether a token is in hand that another profile may have obtained with the secret
   * @throws `access-denied`
   */
  async checkUse(profile: UsableProfile, hasSharedToken: () => Promise<boolean>, asking: Asking): Promise<void> {
    if (!isAskedAbout(profile) || (await this.isAllowed(profile, false))) return;
    if (!(await hasSharedToken()) && (await this.lacksSecret(profile))) return;
    await this.allow(profile, asking);
  }

  /** As `checkUse`, also where a secret is missing. @throws `access-denied` */
  async allow(profile: UsableProfile, asking: Asking): Promise<void> {
    if (!isAskedAbout(profile)) return;
    const interactive = asking.interactive !== false;
    if (!(await this.isAllowed(profile, interactive))) throw notAllowed(interactive);
  }

  /**
   * A person typed a secret for this very profile: that answers whether it may be used with it, where its requests use
   * a secret of that kind.
   */
  async rememberTyped(profile: UsableProfile, kind: SecretKind): Promise<void> {
    if (isAskedAbout(profile) && secretsUsed(profile.settings).some((used) => used.kind === kind))
      await this.interaction.rememberTyped(profile, await this.generationOf(profile));
  }

  /** Asks for a secret, once for all who need the same, and stores it. */
  private async ask(profile: UsableProfile, kind: SecretKind, asking: Asking): Promise<string> {
    if (asking.interactive === false) throw new Fault('interaction-required', t('A secret is missing.'));
    const askAndStore = async (signal: AbortSignal): Promise<string> => {
      // Someone else may have been asked since it was found missing.
      const stored = await this.secrets.get(kind, profile);
      if (stored !== undefined) return stored;
      const typed = await this.interaction.askSecret(profile, kind, signal);
      if (typed === undefined) throw cancelled();
      const value = asKept(kind, profile.settings, typed);
      // It was asked for because none was found, which may be because none could be read.
      await this.secrets.set(kind, profile, value, false);
      await this.rememberTyped(profile, kind);
      return value;
    };
    const value = await this.prompts.run(await secretKey(kind, profile), askAndStore, asking.signal);
    // The question may have been asked for another profile of the same client, which says nothing about this one.
    await this.checkUse(profile, () => Promise.resolve(true), asking);
    return value;
  }

  private async isAllowed(profile: UsableProfile, interactive: boolean): Promise<boolean> {
    return this.interaction.mayUse(profile, await this.generationOf(profile), interactive);
  }

  private async lacksSecret(profile: UsableProfile): Promise<boolean> {
    for (const { kind, required } of secretsUsed(profile.settings))
      if (required && (await this.secrets.get(kind, profile)) === undefined) return true;
    return false;
  }

  /** What changes with the value of any secret that the profile's requests use. */
  private async generationOf(profile: UsableProfile): Promise<string> {
    const found = secretsUsed(profile.settings).map(async ({ kind }) => {
      const secret = await this.secrets.find(kind, profile);
      return secret === undefined ? [kind] : [kind, secret.generation];
    });
    return JSON.stringify(await Promise.all(found));
  }
}

/** A token that was pasted by hand, as a token set. @param obtainedAt milliseconds since 1970 */
export function pastedSet(accessToken: string, obtainedAt: number): TokenSet {
  const expiresAt = timeClaim(decodeJwt(accessToken)?.claims ?? {}, 'exp');
  const set: TokenSet = { accessToken, tokenType: 'bearer', obtainedAt };
  return expiresAt === undefined ? set : { ...set, expiresAt, expirySource: 'exp' };
}

/** Whether the user is asked before the profile is used: it is a folder's. */
function isAskedAbout({ home }: UsableProfile): boolean {
  return home.kind === 'team';
}

/**
 * The fault for a folder's profile that the user did not allow. Where they could be asked, they have answered “Never”.
 * @param dismissed whether the user has just closed the question
 */
export function notAllowed(interactive: boolean, dismissed = false): Fault {
  return new Fault('access-denied', t('You have not allowed this folder’s profile to be used.'), {
    dismissed,
    next: interactive
      ? t('To change this, run “Token Deck: Manage Access”.')
      : t('Run “Token Deck: Get Token” once and allow it.'),
  });
}

/** The kinds of secret that a client needs and lacks. */
export function missingSecrets({ settings, credentials }: Client): SecretKind[] {
  return secretsUsed(settings)
    .filter(({ kind, required }) => required && credentials[kind] === undefined)
    .map(({ kind }) => kind);
}
