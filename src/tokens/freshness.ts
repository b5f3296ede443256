import type { TokenSet } from '../storage/token-set';

/** What a token set is worth at a moment. */
export type Freshness = 'fresh' | 'stale' | 'expired';

type Lifetime = Pick<TokenSet, 'obtainedAt' | 'expiresAt'>;

/**
 * Whether a token may be handed out as it is.
 * @param now milliseconds since 1970
 * @param refreshAhead seconds of remaining validity under which it counts as stale, at most half of its life
 * @param minValidity seconds that the caller needs
 * @returns `fresh`; `stale`: still valid, but to be renewed; `expired`. A token of unknown expiry is fresh.
 */
export function freshness(set: Lifetime, now: number, refreshAhead: number, minValidity = 0): Freshness {
  if (set.expiresAt === undefined) return 'fresh';
  const left = set.expiresAt - now;
  if (left <= 0) return 'expired';
  return left < Math.max(aheadOf(set, refreshAhead), minValidity * 1000) ? 'stale' : 'fresh';
}

/** The milliseconds before its expiry at which a token turns stale: `refreshAhead`, at most half of its life. */
export function aheadOf(set: Lifetime, refreshAhead: number): number {
  const life = (set.expiresAt ?? Infinity) - set.obtainedAt;
  return Math.max(0, Math.min(refreshAhead * 1000, life / 2));
}
