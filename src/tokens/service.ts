import { Emitter, type Disposable } from '../base/event';
import type { Shared } from '../base/shared';
import { isCancelled, toFault, type Fault } from '../faults/fault';
import type { OAuthClient } from '../oauth/client';
import { exactReferenceOf, identityOf, nameOf, type KnownProfile, type UsableProfile } from '../profile/known';
import { isPasted } from '../profile/pasted';
import { usable } from '../profile/usable';
import type { SecretStorage } from '../storage/entry';
import { tokenKey } from '../storage/keys';
import type { TokenSet } from '../storage/token-set';
import { takeAll, type AllTaken, type Taken } from '../storage/taken-tokens';
import type { TokenStore } from '../storage/tokens';
import type { WindowLock } from '../storage/window-lock';
import type { ClientSecrets } from './client-secrets';
import { currentToken, noWork, type GetOptions, type Getting, type Login, type Work } from './current-token';
import { ProgramLogins } from './program-logins';
import { involvedIn, sourcesOf, whoseTokens, type OtherProfiles } from './sources';

export type { GetOptions, Login, LoginWish } from './current-token';

export interface ServiceDependencies {
  tokens: TokenStore;
  clientSecrets: ClientSecrets;
  oauth: () => Promise<OAuthClient>;
  login: Login;
  others: OtherProfiles;
  /** Keeps windows from renewing one token at the same time. */
  lock: WindowLock;
  /** What windows tell each other of logins. */
  shared: SecretStorage;
  now: () => number;
  log: (line: string) => void;
}

/** Tokens of profiles: handed out while fresh, renewed without asking where that is possible, else by a login. */
export class TokenService {
  private readonly work: Work = noWork();
  private readonly programLogins: ProgramLogins;
  private readonly allWork: readonly Shared<TokenSet>[] = Object.values(this.work);
  private readonly keys = new WeakMap<UsableProfile, Promise<string>>();
  private readonly failures = new Map<string, Fault>();
  private readonly changed = new Emitter<string>();

  /** Fires with a profile's identity when its last failure changed, or work on it began or ended. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly deps: ServiceDependencies) {
    this.programLogins = new ProgramLogins(deps.lock, deps.shared, deps.now);
  }

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
      const fault = toFault(thrown, { name: nameOf(profile), reference: exactReferenceOf(profile) });
      if (!isCancelled(fault) && !quiet.has(fault.code)) {
        this.failures.set(await this.failureKey(profile), fault);
        this.deps.log(
          `${exactReferenceOf(profile)}: ${fault.code}${fault.error === undefined ? '' : ` (${fault.error})`}`,
        );
      }
      this.changed.fire(identity);
      throw fault;
    }
  }

  /** Calls back with the key of a token when a request or a login for it has ended, whoever waited for it. */
  onDidEndWork(listener: (key: string) => void): Disposable {
    const subscriptions = this.allWork.map((work) => work.onDidEnd(listener));
    return { dispose: () => subscriptions.forEach((each) => each.dispose()) };
  }

  /** The profile's token set as it is, or undefined; nothing is renewed. */
  async peek(profile: UsableProfile): Promise<TokenSet | undefined> {
    if (isPasted(profile)) return this.deps.clientSecrets.storedToken(profile);
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
    return this.allWork.some((work) => work.has(key));
  }

  /**
   * Forgets the profile's tokens; its secret stays. What is under way for them ends as `cancelled`.
   * @throws `storage-failed`
   */
  async forget(profile: UsableProfile): Promise<void> {
    const { failure } = await this.take(profile);
    if (failure !== undefined) throw failure;
  }

  /** As `forget`, for a caller that has something left to do with the tokens: from now on nobody else gets them. */
  async take(profile: UsableProfile): Promise<Taken> {
    const key = await this.keyOf(profile);
    for (const work of this.allWork) work.drop(key);
    // Before anything that takes its time, in which someone could still get them.
    const taking = this.deps.tokens.take(key);
    this.failures.delete(await this.failureKey(profile));
    const taken = await taking;
    this.changed.fire(identityOf(profile));
    return taken;
  }

  /** As `take`, for every token there is, also those of profiles that are gone. */
  async takeAll(): Promise<AllTaken> {
    this.failures.clear();
    for (const work of this.allWork) work.dropAll();
    const taken = await takeAll(this.deps.tokens);
    this.changed.fire('');
    return taken;
  }

  /** The profile, and those whose tokens its request hands in; see `involvedIn`. */
  involved(profile: UsableProfile): Promise<UsableProfile[]> {
    return involvedIn(profile, this.deps.others);
  }

  private async current(profile: UsableProfile, options: GetOptions): Promise<TokenSet> {
    const { work, deps, programLogins } = this;
    const onLogin = () => this.changed.fire(identityOf(profile));
    const get = (source: UsableProfile, its: GetOptions) => this.get(source, its);
    const sources: Getting['sources'] = (of, its) => sourcesOf(of, deps.others, get, its);
    const whose: Getting['whoseTokens'] = (of) =>
      whoseTokens(
        of,
        deps.others,
        (source) => this.keyOf(source),
        (source) => this.peek(source),
      );
    const getting = { ...deps, work, programLogins, onLogin, sources, whoseTokens: whose };
    return currentToken(getting, profile, await this.keyOf(profile), options);
  }

  /** A failure belongs to a profile as it is written: an edited one has not failed yet. */
  private async failureKey(profile: UsableProfile): Promise<string> {
    return `${identityOf(profile)} ${await this.keyOf(profile)}`;
  }
}

/** Faults that say nothing about the profile's token. */
const quiet = new Set(['interaction-required', 'access-denied', 'secret-missing']);
