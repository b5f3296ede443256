import type { Disposable } from '../base/event';
import type { Ticker } from '../base/ticker';
import { isFault, type Fault } from '../faults/fault';
import type { FaultCode } from '../faults/table';
import type { UsableProfile } from '../profile/known';
import type { TokenSet } from '../storage/token-set';
import type { GetOptions } from './current-token';
import { pauseAfter, refreshTime } from './refresh-time';

export interface AutoRefreshDependencies {
  /** The profiles whose tokens are kept fresh. */
  watched(): Promise<UsableProfile[]>;
  keyOf(profile: UsableProfile): Promise<string>;
  /** The token set in memory; nothing is read. */
  peek(key: string): TokenSet | undefined;
  get(profile: UsableProfile, options: GetOptions): Promise<TokenSet>;
  /** Whether anything may be renewed now: the setting is on, and a person is at this window. */
  mayRun(): boolean;
  /** Told once of a token that can be renewed only by signing in. */
  onSessionEnd(profile: UsableProfile, fault: Fault): void;
  ticker: Ticker;
  /** From 0 to 1. */
  random(): number;
  now(): number;
}

/** What is planned for one token. */
interface Plan {
  token: string;
  /** Milliseconds since 1970. */
  at: number;
  failures: number;
  isRunning: boolean;
}

/**
 * The time between two looks at the clock, which can be set, or stand still while the machine sleeps, and the longest:
 * in between, it is looked at when something else wakes the machine.
 */
const usual = 20_000;
const longest = 60_000;

/** Faults that pass: the next try may succeed. After any other, only another token is renewed. */
const passing: ReadonlySet<FaultCode> = new Set([
  ...(['unreachable', 'timeout', 'server-error', 'rate-limited', 'response-not-json', 'response-invalid'] as const),
  ...(['endpoint-not-found', 'unexpected-redirect', 'discovery-failed', 'certificate-untrusted'] as const),
  ...(['storage-failed', 'internal'] as const),
]);

/**
 * Renews tokens before they expire, without asking anyone, while a person is at this window. Other windows take over what
 * is stored. A token that had expired before it was seen is left for its next use.
 */
export class AutoRefresh implements Disposable {
  private readonly plans = new Map<string, Plan>();
  private isLooking = false;
  private lookAgain = false;
  private isDisposed = false;

  constructor(private readonly deps: AutoRefreshDependencies) {}

  /** Looks at what there is, renews what is due, and plans the rest. To be called when anything changed. */
  readonly look = (): void => {
    if (this.isLooking) this.lookAgain = true;
    else void this.run();
  };

  dispose(): void {
    this.isDisposed = true;
    this.deps.ticker.callAfter(Infinity, this.look);
  }

  private async run(): Promise<void> {
    const { deps } = this;
    this.isLooking = true;
    try {
      do {
        this.lookAgain = false;
        const next = deps.mayRun() ? await this.lookOnce() : Infinity;
        if (this.isOver()) return;
        const left = Math.max(0, next - deps.now());
        if (next === Infinity) deps.ticker.callAfter(Infinity, this.look);
        else deps.ticker.callAfter(Math.min(left, usual), this.look, Math.min(left, longest));
      } while (this.hasChanged());
    } catch {
      // Profiles that cannot be read are looked at again when they change.
    } finally {
      this.isLooking = false;
    }
  }

  private isOver(): boolean {
    return this.isDisposed;
  }

  /** Whether something changed while it looked. */
  private hasChanged(): boolean {
    return this.lookAgain;
  }

  /** @returns when the next token is due */
  private async lookOnce(): Promise<number> {
    const { deps, plans } = this;
    const seen = new Set<string>();
    let next = Infinity;
    for (const profile of await deps.watched()) {
      const key = await deps.keyOf(profile);
      const set = deps.peek(key);
      if (set === undefined || seen.has(key)) continue;
      seen.add(key);
      const plan = this.planFor(key, set, profile);
      if (!plan.isRunning && plan.at <= deps.now()) void this.renew(profile, plan);
      else if (!plan.isRunning) next = Math.min(next, plan.at);
    }
    for (const key of plans.keys()) if (!seen.has(key)) plans.delete(key);
    return next;
  }

  private planFor(key: string, set: TokenSet, { settings }: UsableProfile): Plan {
    const { deps, plans } = this;
    const known = plans.get(key);
    // The same token, dated again after the clock was set, has another time.
    const at = refreshTime(set, settings, 0);
    const token = `${set.accessToken} ${at}`;
    if (known?.token === token) return known;
    const isOver = (set.expiresAt ?? Infinity) <= deps.now();
    const plan = {
      token,
      at: isOver ? Infinity : refreshTime(set, settings, deps.random()),
      failures: 0,
      isRunning: false,
    };
    plans.set(key, plan);
    return plan;
  }

  private async renew(profile: UsableProfile, plan: Plan): Promise<void> {
    const { deps } = this;
    plan.isRunning = true;
    try {
      await deps.get(profile, { forceRefresh: true, interactive: false });
      plan.at = Infinity;
    } catch (thrown) {
      const fault = isFault(thrown) ? thrown : undefined;
      const passes = fault === undefined || passing.has(fault.code);
      plan.at = passes ? deps.now() + pauseAfter(++plan.failures, fault?.retryAfter, deps.random()) : Infinity;
      if (fault?.code === 'interaction-required') deps.onSessionEnd(profile, fault);
    } finally {
      plan.isRunning = false;
      this.look();
    }
  }
}
