import { plain } from '../../faults/plain';
import type { Finding } from './signature-check';
import { span, utc } from '../../base/when';

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
 * Checks the standard claims (RFC 7519 section 4.1): times, issuer, audience. All that is wrong is named.
 * @param claims undefined where the payload is no claims set
 * @param now milliseconds since 1970
 */
export function checkClaims(claims: Record<string, unknown> | undefined, expected: Expected, now: number): Finding {
  const wanted = expected.issuer !== undefined || expected.audience !== undefined;
  if (claims === undefined) {
    return wanted
      ? { ok: false, reason: 'There are no claims to be checked.' }
      : { ok: null, reason: 'There are no claims, and nothing was expected of them.' };
  }
  if (!wanted && !timeClaims.some((name) => Object.hasOwn(claims, name))) {
    return { ok: null, reason: 'It has no time claim (exp, nbf, iat), and nothing was expected of it.' };
  }
  const tolerance = (expected.clockTolerance ?? 0) * 1000;
  const wrong = [
    ...timeClaims.map((name) => timeProblem(name, claims, tolerance, now)),
    issuerProblem(claims, expected.issuer),
    audienceProblem(claims, expected.audience),
  ].filter((problem) => problem !== undefined);
  if (wrong.length > 0) return { ok: false, reason: `An API that checks this answers 401: ${wrong.join('; ')}.` };
  return { ok: true, reason: praise(claims, expected, now) };
}

function timeProblem(
  name: (typeof timeClaims)[number],
  claims: Record<string, unknown>,
  tolerance: number,
  now: number,
): string | undefined {
  if (!Object.hasOwn(claims, name)) return undefined;
  const value = claims[name];
  if (typeof value !== 'number' || !Number.isFinite(value)) return `its “${name}” is ${shown(value)}, but no time`;
  const distance = value * 1000 - now;
  if (name === 'exp') {
    return distance > -tolerance ? undefined : `it expired ${span(-distance)} ago, at ${utc(value)} (exp)`;
  }
  if (distance <= tolerance) return undefined;
  return name === 'nbf'
    ? `it is not valid yet: in ${span(distance)}, at ${utc(value)} (nbf)`
    : `it was issued in the future, in ${span(distance)}, at ${utc(value)} (iat): a clock is wrong`;
}

function issuerProblem(claims: Record<string, unknown>, issuer: string | undefined): string | undefined {
  if (issuer === undefined || own(claims, 'iss') === issuer) return undefined;
  if (!Object.hasOwn(claims, 'iss')) return `it has no “iss”, expected “${plain(issuer, 120)}”`;
  const { iss } = claims;
  const hint = typeof iss === 'string' ? differenceOf(iss, issuer) : '';
  return `its “iss” is ${shown(iss)}, expected “${plain(issuer, 120)}”${hint}`;
}

function differenceOf(iss: string, issuer: string): string {
  const withoutSlash = (text: string) => (text.endsWith('/') ? text.slice(0, -1) : text);
  if (withoutSlash(iss) === withoutSlash(issuer)) return ' (they differ by the slash at the end alone)';
  if (iss.toLowerCase() === issuer.toLowerCase()) return ' (they differ in capital letters alone)';
  return '';
}

function audienceProblem(claims: Record<string, unknown>, audience: Expected['audience']): string | undefined {
  if (audience === undefined) return undefined;
  const wanted = typeof audience === 'string' ? [audience] : audience;
  const actual = own(claims, 'aud');
  const audiences: readonly unknown[] = Array.isArray(actual) ? actual : [actual];
  if (wanted.some((one) => audiences.includes(one))) return undefined;
  const expected = `expected ${list(wanted, ' or ') || 'none'}`;
  return Object.hasOwn(claims, 'aud') ? `its “aud” is ${shown(actual)}, ${expected}` : `it has no “aud”, ${expected}`;
}

function praise(claims: Record<string, unknown>, { issuer, audience }: Expected, now: number): string {
  const exp = own(claims, 'exp');
  const expiry =
    typeof exp !== 'number'
      ? 'It never expires'
      : exp * 1000 > now
        ? `It expires in ${span(exp * 1000 - now)}, at ${utc(exp)}`
        : 'It expired just now, within the tolerance';
  const met = [issuer !== undefined && 'issuer', audience !== undefined && 'audience'].filter((name) => name !== false);
  return met.length === 0
    ? `${expiry}.`
    : `${expiry}; its ${met.join(' and ')} ${met.length > 1 ? 'are' : 'is'} as expected.`;
}

function own(claims: Record<string, unknown>, name: string): unknown {
  return Object.hasOwn(claims, name) ? claims[name] : undefined;
}

/** A claim’s value in a few words, fit for a message. */
function shown(value: unknown): string {
  if (typeof value === 'string') return `“${plain(value, 120)}”`;
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : list(value, ', ');
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return String(value);
  return 'an object';
}

function list(values: readonly unknown[], between: string): string {
  const texts = values.slice(0, 5).map((value) => (Array.isArray(value) ? 'a list' : shown(value)));
  return [...texts, ...(values.length > 5 ? [`${values.length - 5} more`] : [])].join(between);
}
