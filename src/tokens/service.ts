import { t } from '@vscode/l10n';
import { Emitter } from '../base/event';
import { Shared } from '../base/shared';
import { Fault, isCancelled, isFault, toFault } from '../faults/fault';
import type { Client, OAuthClient } from '../oauth/client';
import { refuseUnsupported } from '../oauth/supported';
import { grants } from '../profile/grants/table';
import { identityOf, nameOf, type KnownProfile, type UsableProfile } from '../profile/known';
import { usable } from '../profile/usable';
import { tokenKey } from '../storage/keys';
import type { TokenSet } from '../storage/token-set';
import { isFresh, lifetimeOf } from './freshness';
import { keep, renewQuietly, type RenewalDependencies } from './renewal';

/** Leads the user through a login in the browser. */
export type Login = (
  known: UsableProfile,
  client: Client,
  oauth: OAuthClient,
  wish: LoginWish,
  signal: AbortSignal,
) => Promise<TokenSet>;

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

export interface ServiceDependencies extends RenewalDependencies {
  login: Login;
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
      if (this.failures.delete(await this.failureKey(profile))) this.changed.fire(identity);
      return set;
    } catch (thrown) {
      const fault = toFault(thrown, nameOf(profile));
      if (!isCancelled(fault) && !quiet.has(fault.code)) {
        this.failures.set(await this.failureKey(profile), fault);
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
  async failureOf(profile: UsableProfile): Promise<Fault | undefined> {
    return this.failures.get(await this.failureKey(profile));
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
    return this.renewals.has(key) || this.logins.has(key) || this.logins.has(otherAccount(key));
  }

  /** Forgets the profile's tokens; its secret stays. What is under way for them ends as `cancelled`. */
  async forget(profile: UsableProfile): Promise<void> {
    const key = await this.keyOf(profile);
    this.failures.delete(await this.failureKey(profile));
    for (const work of [this.renewals, this.logins]) for (const name of [key, otherAccount(key)]) work.drop(name);
    await this.deps.tokens.delete(key);
    this.changed.fire(identityOf(profile));
  }

  /** Forgets every token there is, also of profiles that are gone. */
  async forgetAll(): Promise<void> {
    this.failures.clear();
    this.renewals.dropAll();
    this.logins.dropAll();
    await this.deps.tokens.deleteAll();
    this.changed.fire('');
  }

  /** A failure belongs to a profile as it is written: an edited one has not failed yet. */
  private async failureKey(profile: UsableProfile): Promise<string> {
    return `${identityOf(profile)} ${await this.keyOf(profile)}`;
  }

  private async current(profile: UsableProfile, options: GetOptions): Promise<TokenSet> {
    const { settings } = profile;
    const { clientSecrets, tokens, now, log } = this.deps;
    refuseUnsupported(settings);
    const { obtained, tokenOf } = grants[settings.grant];
    const key = await this.keyOf(profile);
    const hasShared = async () => tokenOf === 'client' && (await tokens.get(key)) !== undefined;
    // A login's token is its profile's own; the client's secret is used when it is renewed.
    if (obtained !== 'login') await clientSecrets.checkUse(profile, hasShared, options);
    if (obtained === 'pasted')
      return { accessToken: await clientSecrets.pasted(profile, options), tokenType: 'bearer', obtainedAt: now() };
    const set = await tokens.get(key);
    const another = options.forceRefresh === true || options.otherAccount === true;
    if (set !== undefined && !another && isFresh(set, settings, now(), options.minValidity)) return set;
    if (obtained === 'login') await clientSecrets.checkUse(profile, hasShared, options);
    try {
      const renewed = await (options.otherAccount
        ? this.login(profile, key, options)
        : this.renew(profile, key, options));
      const { expiresAt = Infinity } = lifetimeOf(renewed, settings.use);
      const left = Math.floor((expiresAt - now()) / 1000);
      if (left < (options.minValidity ?? 0)) {
        log(
          `${identityOf(profile)}: the new token lives ${left} s, shorter than the ${options.minValidity} s asked for`,
        );
      }
      return renewed;
    } catch (thrown) {
      if (set === undefined || another || !isFault(thrown) || !passing.has(thrown.code)) throw thrown;
      if (!isFresh(set, { ...settings, refreshAhead: 0 }, now(), options.minValidity)) throw thrown;
      log(`${identityOf(profile)}: not renewed (${thrown.code}); the token in hand is still valid`);
      return set;
    }
  }

  /** Renews without asking; where that cannot be, asks, if it may. */
  private async renew(profile: UsableProfile, key: string, options: GetOptions): Promise<TokenSet> {
    const { clientSecrets } = this.deps;
    const quietly = () =>
      this.renewals.run(
        key,
        (signal) => renewQuietly(this.deps, profile, key, options.minValidity, signal),
        options.signal,
      );
    try {
      return await quietly();
    } catch (thrown) {
      if (options.interactive === false || !isFault(thrown)) throw asInteraction(thrown);
      if (thrown.code === 'secret-missing') {
        await clientSecrets.complete(profile, await clientSecrets.clientOf(profile), options);
        return quietly();
      }
      if (thrown.code === 'interaction-required') return this.login(profile, key, options);
      throw thrown;
    }
  }

  private async login(profile: UsableProfile, key: string, options: GetOptions): Promise<TokenSet> {
    const { clientSecrets, tokens } = this.deps;
    if (grants[profile.settings.grant].obtained !== 'login')
      throw new Fault('argument-invalid', t('Nobody signs in with this grant.'));
    if (options.interactive === false) throw new Fault('interaction-required', t('A login is needed.'));
    const wish: LoginWish = {
      ...(options.otherAccount && { otherAccount: true }),
      ...(options.not && { not: options.not }),
    };
    const start = async (signal: AbortSignal): Promise<TokenSet> => {
      const client = await clientSecrets.clientOf(profile);
      await clientSecrets.complete(profile, client, { signal });
      const set = await this.deps.login(profile, client, await this.deps.oauth(), wish, signal);
      return keep(tokens, key, set, signal);
    };
    const running = this.logins.run(options.otherAccount ? otherAccount(key) : key, start, options.signal);
    this.changed.fire(identityOf(profile));
    return running;
  }
}

/** Faults that pass: a token in hand that is still valid is worth more than an error. */
const passing = new Set(['unreachable', 'timeout', 'server-error', 'rate-limited', 'interaction-required']);

/** Faults that say nothing about the profile's token. */
const quiet = new Set(['interaction-required', 'access-denied', 'secret-missing']);

/** The key of a login as another account: those who wait for the same account's cannot use its result. */
function otherAccount(key: string): string {
  return `other ${key}`;
}

/** Without a person, what is missing is an interaction. */
function asInteraction(thrown: unknown): unknown {
  if (!isFault(thrown) || thrown.code !== 'secret-missing') return thrown;
  return new Fault('interaction-required', thrown.what, { next: thrown.next });
}
