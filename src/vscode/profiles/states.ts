import type { Disposable } from '../../base/event';
import type { KnownProfile, UsableProfile } from '../../profile/known';
import { isPasted } from '../../profile/pasted';
import { secretsUsed } from '../../profile/secrets-used';
import { grants } from '../../profile/grants/table';
import { describeProblems } from '../../profile/problem';
import type { TokenSet } from '../../storage/token-set';
import type { StoredSecrets } from '../../storage/stored-secrets';
import type { TokenStore } from '../../storage/tokens';
import { lifetimeOf } from '../../tokens/freshness';
import type { TokenService } from '../../tokens/service';
import { tokenState, type Lacking, type TokenState } from '../../tokens/state';
import type { WaitingLogins } from '../login/waiting';
import { setting } from '../ui/configuration';

/** A token's state, and the token set. */
export interface StateOfToken {
  state: TokenState;
  set: TokenSet | undefined;
}

/** Whose state may have changed: that of the profile of this identity, of all with the token of this key, or of any. */
export type StateChange = { profile: string } | { key: string } | 'all';

/** The state of each profile's token at this moment. Asking renews nothing and uses no network. */
export class States {
  constructor(
    private readonly service: TokenService,
    private readonly tokens: TokenStore,
    private readonly stored: StoredSecrets,
    private readonly logins: WaitingLogins,
    private readonly now: () => number,
  ) {}

  /** Calls back when the state of a profile may have changed for another reason than time. */
  onDidChange(listener: (change: StateChange) => void): Disposable {
    const { service, tokens, stored, logins } = this;
    const subscriptions = [
      service.onDidChange((profile) => listener(profile === '' ? 'all' : { profile })),
      service.onDidEndWork((key) => listener({ key })),
      tokens.onDidChange((key) => listener({ key })),
      tokens.onDidLoad(() => listener('all')),
      stored.onDidChange(() => listener('all')),
      logins.onDidChange((profile) => listener({ profile })),
    ];
    return { dispose: () => subscriptions.forEach((each) => each.dispose()) };
  }

  /** The key of the profile's token; undefined where the profile cannot be used. */
  async keyOf(known: KnownProfile): Promise<string | undefined> {
    return known.usable ? this.service.keyOf(known) : undefined;
  }

  /** The state and the token set; reads SecretStorage where memory does not know the token. @throws `storage-failed` */
  async withSet(known: KnownProfile): Promise<StateOfToken> {
    if (known.usable) await Promise.all([this.service.peek(known), this.stored.load()]);
    return this.atHand(known);
  }

  /** As `withSet`, from memory: `unknown` where SecretStorage would have to be read. */
  async atHand(known: KnownProfile): Promise<StateOfToken> {
    if (!known.usable) {
      return { state: { kind: 'unusable', reason: describeProblems(known.problems) }, set: undefined };
    }
    const key = await this.service.keyOf(known);
    const set = this.tokens.peek(key);
    if (this.logins.of(known) !== undefined) return { state: { kind: 'signing-in' }, set };
    if (await this.service.isBusy(known)) return { state: { kind: 'busy' }, set };
    if (!this.tokens.isAtHand(key)) return { state: { kind: 'unknown' }, set: undefined };
    const lacks = await this.lackingOf(known);
    if (isPasted(known) && lacks === undefined)
      return { state: { kind: this.stored.isLoaded ? 'stored' : 'unknown' }, set: undefined };
    const renewsItself = grants[known.settings.grant].obtained === 'request';
    const lifetime = set && lifetimeOf(set, known.settings.use);
    const failure = await this.service.failureOf(known);
    const [now, warnBefore] = [this.now(), setting('warnBefore')];
    return { state: tokenState({ set: lifetime, failure, now, warnBefore, renewsItself, lacks }), set };
  }

  /** What has to be stored before the profile's next request; undefined where nothing has, or it is not known yet. */
  private async lackingOf(known: UsableProfile): Promise<Lacking | undefined> {
    const kinds = secretsUsed(known.settings).filter(({ required }) => required);
    for (const { kind } of kinds)
      if ((await this.stored.has(kind, known)) === false) return kind === 'token' ? 'token' : 'secret';
    return undefined;
  }
}
