import type { KnownProfile } from '../../profile/known';
import { describeProblems } from '../../profile/problem';
import { lifetimeOf } from '../../tokens/freshness';
import type { TokenSet } from '../../storage/token-set';
import type { TokenService } from '../../tokens/service';
import { tokenState, type TokenState } from '../../tokens/state';
import { setting } from '../ui/configuration';

/** The state of each profile's token at this moment. */
export class States {
  constructor(
    private readonly service: TokenService,
    private readonly now: () => number,
  ) {}

  /** The state; reading it renews nothing and asks no network. */
  async of(known: KnownProfile): Promise<TokenState> {
    return (await this.withSet(known)).state;
  }

  /** The state, and the token set that it is of. */
  async withSet(known: KnownProfile): Promise<{ state: TokenState; set: TokenSet | undefined }> {
    if (!known.usable) return { state: { kind: 'unusable', reason: describeProblems(known.problems) }, set: undefined };
    const set = await this.service.peek(known);
    if (await this.service.isBusy(known)) return { state: { kind: 'busy' }, set };
    const lifetime = set && lifetimeOf(set, known.settings.use);
    const failure = await this.service.failureOf(known);
    return { state: tokenState(lifetime, failure, this.now(), setting('warnBefore')), set };
  }
}
