import { decodeJwt, timeClaim } from '../jwt/read/decode';
import type { Settings } from '../profile/settings';
import type { TokenSet } from '../storage/token-set';

/** What a token set is worth at a moment. */
export type Freshness = 'fresh' | 'stale' | 'expired';

/** From when to when a token is valid, in milliseconds since 1970. */
export type Lifetime = Pick<TokenSet, 'obtainedAt' | 'expiresAt'>;

/** By how much a token may have been obtained in the future, in milliseconds: clocks are set back a little all the time. */
const clockTolerance = 60_000;

/** The lifetime of the token that is handed out: an ID token has one of its own, which its claims say. */
export function lifetimeOf(set: TokenSet, use: 'access_token' | 'id_token'): Lifetime {
  const claims = use === 'id_token' && set.idToken !== undefined ? decodeJwt(set.idToken)?.claims : undefined;
  if (claims === undefined) return set;
  return { obtainedAt: set.obtainedAt, expiresAt: timeClaim(claims, 'exp') };
}

/**
 * Whether a token may be handed out as it is.
 * @param now milliseconds since 1970
 * @param refreshAhead seconds of remaining validity under which it counts as stale, at most half of its life
 * @param minValidity seconds that the caller needs
 * @returns `fresh`; `stale`: still valid, but to be renewed; `expired`. A token of unknown expiry is fresh. One that was
 *   obtained in the future is stale: the clock was ahead then, and so its expiry is too late.
 */
export function freshness(set: Lifetime, now: number, refreshAhead: number, minValidity = 0): Freshness {
  if (set.expiresAt === undefined) return 'fresh';
  const left = set.expiresAt - now;
  if (left <= 0) return 'expired';
  if (set.obtainedAt - now > clockTolerance) return 'stale';
  return left < Math.max(aheadOf(set, refreshAhead), minValidity * 1000) ? 'stale' : 'fresh';
}

/**
 * Whether a profile's token may be handed out without being renewed.
 * @param now milliseconds since 1970
 * @param minValidity seconds that the caller needs
 */
export function isFresh(
  set: TokenSet,
  { use, refreshAhead }: Pick<Settings, 'use' | 'refreshAhead'>,
  now: number,
  minValidity = 0,
): boolean {
  return freshness(lifetimeOf(set, use), now, refreshAhead, minValidity) === 'fresh';
}

/**
 * Whether a profile's token is better than none where it cannot be renewed: it has not expired. A clock that was ahead
 * when it was obtained makes it stale, but does not end it.
 * @param now milliseconds since 1970
 * @param minValidity seconds that the caller needs
 */
export function isUnexpired(set: TokenSet, { use }: Pick<Settings, 'use'>, now: number, minValidity = 0): boolean {
  const left = (lifetimeOf(set, use).expiresAt ?? Infinity) - now;
  return left > 0 && left >= minValidity * 1000;
}

/** The milliseconds before its expiry at which a token turns stale: `refreshAhead`, at most half of its life. */
export function aheadOf(set: Lifetime, refreshAhead: number): number {
  const life = (set.expiresAt ?? Infinity) - set.obtainedAt;
  return Math.max(0, Math.min(refreshAhead * 1000, life / 2));
}
