import { cancelled, Fault, isCancelled, isFault, toFault } from '../faults/fault';
import type { Client, OAuthClient } from '../oauth/client';
import { identityOf, nameOf, type KnownProfile, type UsableProfile } from '../profile/known';
import { describeProblems, type SecretKind } from '../profile/problem';
import { Emitter } from '../storage/event';
import { tokenKey } from '../storage/keys';
import type { SecretsStore } from '../storage/secrets';
import type { TokenSet } from '../storage/token-set';
import type { TokenStore } from '../storage/tokens';
import { freshness } from './freshness';
import { Shared } from './shared';

/** What the service asks of a person. Every answer may take minutes. */
export interface Interaction {
  /** Asks for a secret that is missing; undefined when the user cancels. */
  askSecret(known: UsableProfile, kind: SecretKind, signal: AbortSignal): Promise<string | undefined>;
  /** Whether a team profile may use a stored secret in its folder; asks once, where it may ask at all. */
  mayUseSecret(known: UsableProfile, interactive: boolean): Promise<boolean>;
  /** Remembers that the user gave this very profile a secret, so that using it needs no question. */
  rememberSecretUse(known: UsableProfile): Promise<void>;
  /** Leads the user through a login in the browser. */
  login(
    known: UsableProfile,
    client: Client,
    oauth: OAuthClient,
    options: LoginWish,
    signal: AbortSignal,
  ): Promise<TokenSet>;
}

export interface LoginWish {
  otherAccount?: boolean;
  /** Ways of coming back from the browser that were tried without success. */
  not?: readonly string[];
}

export interface GetOptions extends LoginWish {
  forceRefresh?: boolean;
  /** Seconds of validity that the caller needs. */
  minValidity?: number;
  /** Whether a person may be asked (default true). */
  interactive?: boolean;
  signal?: AbortSignal;
}

export interface ServiceDependencies {
  tokens: TokenStore;
  secrets: SecretsStore;
  oauth: () => Promise<OAuthClient>;
  interaction: Interaction;
  now: () => number;
  log: (line: string) => void;
}

/** Tokens of profiles: handed out while fresh, renewed without asking where that is possible, else by a login. */
export class TokenService {
  private readonly renewals = new Shared<TokenSet>();
  private readonly logins = new Shared<TokenSet>();
  private readonly keys = new WeakMap<UsableProfile, Promise<string>>();
  private readonly failures = new Map<string, Fault>();
  private readonly changed = new Emitter<string>();

  /** Fires with a profile's identity when its last failure changed, or work on it began or ended. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly deps: ServiceDependencies) {}

  /**
   * A token set of the profile that can be used now.
   * @throws a fault that names the profile: `interaction-required` where only a person could help and
   *   `interactive` is false, `access-denied`, `profile-invalid`, and all that a request can end in
   */
  async get(known: KnownProfile, options: GetOptions = {}): Promise<TokenSet> {
    const profile = usable(known);
    const identity = identityOf(profile);
    try {
      const set = await this.current(profile, options);
      if (this.failures.delete(identity)) this.changed.fire(identity);
      return set;
    } catch (thrown) {
      const fault = toFault(thrown, nameOf(profile));
      if (!isCancelled(fault) && !quiet.has(fault.code)) {
        this.failures.set(identity, fault);
        this.deps.log(`${identity}: ${fault.code}${fault.error === undefined ? '' : ` (${fault.error})`}`);
      }
      this.changed.fire(identity);
      throw fault;
    }
  }

  /** The profile's token set as it is, or undefined; nothing is renewed. */
  async peek(profile: UsableProfile): Promise<TokenSet | undefined> {
    return this.deps.tokens.get(await this.keyOf(profile));
  }

  /** What went wrong last, until it went right. */
  failureOf(known: KnownProfile): Fault | undefined {
    return this.failures.get(identityOf(known));
  }

  /** The key that the profile's token is stored under. */
  keyOf(profile: UsableProfile): Promise<string> {
    let key = this.keys.get(profile);
    if (key === undefined) {
      key = tokenKey(profile);
      this.keys.set(profile, key);
    }
    return key;
  }

  /** Whether a request or a login of the profile is under way. */
  async isBusy(profile: UsableProfile): Promise<boolean> {
    const key = await this.keyOf(profile);
    return this.renewals.has(key) || this.logins.has(key);
  }

  /** Forgets the profile's tokens; its secret stays. */
  async forget(profile: UsableProfile): Promise<void> {
    this.failures.delete(identityOf(profile));
    await this.deps.tokens.delete(await this.keyOf(profile));
    this.changed.fire(identityOf(profile));
  }

  private async current(profile: UsableProfile, options: GetOptions): Promise<TokenSet> {
    const { settings } = profile.parsed;
    const key = await this.keyOf(profile);
    await this.checkSecretUse(profile, key, options);
    if (settings.grant === 'static') return this.pasted(profile, options);
    if (settings.grant !== 'client_credentials' && settings.grant !== 'authorization_code') {
      throw new Fault('grant-unsupported', `The grant “${settings.grant}” is not supported yet.`);
    }
    const set = await this.deps.tokens.get(key);
    if (set !== undefined && !options.forceRefresh && !options.otherAccount && this.isFresh(profile, set, options))
      return set;
    try {
      const renewed = options.otherAccount
        ? await this.login(profile, key, options)
        : await this.renew(profile, key, options);
      const left = renewed.expiresAt === undefined ? Infinity : (renewed.expiresAt - this.deps.now()) / 1000;
      if (left < (options.minValidity ?? 0)) {
        this.deps.log(
          `${identityOf(profile)}: the new token lives ${Math.floor(left)} s, shorter than the ${options.minValidity} s asked for`,
        );
      }
      return renewed;
    } catch (thrown) {
      if (set === undefined || options.forceRefresh || !this.isStillGood(set, options) || !isFault(thrown))
        throw thrown;
      if (!passing.has(thrown.code)) throw thrown;
      this.deps.log(`${identityOf(profile)}: not renewed (${thrown.code}); the token in hand is still valid`);
      return set;
    }
  }

  /** Renews without asking; where that cannot be, asks, if it may. */
  private async renew(profile: UsableProfile, key: string, options: GetOptions): Promise<TokenSet> {
    try {
      return await this.renewals.run(key, (signal) => this.renewQuietly(profile, key, options, signal), options.signal);
    } catch (thrown) {
      if (options.interactive === false || !isFault(thrown)) throw asInteraction(thrown);
      if (thrown.code === 'secret-missing') {
        await this.askSecret(profile, 'clientSecret', options);
        return this.renewals.run(
          key,
          (signal) => this.renewQuietly(profile, key, { ...options, forceRefresh: true }, signal),
          options.signal,
        );
      }
      if (thrown.code === 'interaction-required') return this.login(profile, key, options);
      throw thrown;
    }
  }

  private async renewQuietly(
    profile: UsableProfile,
    key: string,
    options: GetOptions,
    signal: AbortSignal,
  ): Promise<TokenSet> {
    const { settings } = profile.parsed;
    const before = this.deps.tokens.peek(key);
    const stored = await this.deps.tokens.reread(key);
    // Another window may have renewed it since.
    if (stored !== undefined && stored.accessToken !== before?.accessToken && this.isFresh(profile, stored, options))
      return stored;
    const client = await this.clientOf(profile);
    const oauth = await this.deps.oauth();
    if (settings.grant === 'client_credentials') {
      if (client.credentials.clientSecret === undefined)
        throw new Fault('secret-missing', 'No client secret is stored for this client.');
      return this.keep(key, await oauth.clientCredentials(client, signal));
    }
    if (stored?.refreshToken === undefined) throw new Fault('interaction-required', 'A login is needed.');
    try {
      return await this.keep(key, await oauth.refresh(client, stored, signal));
    } catch (thrown) {
      if (!isFault(thrown) || thrown.error !== 'invalid_grant') throw thrown;
      return this.afterRefusal(profile, key, stored, thrown);
    }
  }

  /** A refresh token was refused: another window may have used it; else it is worth nothing any more. */
  private async afterRefusal(profile: UsableProfile, key: string, used: TokenSet, refusal: Fault): Promise<TokenSet> {
    const sibling = await this.deps.tokens.reread(key);
    if (sibling !== undefined && sibling.refreshToken !== used.refreshToken && this.isFresh(profile, sibling, {}))
      return sibling;
    await this.deps.tokens.set(key, { ...used, refreshToken: undefined });
    throw new Fault('interaction-required', 'The refresh token is no longer accepted, so a login is needed.', {
      error: refusal.error,
    });
  }

  private async login(profile: UsableProfile, key: string, options: GetOptions): Promise<TokenSet> {
    if (profile.parsed.settings.grant !== 'authorization_code')
      throw new Fault('argument-invalid', 'Nobody signs in with this grant.');
    if (options.interactive === false) throw new Fault('interaction-required', 'A login is needed.');
    const wish: LoginWish = {
      ...(options.otherAccount && { otherAccount: true }),
      ...(options.not && { not: options.not }),
    };
    const start = async (signal: AbortSignal): Promise<TokenSet> => {
      const client = await this.clientOf(profile);
      const method = client.settings.clientAuth ?? 'none';
      if (method !== 'none' && client.credentials.clientSecret === undefined) {
        client.credentials.clientSecret = await this.askSecret(profile, 'clientSecret', { ...options, signal });
      }
      const oauth = await this.deps.oauth();
      const set = await this.deps.interaction.login(profile, client, oauth, wish, signal);
      return this.keep(key, set);
    };
    const running = this.logins.run(options.otherAccount ? `other ${key}` : key, start, options.signal);
    this.changed.fire(identityOf(profile));
    return running;
  }

  private async askSecret(profile: UsableProfile, kind: SecretKind, options: GetOptions): Promise<string> {
    if (options.interactive === false) throw new Fault('interaction-required', 'A secret is missing.');
    const value = await this.deps.interaction.askSecret(profile, kind, options.signal ?? new AbortController().signal);
    if (value === undefined) throw cancelled();
    await this.deps.secrets.set(kind, profile, value);
    await this.deps.interaction.rememberSecretUse(profile);
    return value;
  }

  /** A team profile may use a stored secret, or a token that was got with one, only as the user allowed. */
  private async checkSecretUse(profile: UsableProfile, key: string, options: GetOptions): Promise<void> {
    if (profile.home.kind !== 'team' || (await this.deps.interaction.mayUseSecret(profile, false))) return;
    const interactive = options.interactive !== false;
    const kind = profile.parsed.settings.grant === 'static' ? 'token' : 'clientSecret';
    const shared =
      profile.parsed.settings.grant === 'client_credentials' && (await this.deps.tokens.get(key)) !== undefined;
    if (!shared && (await this.deps.secrets.get(kind, profile)) === undefined) return;
    if (await this.deps.interaction.mayUseSecret(profile, interactive)) return;
    throw new Fault('access-denied', 'The folder’s profile may not use the stored secret of this client.', {
      next: interactive ? 'Allow it when asked.' : 'Run “Token Deck: Get Token” once and allow it.',
    });
  }

  private async pasted(profile: UsableProfile, options: GetOptions): Promise<TokenSet> {
    const value = (await this.deps.secrets.get('token', profile)) ?? (await this.askSecret(profile, 'token', options));
    return { accessToken: value, tokenType: 'bearer', obtainedAt: this.deps.now() };
  }

  private async clientOf(profile: UsableProfile): Promise<Client> {
    const { settings } = profile.parsed;
    const clientSecret =
      settings.clientAuth === 'none' ? undefined : await this.deps.secrets.get('clientSecret', profile);
    return { settings, credentials: { clientSecret } };
  }

  /** Stores a token set before anyone gets it: a rotated refresh token must not be lost. */
  private async keep(key: string, set: TokenSet): Promise<TokenSet> {
    await this.deps.tokens.set(key, set);
    return set;
  }

  private isFresh(profile: UsableProfile, set: TokenSet, options: GetOptions): boolean {
    return freshness(set, this.deps.now(), profile.parsed.settings.refreshAhead, options.minValidity) === 'fresh';
  }

  private isStillGood(set: TokenSet, options: GetOptions): boolean {
    return freshness(set, this.deps.now(), 0, options.minValidity) === 'fresh';
  }
}

/** Faults that pass: a token in hand that is still valid is worth more than an error. */
const passing = new Set(['unreachable', 'timeout', 'server-error', 'rate-limited', 'interaction-required']);

/** Faults that say nothing about the profile's token. */
const quiet = new Set(['interaction-required', 'access-denied', 'secret-missing']);

/** The profile, if it can be used. @throws `profile-invalid`, `insecure-endpoint` */
export function usable(known: KnownProfile): UsableProfile {
  if (known.parsed.ok) return known as UsableProfile;
  const { problems } = known.parsed;
  const code = problems.every((problem) => problem.code === 'insecure-endpoint')
    ? 'insecure-endpoint'
    : 'profile-invalid';
  throw new Fault(code, `The profile cannot be used: ${describeProblems(problems)}`, { profile: nameOf(known) });
}

/** Without a person, what is missing is an interaction. */
function asInteraction(thrown: unknown): unknown {
  if (!isFault(thrown) || thrown.code !== 'secret-missing') return thrown;
  return new Fault('interaction-required', thrown.what, { next: thrown.next });
}
