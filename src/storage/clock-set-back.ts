import type { TokenSet } from './token-set';

/** The time of day, which can be set, and a clock that only runs on; both in milliseconds. */
export interface Clocks {
  now: () => number;
  elapsed: () => number;
}

/** In milliseconds: clocks are set back a little all the time. */
const tolerance = 60_000;

/**
 * A token set that was obtained before the clock was set back, dated by the clock as it is now; undefined where it was
 * not. Without that, a token of an hour would count as fresh for a day once a clock that was a day ahead is corrected.
 * @param since what `elapsed` was when the set was obtained
 */
export function redated(set: TokenSet, since: number, { now, elapsed }: Clocks): TokenSet | undefined {
  const back = set.obtainedAt + (elapsed() - since) - now();
  if (back <= tolerance) return undefined;
  const obtainedAt = set.obtainedAt - back;
  // The token's own exp is by the provider's clock.
  if (set.expiresAt === undefined || set.expirySource === 'exp') return { ...set, obtainedAt };
  return { ...set, obtainedAt, expiresAt: set.expiresAt - back };
}
