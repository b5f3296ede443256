import { cancelled, Fault } from '../faults/fault';
import type { Client } from '../oauth/client';
import type { UsableProfile } from '../profile/known';
import type { SecretKind } from '../profile/problem';
import { secretKey } from '../storage/keys';
import type { SecretsStore } from '../storage/secrets';
import { Shared } from '../base/shared';

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

/** The ways of client authentication that there are; others are refused before anyone is asked for anything. */
const supported: ReadonlySet<string> = new Set(['none', 'client_secret_basic', 'client_secret_post']);

/** Secrets of profiles' clients: looked up, asked for when they are missing, and used only as the user allowed. */
export class ClientSecrets {
  private readonly prompts = new Shared<string>();

  constructor(
    private readonly secrets: SecretsStore,
    private readonly interaction: SecretInteraction,
  ) {}

  /**
   * The profile's client with what is stored for it.
   * @throws `grant-unsupported` for a client authentication that is not there yet
   */
  async clientOf(profile: UsableProfile): Promise<Client> {
    const { settings } = profile;
    if (settings.clientAuth !== undefined && !supported.has(settings.clientAuth)) {
      throw new Fault('grant-unsupported', `The client authentication “${settings.clientAuth}” is not supported yet.`, {
        next: 'Choose client_secret_basic, client_secret_post or none in “clientAuth”.',
      });
    }
    const clientSecret = settings.clientAuth === 'none' ? undefined : await this.secrets.get('clientSecret', profile);
    return { settings, credentials: { clientSecret } };
  }

  /** The token that was pasted by hand for a profile of the grant `static`. */
  async pasted(profile: UsableProfile, asking: Asking): Promise<string> {
    return (await this.secrets.get('token', profile)) ?? (await this.ask(profile, 'token', asking));
  }

  /**
   * Asks for a secret, once for all who need the same, and stores it.
   * @throws `interaction-required`, `cancelled`
   */
  async ask(profile: UsableProfile, kind: SecretKind, asking: Asking): Promise<string> {
    if (asking.interactive === false) throw new Fault('interaction-required', 'A secret is missing.');
    const askAndStore = async (signal: AbortSignal): Promise<string> => {
      const value = await this.interaction.askSecret(profile, kind, signal);
      if (value === undefined) throw cancelled();
      await this.secrets.set(kind, profile, value);
      await this.interaction.rememberSecretUse(profile);
      return value;
    };
    const value = await this.prompts.run(await secretKey(kind, profile), askAndStore, asking.signal);
    // The question may have been asked for another profile of the same client: this one has no leave by that.
    await this.checkUse(profile, () => Promise.resolve(true), asking);
    return value;
  }

  /**
   * A team profile may use a stored secret, or a token that was got with one, only as the user allowed.
   * @param hasSharedToken whether a token is in hand that another profile may have got with the secret
   * @throws `access-denied`
   */
  async checkUse(profile: UsableProfile, hasSharedToken: () => Promise<boolean>, asking: Asking): Promise<void> {
    const { grant, clientAuth } = profile.settings;
    if (profile.home.kind !== 'team' || (clientAuth === 'none' && grant !== 'static')) return;
    if (await this.interaction.mayUseSecret(profile, false)) return;
    const stored = async () =>
      (await this.secrets.get(grant === 'static' ? 'token' : 'clientSecret', profile)) !== undefined;
    if (!(await hasSharedToken()) && !(await stored())) return;
    const interactive = asking.interactive !== false;
    if (await this.interaction.mayUseSecret(profile, interactive)) return;
    throw new Fault('access-denied', 'The folder’s profile may not use the stored secret of this client.', {
      next: interactive ? 'Allow it when asked.' : 'Run “Token Deck: Get Token” once and allow it.',
    });
  }
}
