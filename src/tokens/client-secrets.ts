import { t } from '@vscode/l10n';
import { Shared } from '../base/shared';
import { cancelled, Fault } from '../faults/fault';
import type { Client } from '../oauth/credentials';
import type { UsableProfile } from '../profile/known';
import { secretsUsed } from '../profile/secrets-used';
import type { SecretKind } from '../profile/secret-kind';
import { secretKey } from '../storage/keys';
import type { SecretsStore } from '../storage/secrets';

/** What is asked of a person about secrets. Every answer may take minutes. */
export interface SecretInteraction {
  /** Asks for a secret that is missing; undefined when the user cancels. */
  askSecret(known: UsableProfile, kind: SecretKind, signal: AbortSignal): Promise<string | undefined>;
  /** Whether a team profile may use a stored secret in its folder; asks once, where it may ask at all. */
  mayUseSecret(known: UsableProfile, interactive: boolean): Promise<boolean>;
  /** Remembers that the user gave this very profile a secret, so that using it needs no question. */
  rememberSecretUse(known: UsableProfile): Promise<void>;
}

interface Asking {
  interactive?: boolean;
  signal?: AbortSignal;
}

/** Secrets of profiles' clients: looked up, asked for when they are missing, and used only as the user allowed. */
export class ClientSecrets {
  private readonly prompts = new Shared<string>();

  constructor(
    private readonly secrets: SecretsStore,
    private readonly interaction: SecretInteraction,
  ) {}

  /** The profile's client, with the stored secrets that its requests use. */
  async clientOf(profile: UsableProfile): Promise<Client> {
    const { settings } = profile;
    const found = secretsUsed(settings).map(async ({ kind }) => [kind, await this.secrets.get(kind, profile)] as const);
    return { settings, credentials: Object.fromEntries(await Promise.all(found)) };
  }

  /** The token that was pasted by hand; asked for where there is none. @throws `interaction-required`, `cancelled` */
  async pasted(profile: UsableProfile, asking: Asking): Promise<string> {
    return (await this.secrets.get('token', profile)) ?? (await this.ask(profile, 'token', asking));
  }

  /**
   * Asks for every secret that the client needs and lacks, and gives them to it.
   * @throws `interaction-required`, `cancelled`
   */
  async complete(profile: UsableProfile, client: Client, asking: Asking): Promise<void> {
    for (const kind of missingSecrets(client)) client.credentials[kind] = await this.ask(profile, kind, asking);
  }

  /**
   * A team profile may use a stored secret, or a token that was got with one, only as the user allowed.
   * @param hasSharedToken whether a token is in hand that another profile may have got with the secret
   * @throws `access-denied`
   */
  async checkUse(profile: UsableProfile, hasSharedToken: () => Promise<boolean>, asking: Asking): Promise<void> {
    const used = secretsUsed(profile.settings);
    if (profile.home.kind !== 'team' || used.length === 0) return;
    if (await this.interaction.mayUseSecret(profile, false)) return;
    if (!(await hasSharedToken()) && !(await this.isStored(profile, used))) return;
    const interactive = asking.interactive !== false;
    if (await this.interaction.mayUseSecret(profile, interactive)) return;
    throw new Fault('access-denied', t('The folder’s profile may not use the stored secret of this client.'), {
      next: interactive ? t('Allow it when asked.') : t('Run “Token Deck: Get Token” once and allow it.'),
    });
  }

  /** Asks for a secret, once for all who need the same, and stores it. */
  private async ask(profile: UsableProfile, kind: SecretKind, asking: Asking): Promise<string> {
    if (asking.interactive === false) throw new Fault('interaction-required', t('A secret is missing.'));
    const askAndStore = async (signal: AbortSignal): Promise<string> => {
      // Someone else may have been asked since it was found missing.
      const stored = await this.secrets.get(kind, profile);
      if (stored !== undefined) return stored;
      const value = await this.interaction.askSecret(profile, kind, signal);
      if (value === undefined) throw cancelled();
      await this.secrets.set(kind, profile, value);
      await this.interaction.rememberSecretUse(profile);
      return value;
    };
    const value = await this.prompts.run(await secretKey(kind, profile), askAndStore, asking.signal);
    // The question may have been asked for another profile of the same client, which says nothing about this one.
    await this.checkUse(profile, () => Promise.resolve(true), asking);
    return value;
  }

  private async isStored(profile: UsableProfile, used: readonly { kind: SecretKind }[]): Promise<boolean> {
    for (const { kind } of used) if ((await this.secrets.get(kind, profile)) !== undefined) return true;
    return false;
  }
}

/** The kinds of secret that a client needs and lacks. */
export function missingSecrets({ settings, credentials }: Client): SecretKind[] {
  return secretsUsed(settings)
    .filter(({ kind, required }) => required && credentials[kind] === undefined)
    .map(({ kind }) => kind);
}
