import { grants } from '../profile/grants/table';
import type { Settings } from '../profile/settings';
import type { TokenSet } from '../storage/token-set';
import { aheadOf, lifetimeOf } from './freshness';

/** Milliseconds. */
const shortestPause = 30_000;
const longestPause = 15 * 60_000;
const mostEarly = 30_000;

/**
 * When a token is renewed in the background: shortly before it turns stale, so that whoever needs it finds a fresh one.
 * @param random from 0 to 1: by how much earlier, so that many tokens of one age are not renewed at the same moment
 * @returns milliseconds since 1970; `Infinity` where it cannot be renewed without a person, or never expires
 */
export function refreshTime(set: TokenSet, settings: Settings, random: number): number {
  const { obtained, renewal } = grants[settings.grant];
  if (obtained === 'pasted' || renewal === 'never') return Infinity;
  if (renewal === 'refresh-token' && set.refreshToken === undefined) return Infinity;
  const life = lifetimeOf(set, settings.use);
  if (life.expiresAt === undefined) return Infinity;
  const early = Math.min(mostEarly, Math.max(0, life.expiresAt - life.obtainedAt) / 20);
  return life.expiresAt - aheadOf(life, settings.refreshAhead) - early * random;
}

/**
 * How long to wait after failures in a row: twice as long each time, and at least as long as the server asked for.
 * @param failures from 1
 * @param retryAfter seconds (RFC 9110 section 10.2.3)
 * @param random from 0 to 1
 * @returns milliseconds
 */
export function pauseAfter(failures: number, retryAfter: number | undefined, random: number): number {
  const pause = Math.min(longestPause, shortestPause * 2 ** (failures - 1));
  return Math.max((retryAfter ?? 0) * 1000, pause) * (1 + random / 4);
}
