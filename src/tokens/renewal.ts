import { t } from '@vscode/l10n';
import { cancelled, Fault, isFault } from '../faults/fault';
import type { Client, OAuthClient } from '../oauth/client';
import type { Sources } from '../oauth/credentials';
import { unregistered } from '../oauth/registered-client';
import { grants } from '../profile/grants/table';
import type { UsableProfile } from '../profile/known';
import { registersClient } from '../profile/registers-client';
import { secretTexts } from '../profile/secret-texts';
import type { TokenSet } from '../storage/token-set';
import type { TokenStore } from '../storage/tokens';
import type { WindowLock } from '../storage/window-lock';
import { missingSecrets, type ClientSecrets } from './client-secrets';
import { isFresh } from './freshness';
import { isRefusal } from './refusal';

export interface RenewalDependencies {
  tokens: TokenStore;
  clientSecrets: ClientSecrets;
  oauth: () => Promise<OAuthClient>;
  now: () => number;
  lock: WindowLock;
}

/** What a caller wishes of a renewal. */
export interface RenewalWish {
  /** Seconds of validity. */
  minValidity?: number | undefined;
  sources?: Sources | undefined;
  /** Whose they are; see `TokenSet`. */
  handedIn?: string | undefined;
}

/**
 * A new token set, obtained without a person: another window's, by the refresh token, or by running the grant again. One
 * window at a time renews: a refresh token may be for one use, and some providers end the session of who uses it twice
 * (RFC 9700 section 4.14.2).
 * @param key the key that the profile's token is stored under
 * @param wish the seconds that the caller needs, and tokens of other profiles that the request hands in
 * @throws `interaction-required` where only a login helps, `secret-missing`, and what a request can end in
 */
export function renewQuietly(
  deps: RenewalDependencies,
  profile: UsableProfile,
  key: string,
  wish: RenewalWish,
  signal: AbortSignal,
): Promise<TokenSet> {
  const before = deps.tokens.peek(key);
  return deps.lock.run(key, () => renewInTurn(deps, profile, key, { before, ...wish }, signal), signal);
}

async function renewInTurn(
  deps: RenewalDependencies,
  profile: UsableProfile,
  key: string,
  { before, minValidity, sources, handedIn }: RenewalWish & { before: TokenSet | undefined },
  signal: AbortSignal,
): Promise<TokenSet> {
  const { settings } = profile;
  const { tokens, clientSecrets, now } = deps;
  const stored = await tokens.reread(key);
  // Another window may have renewed it since.
  const isNew = stored !== undefined && stored.accessToken !== before?.accessToken;
  if (isNew && stored.handedIn === handedIn && isFresh(stored, settings, now(), minValidity)) return stored;
  const { obtained, renewal } = grants[settings.grant];
  const refreshable = renewal === 'refresh-token' && stored?.refreshToken !== undefined;
  if (obtained === 'login' && !refreshable) throw new Fault('interaction-required', t('You need to sign in.'));
  const client: Client = { ...(await clientSecrets.clientOf(profile)), sources };
  const [missing] = missingSecrets(client);
  if (missing !== undefined) throw new Fault('secret-missing', secretTexts[missing].missing());
  if (client.settings.clientId === undefined && registersClient(settings)) throw unregistered();
  const oauth = await deps.oauth();
  try {
    if (refreshable) return await refresh(deps, key, client, oauth, stored, signal);
  } catch (thrown) {
    if (await clientSecrets.noteRefusedClient(profile, thrown)) throw unregistered();
    if (obtained === 'login' || !isFault(thrown) || thrown.code !== 'interaction-required') throw thrown;
  }
  const got = await oauth.obtain(client, signal);
  return keep(tokens, key, handedIn === undefined ? got : { ...got, handedIn }, signal);
}

/**
 * Uses a refresh token. Where it is refused, a window on another machine may have used it before: then that one's is
 * used. Otherwise a login is needed; one that is invalid is forgotten.
 */
async function refresh(
  deps: RenewalDependencies,
  key: string,
  client: Client,
  oauth: OAuthClient,
  set: TokenSet,
  signal: AbortSignal,
): Promise<TokenSet> {
  const { tokens, now } = deps;
  const { settings } = client;
  let renewed: TokenSet;
  try {
    const got = await oauth.refresh(client, set, signal);
    if (await isSignedOut(tokens, key)) throw cancelled();
    renewed = await keep(tokens, key, got, signal);
  } catch (thrown) {
    if (!isFault(thrown) || !isRefusal(thrown)) throw thrown;
    const sibling = await tokens.reread(key);
    if (sibling?.refreshToken !== undefined && sibling.refreshToken !== set.refreshToken) {
      return isFresh(sibling, settings, now()) ? sibling : refresh(deps, key, client, oauth, sibling, signal);
    }
    const isOver = thrown.error === 'invalid_grant';
    if (isOver && sibling !== undefined) await tokens.set(key, { ...sibling, refreshToken: undefined });
    const { error, what: reason } = thrown;
    throw new Fault(
      'interaction-required',
      isOver
        ? t('The refresh token is no longer accepted, so you need to sign in.')
        : t('The provider did not renew the token, so you need to sign in: {reason}', { reason }),
      { error },
    );
  }
  if (settings.use === 'access_token' || isFresh(renewed, { ...settings, refreshAhead: 0 }, now())) return renewed;
  throw new Fault(
    'interaction-required',
    t('The provider renewed the access token but not the ID token, so you need to sign in.'),
  );
}

/** Whether another window has signed out, and revoked the token, while this one renewed it: then it stays signed out. */
async function isSignedOut(tokens: TokenStore, key: string): Promise<boolean> {
  // A store that cannot be read loses no token.
  return tokens.reread(key).then(
    (now) => now === undefined,
    () => false,
  );
}

/**
 * Stores a token set before anyone gets it: a rotated refresh token must not be lost.
 * @throws `cancelled` where its profile was signed out or removed while the request was under way
 */
export async function keep(tokens: TokenStore, key: string, set: TokenSet, signal: AbortSignal): Promise<TokenSet> {
  if (signal.aborted) throw cancelled();
  await tokens.set(key, set);
  return set;
}
