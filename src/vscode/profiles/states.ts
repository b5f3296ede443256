import type { Disposable } from '../../base/event';
import type { KnownProfile } from '../../profile/known';
import { describeProblems } from '../../profile/problem';
import type { TokenSet } from '../../storage/token-set';
import type { TokenStore } from '../../storage/tokens';
import { lifetimeOf } from '../../tokens/freshness';
import type { TokenService } from '../../tokens/service';
import { tokenState, type TokenState } from '../../tokens/state';
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
    private readonly now: () => number,
  ) {}

  /** Calls back when the state of a profile may have changed for another reason than time. */
  onDidChange(listener: (change: StateChange) => void): Disposable {
    const { service, tokens } = this;
    const subscriptions = [
      service.onDidChange((profile) => listener(profile === '' ? 'all' : { profile })),
      tokens.onDidChange((key) => listener({ key })),
      tokens.onDidLoad(() => listener('all')),
    ];
    return { dispose: () => subscriptions.forEach((each) => each.dispose()) };
  }

  /** The key of the profile's token; undefined where the profile cannot be used. */
  async keyOf(known: KnownProfile): Promise<string | undefined> {
    return known.usable ? this.service.keyOf(known) : undefined;
  }

  /** The state and the token set; reads SecretStorage where memory does not know the token. @throws `storage-failed` */
  async withSet(known: KnownProfile): Promise<StateOfToken> {
    if (known.usable) await this.service.peek(known);
    return this.atHand(known);
  }

  /** As `withSet`, from memory: `unknown` where SecretStorage would have to be read. */
  async atHand(known: KnownProfile): Promise<StateOfToken> {
    if (!known.usable) {
      return { state: { kind: 'unusable', reason: describeProblems(known.problems) }, set: undefined };
    }
    const key = await this.service.keyOf(known);
    const set = this.tokens.peek(key);
    if (await this.service.isBusy(known)) return { state: { kind: 'busy' }, set };
    if (!this.tokens.isAtHand(key)) return { state: { kind: 'unknown' }, set: undefined };
    const lifetime = set && lifetimeOf(set, known.settings.use);
    const failure = await this.service.failureOf(known);
    return { state: tokenState(lifetime, failure, this.now(), setting('warnBefore')), set };
  }
}
