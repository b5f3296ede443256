import { t } from '@vscode/l10n';
import { clockTime, localDay, localTime } from '../base/dates';
import { formatMinutes } from '../base/duration';
import { plain } from '../faults/plain';
import { decodeJwt, isJwe } from '../jwt/read/decode';
import { grants } from '../profile/grants/table';
import { asksOpenid } from '../profile/openid';
import { presets, type PresetName } from '../profile/presets';
import type { Settings } from '../profile/settings';
import type { TokenSet } from '../storage/token-set';
import { lifetimeOf } from './freshness';

/** One fact about a token, for the tree. */
export interface Fact {
  label: string;
  value: string;
  /** The time that the value is, in milliseconds since 1970; see `timeInShort`. */
  at?: number;
  /** Why it is so, where that needs a word. */
  hint?: string;
  /** The name of a codicon. */
  icon: string;
}

/**
 * What can be said of a token without asking anyone: from its claims where it is a JWT, else from the answer it came in.
 * @param preset the profile's, which may know how its provider comes to return a refresh token
 */
export function factsOf(set: TokenSet, settings: Settings, preset?: PresetName): Fact[] {
  const bearer = settings.use === 'id_token' ? (set.idToken ?? '') : set.accessToken;
  const jwt = decodeJwt(bearer);
  const claims = jwt?.claims ?? {};
  const identity = set.idToken === undefined ? undefined : decodeJwt(set.idToken)?.claims;
  const facts: Fact[] = [{ ...kindOf(bearer, jwt?.header), ...(set.tokenType === 'n_a' && { hint: notAccess() }) }];
  const subject = claims.sub ?? identity?.sub;
  if (isText(subject)) facts.push({ label: t('Subject'), value: whoIs(subject, identity ?? claims), icon: 'person' });
  const scope = scopeOf(claims) ?? set.scope ?? settings.scope;
  if (scope !== undefined)
    facts.push({
      label: t('Scope'),
      value: plain(scope, 300),
      icon: 'shield',
      ...scopeHint(set, settings, scopeOf(claims)),
    });
  const audience = claims.aud ?? settings.audience;
  if (audience !== undefined) facts.push({ label: t('Audience'), value: listed(audience), icon: 'server' });
  if (isText(claims.iss)) facts.push({ label: t('Issuer'), value: plain(claims.iss, 300), icon: 'organization' });
  facts.push(expiryOf(set, lifetimeOf(set, settings.use).expiresAt));
  if (grants[settings.grant].renewal === 'refresh-token') facts.push(refreshOf(set, settings, preset));
  return [...facts, ...Object.entries(set.extra ?? {}).map(addedFact)];
}

/** What the server added to its token answer, under the name that it has there. */
function addedFact([name, value]: [string, unknown]): Fact {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const hint = t('The provider added this to its token response.');
  return { label: plain(name, 60), value: plain(text, 300), hint, icon: 'note' };
}

/** Within this, in milliseconds, a time of day says which day it is. */
const day = 24 * 60 * 60_000;

/**
 * When a token expires, in few letters: the sidebar cuts a whole date with its countdown. Once it has expired, the text
 * stays: nothing draws it again.
 * @param at within the range of a Date
 */
export function timeInShort(at: number, now: number): string {
  const time = clockTime(at);
  if (at <= now)
    return now - at < day ? t('expired at {time}', { time }) : t('expired on {date}', { date: localDay(at) });
  if (at - now >= day) return `${localDay(at)} ${time}`;
  const left = at - now;
  return left < 60_000
    ? t('{time} (in under 1 min)', { time })
    : t('{time} (in {left})', { left: formatMinutes(left), time });
}

function kindOf(bearer: string, header: Record<string, unknown> | undefined): Fact {
  const fact = { label: t('Kind'), icon: 'key' };
  if (bearer === '') {
    const hint = t('The profile uses the ID token, but the provider returned none: request the scope openid.');
    return { ...fact, value: t('none'), hint };
  }
  if (header !== undefined) {
    const typ = isText(header.typ) ? plain(header.typ, 40) : 'JWT';
    const alg = plain(textOf(header.alg), 40);
    return { ...fact, value: typ === 'JWT' ? `JWT (${alg})` : `JWT (${typ}, ${alg})` };
  }
  if (isJwe(bearer)) return { ...fact, value: t('encrypted JWT (JWE)'), hint: t('Only its API can read it.') };
  return { ...fact, value: t('opaque'), hint: t('Not a JWT: only the authorization server can read it.') };
}

function expiryOf(set: TokenSet, expiresAt: number | undefined): Fact {
  const fact = { label: t('Expires'), icon: 'clock' };
  if (expiresAt === undefined) {
    const hint = t('The response had no expires_in, and the token has no readable exp.');
    return { ...fact, value: t('unknown'), hint };
  }
  const at = Math.min(expiresAt, 8.64e15);
  const value = localTime(at);
  if (set.expirySource !== 'exp') return { ...fact, value, at };
  return { ...fact, value, at, hint: t('From the token’s exp: the response had no expires_in.') };
}

function refreshOf(set: TokenSet, settings: Settings, preset: PresetName | undefined): Fact {
  const fact = { label: t('Refresh token'), icon: 'sync' };
  if (set.refreshToken !== undefined) return { ...fact, value: t('yes') };
  const known = preset && presets[preset].login;
  if (known !== undefined)
    return { ...fact, value: t('none'), hint: t('The provider returned none. {known}', { known: known.refresh() }) };
  const asked = (settings.scope ?? '').split(/\s+/).includes('offline_access');
  const hint = asked
    ? t('offline_access was requested, but the provider returned none: the client or the API may not allow it.')
    : asksOpenid(settings)
      ? t('The provider returned none. Most return one if the scope has offline_access.')
      : t('The provider returned none. If it supports the scope offline_access, request it.');
  return { ...fact, value: t('none'), hint };
}

function whoIs(subject: string, claims: Record<string, unknown>): string {
  const name = [claims.email, claims.preferred_username, claims.name].find(isText);
  return name === undefined ? plain(subject) : `${plain(name)} (${plain(subject)})`;
}

function scopeOf(claims: Record<string, unknown>): string | undefined {
  const value = claims.scope ?? claims.scp;
  if (Array.isArray(value)) return value.filter(isText).join(' ');
  return isText(value) ? value : undefined;
}

/** How the scope differs from what was asked for, by the answer itself (RFC 6749 section 5.1). */
function scopeHint({ scope }: TokenSet, settings: Settings, claimed: string | undefined): Pick<Fact, 'hint'> {
  const requested = scopesIn(settings.scope);
  if (requested.length === 0 || grants[settings.grant].obtained === 'pasted') return {};
  if (scope === undefined && claimed !== undefined) return {};
  if (scope === undefined)
    return { hint: t('The response named no scope: what was requested counts as granted (RFC 6749 section 5.1).') };
  // Not in every answer, even where they were granted.
  const granted = new Set([...scopesIn(scope), 'openid', 'offline_access']);
  const missing = requested.filter((one) => !granted.has(one)).join(' ');
  return missing === ''
    ? {}
    : { hint: t('Requested, but not named in the response: {scopes}', { scopes: plain(missing, 300) }) };
}

/** The scopes of a text: separated by spaces (RFC 6749 section 3.3), or by commas at GitHub and Slack. */
function scopesIn(scope = ''): string[] {
  return scope.split(/[\s,]+/).filter(Boolean);
}

function notAccess(): string {
  return t('According to the provider, it is no access token (N_A, RFC 8693 section 2.2.1): few APIs accept it.');
}

function listed(value: unknown): string {
  return plain([value].flat().map(textOf).join(', '), 300);
}

/** Any JSON as text: `String` throws where an object has a `toString` of its own that isn't a function. */
function textOf(value: unknown): string {
  return typeof value === 'object' && value !== null ? t('(an object)') : String(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
