import { furtherFields } from './further-fields';

/** What a token endpoint gave, as it is kept. Times are milliseconds since 1970. */
export interface TokenSet {
  accessToken: string;
  /** Lower case, e.g. `bearer` (RFC 6749 section 7.1). */
  tokenType: string;
  idToken?: string | undefined;
  refreshToken?: string | undefined;
  /** The scope granted, where the server named one. */
  scope?: string | undefined;
  obtainedAt: number;
  /** Undefined where neither the answer nor the token says when it expires. */
  expiresAt?: number | undefined;
  /** Where `expiresAt` comes from: the answer's `expires_in`, or the JWT's `exp`. */
  expirySource?: 'expires_in' | 'exp' | undefined;
  /** It was obtained because an API had refused the one before it, although that was still valid. */
  replacesRejected?: boolean | undefined;
  /** Whose tokens were handed in for it, of other profiles; see `whoseTokens` in src/tokens/sources.ts. */
  handedIn?: string | undefined;
  /** What the server added to its answer; see `furtherFields`. */
  extra?: Readonly<Record<string, unknown>> | undefined;
}

const texts = ['idToken', 'refreshToken', 'scope', 'handedIn'] as const;

/** Whether the access token is bound to its profile's key (RFC 9449): alone, it is of no use to anyone. */
export function isBound({ tokenType }: TokenSet): boolean {
  return tokenType === 'dpop';
}

/** All tokens of a set. */
export function tokensOf({ accessToken, idToken, refreshToken }: TokenSet): string[] {
  return [accessToken, idToken, refreshToken].filter((token) => token !== undefined);
}

/** Reads a stored token set; undefined where the entry is not one. */
export function parseTokenSet(entry: Record<string, unknown> | undefined): TokenSet | undefined {
  if (entry === undefined) return undefined;
  const { accessToken, tokenType, obtainedAt, expiresAt, expirySource } = entry;
  if (typeof accessToken !== 'string' || accessToken === '' || typeof tokenType !== 'string') return undefined;
  if (typeof obtainedAt !== 'number' || !Number.isFinite(obtainedAt)) return undefined;
  const set: TokenSet = { accessToken, tokenType, obtainedAt };
  if (typeof expiresAt === 'number' && Number.isFinite(expiresAt)) set.expiresAt = expiresAt;
  if (expirySource === 'expires_in' || expirySource === 'exp') set.expirySource = expirySource;
  if (entry.replacesRejected === true) set.replacesRejected = true;
  for (const field of texts) {
    const value = entry[field];
    if (typeof value === 'string') set[field] = value;
  }
  const extra = furtherFields(entry.extra, tokensOf(set));
  if (extra !== undefined) set.extra = extra;
  return set;
}
