import { t } from '@vscode/l10n';
import type { JwtSummary } from '../../jwt/inspect/summary';
import { formatMinutes, untilMinutesChange } from '../../base/duration';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const year = 365 * day;

/**
 * The line above a JWT: what it is, who issued it, and how long it is valid.
 * @param more how many other JWTs are on its line
 * @param now milliseconds since 1970
 */
export function lensTitle(summary: JwtSummary, more: number, now: number): string {
  const facts = factsOf(summary, now);
  if (more > 0) facts.push(t('+{count} more', { count: more }));
  return facts.join(' · ');
}

function factsOf(summary: JwtSummary, now: number): string[] {
  if (summary.kind === 'jwe') return [t('Encrypted JWT (JWE)')];
  if (!summary.readable) return [t('JWT with a payload that isn’t a claims set')];
  const facts = [kindOf(summary)];
  if (!summary.signed) facts.push(t('not signed'));
  facts.push(validity(summary, now));
  return facts;
}

function kindOf({ kind, issuer }: JwtSummary): string {
  const isSdJwt = kind === 'sd-jwt';
  if (issuer === undefined) return isSdJwt ? t('SD-JWT') : t('JWT');
  // The issuer must not look like one of the facts that follow it.
  const shown = issuer.replaceAll('·', ' ');
  return isSdJwt ? t('SD-JWT from {issuer}', { issuer: shown }) : t('JWT from {issuer}', { issuer: shown });
}

function validity({ expires, notBefore }: JwtSummary, now: number): string {
  if (expires !== undefined && expires <= now) {
    const span = now - expires;
    return span < minute ? t('expired under a minute ago') : t('expired {time} ago', { time: roughly(span) });
  }
  if (notBefore !== undefined && notBefore > now) {
    const span = notBefore - now;
    return span < minute ? t('valid in under a minute') : t('valid in {time}', { time: formatMinutes(span) });
  }
  if (expires === undefined) return t('never expires');
  const span = expires - now;
  return span < minute ? t('expires in under a minute') : t('expires in {time}', { time: formatMinutes(span) });
}

/** In the largest unit only; at least a minute. */
function roughly(span: number): string {
  if (span >= 2 * year) return t('{count} y', { count: Math.floor(span / year) });
  if (span >= day) return t('{count} d', { count: Math.floor(span / day) });
  if (span >= hour) return t('{count} h', { count: Math.floor(span / hour) });
  return t('{count} min', { count: Math.floor(span / minute) });
}

/** The milliseconds after which `lensTitle` says something else; how long ago a token expired may lag by a minute. */
export function untilTitleChanges({ expires, notBefore, readable }: JwtSummary, now: number): number {
  if (!readable) return Infinity;
  const spans = [expires, notBefore].filter((time) => time !== undefined && time > now);
  const changes = spans.map((time) => untilMinutesChange((time ?? now) - now));
  const over = expires === undefined || expires > now ? Infinity : now - expires < hour ? minute : hour;
  return Math.min(...changes, over);
}
