import { decodeJwt } from '../jwt/read/decode';
import type { KnownProfile } from '../profile/known';
import { isPasted } from '../profile/pasted';
import type { TokenSet } from '../storage/token-set';
import { lifetimeOf } from './freshness';
import type { TokenService } from './service';
import type { TokenState } from './state';

/** What is known of a profile's current token, without the token. Times are in ISO 8601. */
export interface TokenDescription {
  state: Exclude<TokenState['kind'], 'signing-in' | 'unknown'>;
  tokenType?: string;
  scope?: string;
  audience?: string | string[];
  issuer?: string;
  subject?: string;
  obtainedAt?: string;
  expiresAt?: string;
  /** Whether there is a refresh token. */
  refreshable: boolean;
  /** What the server added to its token answer; see `furtherFields`. */
  extra: Record<string, unknown>;
}

/** Describes a profile's current token; nothing is renewed, and the network is not used. @throws `storage-failed` */
export async function describeCurrent(
  service: Pick<TokenService, 'peek'>,
  known: KnownProfile,
  state: TokenState['kind'],
): Promise<TokenDescription> {
  return describeToken(known, state, known.usable ? await service.peek(known) : undefined);
}

/**
 * Describes a token: by its claims where it is a JWT, else by what it came with and what was asked for. What has no value
 * is left out.
 * @param set the token set, as far as there is one
 */
export function describeToken(
  known: KnownProfile,
  state: TokenState['kind'],
  set: TokenSet | undefined,
): TokenDescription {
  const described: TokenDescription = {
    // Who signs in, and whether it is known yet, does not matter to a program.
    state: state === 'signing-in' ? 'busy' : state === 'unknown' ? 'signed-out' : state,
    refreshable: set?.refreshToken !== undefined,
    extra: { ...set?.extra },
  };
  if (set === undefined || !known.usable) return described;
  const { settings } = known;
  const identity = set.idToken === undefined ? undefined : decodeJwt(set.idToken)?.claims;
  const claims = decodeJwt(settings.use === 'id_token' ? (set.idToken ?? '') : set.accessToken)?.claims ?? {};
  const fields = {
    tokenType: set.tokenType,
    scope: scopeIn(claims) ?? set.scope ?? settings.scope,
    audience: textsIn(claims.aud) ?? settings.audience,
    issuer: textIn(claims.iss) ?? settings.issuer,
    subject: textIn(claims.sub) ?? textIn(identity?.sub),
    obtainedAt: isPasted(known) ? undefined : timeText(set.obtainedAt),
    expiresAt: timeText(lifetimeOf(set, settings.use).expiresAt),
  };
  return Object.assign(
    described,
    Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
  );
}

/** A time in ISO 8601; undefined beyond what a Date holds. @param at milliseconds since 1970 */
function timeText(at: number | undefined): string | undefined {
  return at === undefined || Math.abs(at) > 8.64e15 ? undefined : new Date(at).toISOString();
}

/** The scope among claims: `scope` (RFC 8693 section 4.2), or `scp` as several vendors call it. */
function scopeIn({ scope, scp }: Record<string, unknown>): string | undefined {
  const value = textsIn(scope ?? scp);
  return Array.isArray(value) ? value.join(' ') : value;
}

function textsIn(value: unknown): string | string[] | undefined {
  return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : textIn(value);
}

function textIn(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
