import type { JwtSummary } from '../../jwt/inspect/summary';
import { formatLeft, untilTextChanges } from '../../base/duration';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * What stands above a line with a JWT: whose it is, and how long it is valid.
 * @param more how many others are on the line
 * @param now milliseconds since 1970
 */
export function lensTitle(summary: JwtSummary, more: number, now: number): string {
  return [...wordsOf(summary, now), ...(more > 0 ? [`+${more} more`] : [])].join(' · ');
}

function wordsOf(summary: JwtSummary, now: number): string[] {
  if (summary.kind === 'jwe') return ['Encrypted JWT (JWE)'];
  if (!summary.readable) return ['JWT whose payload is no claims set'];
  const kind = summary.kind === 'sd-jwt' ? 'SD-JWT' : 'JWT';
  return [
    // An issuer must not look like the words that follow it.
    summary.issuer === undefined ? kind : `${kind} of ${summary.issuer.replaceAll('·', ' ')}`,
    ...(summary.signed ? [] : ['not signed']),
    validity(summary, now),
  ];
}

function validity({ expires, notBefore }: JwtSummary, now: number): string {
  if (expires !== undefined && expires <= now) return `expired ${roughly(now - expires)} ago`;
  if (notBefore !== undefined && notBefore > now) return `valid in ${left(notBefore - now)}`;
  return expires === undefined ? 'never expires' : `expires in ${left(expires - now)}`;
}

/** As the countdown, but in whole minutes: a line above the code that changes each second would disturb. */
function left(span: number): string {
  if (span < minute) return 'under a minute';
  return span < 5 * minute ? roughly(span) : formatLeft(span);
}

/** What is over is counted in one unit. */
function roughly(span: number): string {
  if (span < minute) return 'under a minute';
  const [size, unit] = span >= day ? [day, 'd'] : span >= hour ? [hour, 'h'] : [minute, 'min'];
  return `${Math.floor(span / size)} ${unit}`;
}

/** The milliseconds after which `lensTitle` says something else; what is over may lag behind by a minute. */
export function untilTitleChanges({ expires, notBefore, readable }: JwtSummary, now: number): number {
  if (!readable) return Infinity;
  const spans = [expires, notBefore].filter((time) => time !== undefined && time > now);
  const changes = spans.map((time) => {
    const span = (time ?? now) - now;
    // Below five minutes `untilTextChanges` counts seconds.
    if (span < minute) return span;
    return span < 5 * minute ? (span % minute) + 1 : untilTextChanges(span);
  });
  const over = expires === undefined || expires > now ? Infinity : now - expires < hour ? minute : hour;
  return Math.min(...changes, over);
}
