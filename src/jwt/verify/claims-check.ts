import { t } from '@vscode/l10n';
import { localTime } from '../../base/dates';
import { formatSpan } from '../../base/duration';
import { plain } from '../../faults/plain';
import type { Finding } from './signature-check';

/** What a token is expected to say. */
export interface Expected {
  issuer?: string;
  /** One of these must be among the token’s audiences. */
  audience?: string | readonly string[];
  /** Space-separated; each must be granted. */
  scope?: string;
  /** How far clocks may differ, in seconds, from 0 to 300. */
  clockTolerance?: number;
}

const timeClaims = ['exp', 'nbf', 'iat'] as const;

/**
 * Checks the standard claims (RFC 7519 section 4.1): times, issuer, audience. Everything that is wrong is named.
 * @param claims undefined if the payload is not a claims set
 * @param now milliseconds since 1970
 */
export function checkClaims(claims: Record<string, unknown> | undefined, expected: Expected, now: number): Finding {
  const wanted = expected.issuer !== undefined || expected.audience !== undefined;
  if (claims === undefined) {
    return wanted
      ? { ok: false, reason: t('There are no claims to check.') }
      : { ok: null, reason: t('There are no claims, and none were expected.') };
  }
  if (!wanted && !timeClaims.some((name) => Object.hasOwn(claims, name))) {
    return { ok: null, reason: t('It has no time claims (exp, nbf, iat), and no issuer or audience was expected.') };
  }
  const tolerance = (expected.clockTolerance ?? 0) * 1000;
  const wrong = [
    ...timeClaims.map((name) => timeProblem(name, claims, tolerance, now)),
    issuerProblem(claims, expected.issuer),
    audienceProblem(claims, expected.audience),
  ].filter((problem) => problem !== undefined);
  if (wrong.length === 0) return { ok: true, reason: success(claims, expected, now) };
  return { ok: false, reason: [t('An API that checks this responds with 401.'), ...wrong].join(' ') };
}

/** What is wrong with a time, a whole sentence. */
function timeProblem(
  name: (typeof timeClaims)[number],
  claims: Record<string, unknown>,
  tolerance: number,
  now: number,
): string | undefined {
  if (!Object.hasOwn(claims, name)) return undefined;
  const value = claims[name];
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    return t('Its “{name}” is {value}, which isn’t a time.', { name, value: shown(value) });
  }
  const distance = value * 1000 - now;
  if (name === 'exp' ? distance > -tolerance : distance <= tolerance) return undefined;
  const when = { span: formatSpan(Math.abs(distance)), time: timeOf(value) };
  switch (name) {
    case 'exp':
      return t('It expired {span} ago, at {time} (exp).', when);
    case 'nbf':
      return t('It is not valid until {time}, in {span} (nbf).', when);
    case 'iat':
      return t('It was issued in the future, in {span}, at {time} (iat): a clock is wrong.', when);
  }
}

/** What is wrong with the issuer, a whole sentence. */
function issuerProblem(claims: Record<string, unknown>, issuer: string | undefined): string | undefined {
  if (issuer === undefined || own(claims, 'iss') === issuer) return undefined;
  const expected = plain(issuer, 120);
  if (!Object.hasOwn(claims, 'iss')) return t('It has no “iss”, expected “{expected}”.', { expected });
  const { iss } = claims;
  const names = { actual: shown(iss), expected };
  if (typeof iss === 'string' && withoutSlash(iss) === withoutSlash(issuer)) {
    return t('Its “iss” is {actual}, expected “{expected}” (they differ only by the trailing slash).', names);
  }
  if (typeof iss === 'string' && iss.toLowerCase() === issuer.toLowerCase()) {
    return t('Its “iss” is {actual}, expected “{expected}” (they differ only in capital letters).', names);
  }
  return t('Its “iss” is {actual}, expected “{expected}”.', names);
}

function withoutSlash(text: string): string {
  return text.endsWith('/') ? text.slice(0, -1) : text;
}

/** What is wrong with the audience, a whole sentence. */
function audienceProblem(claims: Record<string, unknown>, audience: Expected['audience']): string | undefined {
  if (audience === undefined) return undefined;
  const wanted = typeof audience === 'string' ? [audience] : audience;
  const aud = own(claims, 'aud');
  const audiences: readonly unknown[] = Array.isArray(aud) ? aud : [aud];
  if (wanted.some((one) => audiences.includes(one))) return undefined;
  const [actual, expected] = [shown(aud), alternatives(wanted)];
  if (!Object.hasOwn(claims, 'aud')) {
    return expected === ''
      ? t('It has no “aud”, expected none.')
      : t('It has no “aud”, expected {expected}.', { expected });
  }
  return expected === ''
    ? t('Its “aud” is {actual}, expected none.', { actual })
    : t('Its “aud” is {actual}, expected {expected}.', { actual, expected });
}

/** What to say if nothing is wrong. */
function success(claims: Record<string, unknown>, expected: Expected, now: number): string {
  return [expiry(own(claims, 'exp'), now), asExpected(expected)].filter((said) => said !== undefined).join(' ');
}

/** Until when the token is valid, a whole sentence. */
function expiry(exp: unknown, now: number): string {
  if (typeof exp !== 'number') return t('It never expires.');
  const left = exp * 1000 - now;
  return left > 0
    ? t('It expires in {span}, at {time}.', { span: formatSpan(left), time: timeOf(exp) })
    : t('It expired just now, within the tolerance.');
}

/** Which of the claims that were expected are there, a whole sentence. */
function asExpected({ issuer, audience }: Expected): string | undefined {
  if (issuer !== undefined && audience !== undefined) return t('Its issuer and audience are as expected.');
  if (issuer !== undefined) return t('Its issuer is as expected.');
  return audience === undefined ? undefined : t('Its audience is as expected.');
}

/** A NumericDate (RFC 7519 section 2), or its number where it is beyond the calendar. */
function timeOf(seconds: number): string {
  return Math.abs(seconds) <= 8.64e12 ? localTime(seconds * 1000) : String(seconds);
}

function own(claims: Record<string, unknown>, name: string): unknown {
  return Object.hasOwn(claims, name) ? claims[name] : undefined;
}

/** A claim’s value, in short and in every language alike: a list or an object in it is `[…]` or `{…}`. */
function shown(value: unknown): string {
  if (!Array.isArray(value)) return shownItem(value);
  return value.length === 0 ? '[]' : withMore(value, value.slice(0, mostItems).map(shownItem).join(', '));
}

/** `“a” or “b”`; '' for none. */
function alternatives(values: readonly string[]): string {
  const [first = '', ...others] = values.slice(0, mostItems).map(shownItem);
  const list = others.reduce((all, value) => t('{all} or {value}', { all, value }), first);
  const count = values.length - mostItems;
  return count > 0 ? t('{list} or {count} more', { list, count }) : list;
}

/** How many elements of a list are shown. */
const mostItems = 5;

function withMore(values: readonly unknown[], list: string): string {
  const count = values.length - mostItems;
  return count > 0 ? t('{list}, {count} more', { list, count }) : list;
}

function shownItem(value: unknown): string {
  if (typeof value === 'string') return `“${plain(value, 120)}”`;
  if (Array.isArray(value)) return '[…]';
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return String(value);
  return '{…}';
}
