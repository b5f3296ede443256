import { cancelled, Fault, isCancelled, isFault, toFault } from '../faults/fault';
import type { Client, OAuthClient } from '../oauth/client';
import { identityOf, nameOf, type KnownProfile, type UsableProfile } from '../profile/known';
import { usable } from '../profile/usable';
import { Emitter } from '../base/event';
import { tokenKey } from '../storage/keys';
import type { TokenSet } from '../storage/token-set';
import type { TokenStore } from '../storage/tokens';
import type { ClientSecrets } from './client-secrets';
import { freshness, lifetimeOf } from './freshness';
import { Shared } from '../base/shared';

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

export interface ServiceDependencies {
  tokens: TokenStore;
  clientSecrets: ClientSecrets;
  oauth: () => Promise<OAuthClient>;
  login: Login;
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
    const { grant } = profile.settings;
    const key = await this.keyOf(profile);
    const { clientSecrets, tokens, now, log } = this.deps;
    const hasShared = async () => grant === 'client_credentials' && (await tokens.get(key)) !== undefined;
    // A login's token is its profile's own; the client's secret is used when it is renewed.
    if (grant !== 'authorization_code') await clientSecrets.checkUse(profile, hasShared, options);
    if (grant === 'static') {
      return { accessToken: await clientSecrets.pasted(profile, options), tokenType: 'bearer', obtainedAt: now() };
    }
    if (grant !== 'client_credentials' && grant !== 'authorization_code') {
      throw new Fault('grant-unsupported', `The grant “${grant}” is not supported yet.`);
    }
    const set = await tokens.get(key);
    const anew = options.forceRefresh === true || options.otherAccount === true;
    if (set !== undefined && !anew && this.isFresh(profile, set, options)) return set;
    if (grant === 'authorization_code') await clientSecrets.checkUse(profile, hasShared, options);
    try {
      const renewed = await (options.otherAccount
        ? this.login(profile, key, options)
        : this.renew(profile, key, options));
      const { expiresAt = Infinity } = lifetimeOf(renewed, profile.settings.use);
      const left = Math.floor((expiresAt - now()) / 1000);
      if (left < (options.minValidity ?? 0)) {
        log(
          `${identityOf(profile)}: the new token lives ${left} s, shorter than the ${options.minValidity} s asked for`,
        );
      }
      return renewed;
    } catch (thrown) {
      if (set === undefined || anew || !isFault(thrown) || !passing.has(thrown.code)) throw thrown;
      if (!this.isStillGood(profile, set, options)) throw thrown;
      log(`${identityOf(profile)}: not renewed (${thrown.code}); the token in hand is still valid`);
      return set;
    }
  }

  /** Renews without asking; where that cannot be, asks, if it may. */
  private async renew(profile: UsableProfile, key: string, options: GetOptions): Promise<TokenSet> {
    const quietly = () =>
      this.renewals.run(key, (signal) => this.renewQuietly(profile, key, options, signal), options.signal);
    try {
      return await quietly();
    } catch (thrown) {
      if (options.interactive === false || !isFault(thrown)) throw asInteraction(thrown);
      if (thrown.code === 'secret-missing') {
        await this.deps.clientSecrets.ask(profile, 'clientSecret', options);
        return quietly();
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
    const { settings } = profile;
    const { tokens, clientSecrets } = this.deps;
    const before = tokens.peek(key);
    const stored = await tokens.reread(key);
    // Another window may have renewed it since.
    const isNew = stored !== undefined && stored.accessToken !== before?.accessToken;
    if (isNew && this.isFresh(profile, stored, options)) return stored;
    const client = await clientSecrets.clientOf(profile);
    const oauth = await this.deps.oauth();
    if (settings.grant === 'client_credentials') {
      if (client.credentials.clientSecret === undefined) {
        throw new Fault('secret-missing', 'No client secret is stored for this client.');
      }
      return this.keep(key, await oauth.clientCredentials(client, signal), signal);
    }
    if (stored?.refreshToken === undefined) throw new Fault('interaction-required', 'A login is needed.');
    const renewed = await this.refresh(key, client, oauth, stored, signal);
    if (settings.use === 'access_token' || this.isStillGood(profile, renewed, {})) return renewed;
    throw new Fault(
      'interaction-required',
      'The provider renewed the access token but not the ID token, so a login is needed.',
    );
  }

  /**
   * Uses a refresh token. Where it is refused, another window may have used it before: then that one's is used. Else
   * it is worth nothing any more, and is forgotten.
   */
  private async refresh(
    key: string,
    client: Client,
    oauth: OAuthClient,
    set: TokenSet,
    signal: AbortSignal,
  ): Promise<TokenSet> {
    try {
      return await this.keep(key, await oauth.refresh(client, set, signal), signal);
    } catch (thrown) {
      if (!isFault(thrown) || thrown.error !== 'invalid_grant') throw thrown;
      const sibling = await this.deps.tokens.reread(key);
      if (sibling?.refreshToken !== undefined && sibling.refreshToken !== set.refreshToken) {
        return freshness(sibling, this.deps.now(), client.settings.refreshAhead) === 'fresh'
          ? sibling
          : this.refresh(key, client, oauth, sibling, signal);
      }
      if (sibling !== undefined) await this.deps.tokens.set(key, { ...sibling, refreshToken: undefined });
      throw new Fault('interaction-required', 'The refresh token is no longer accepted, so a login is needed.', {
        error: thrown.error,
      });
    }
  }

  private async login(profile: UsableProfile, key: string, options: GetOptions): Promise<TokenSet> {
    if (profile.settings.grant !== 'authorization_code') {
      throw new Fault('argument-invalid', 'Nobody signs in with this grant.');
    }
    if (options.interactive === false) throw new Fault('interaction-required', 'A login is needed.');
    const wish: LoginWish = {
      ...(options.otherAccount && { otherAccount: true }),
      ...(options.not && { not: options.not }),
    };
    const start = async (signal: AbortSignal): Promise<TokenSet> => {
      const client = await this.deps.clientSecrets.clientOf(profile);
      if ((client.settings.clientAuth ?? 'none') !== 'none') {
        client.credentials.clientSecret ??= await this.deps.clientSecrets.ask(profile, 'clientSecret', { signal });
      }
      const set = await this.deps.login(profile, client, await this.deps.oauth(), wish, signal);
      return this.keep(key, set, signal);
    };
    const running = this.logins.run(options.otherAccount ? otherAccount(key) : key, start, options.signal);
    this.changed.fire(identityOf(profile));
    return running;
  }

  /** Stores a token set before anyone gets it: a rotated refresh token must not be lost. */
  private async keep(key: string, set: TokenSet, signal: AbortSignal): Promise<TokenSet> {
    // Signed out, or removed, while the request was under way.
    if (signal.aborted) throw cancelled();
    await this.deps.tokens.set(key, set);
    return set;
  }

  private isFresh(profile: UsableProfile, set: TokenSet, options: GetOptions): boolean {
    const { use, refreshAhead } = profile.settings;
    return freshness(lifetimeOf(set, use), this.deps.now(), refreshAhead, options.minValidity) === 'fresh';
  }

  private isStillGood(profile: UsableProfile, set: TokenSet, options: GetOptions): boolean {
    return freshness(lifetimeOf(set, profile.settings.use), this.deps.now(), 0, options.minValidity) === 'fresh';
  }
}

/** Faults that pass: a token in hand that is still valid is worth more than an error. */
const passing = new Set(['unreachable', 'timeout', 'server-error', 'rate-limited', 'interaction-required']);

/** Faults that say nothing about the profile's token. */
const quiet = new Set(['interaction-required', 'access-denied', 'secret-missing']);

/** The key of a login as another account, which is no answer for those who wait for the same account's. */
function otherAccount(key: string): string {
  return `other ${key}`;
}

/** Without a person, what is missing is an interaction. */
function asInteraction(thrown: unknown): unknown {
  if (!isFault(thrown) || thrown.code !== 'secret-missing') return thrown;
  return new Fault('interaction-required', thrown.what, { next: thrown.next });
}
