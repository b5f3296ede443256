import { t } from '@vscode/l10n';
import { cancelled, Fault, isFault } from '../faults/fault';
import type { Client, OAuthClient } from '../oauth/client';
import { grants } from '../profile/grants/table';
import type { UsableProfile } from '../profile/known';
import { secretTexts } from '../profile/secret-texts';
import type { TokenSet } from '../storage/token-set';
import type { TokenStore } from '../storage/tokens';
import { missingSecrets, type ClientSecrets } from './client-secrets';
import { isFresh } from './freshness';

export interface RenewalDependencies {
  tokens: TokenStore;
  clientSecrets: ClientSecrets;
  oauth: () => Promise<OAuthClient>;
  now: () => number;
}

/**
 * A new token set, obtained without a person: another window's, by the refresh token, or by running the grant again.
 * @param key the key that the profile's token is stored under
 * @param minValidity seconds that the caller needs
 * @throws `interaction-required` where only a login helps, `secret-missing`, and what a request can end in
 */
export async function renewQuietly(
  deps: RenewalDependencies,
  profile: UsableProfile,
  key: string,
  minValidity: number | undefined,
  signal: AbortSignal,
): Promise<TokenSet> {
  const { settings } = profile;
  const { tokens, clientSecrets, now } = deps;
  const before = tokens.peek(key);
  const stored = await tokens.reread(key);
  // Another window may have renewed it since.
  const isNew = stored !== undefined && stored.accessToken !== before?.accessToken;
  if (isNew && isFresh(stored, settings, now(), minValidity)) return stored;
  const { obtained, renewal } = grants[settings.grant];
  const refreshable = renewal === 'refresh-token' && stored?.refreshToken !== undefined;
  if (obtained === 'login' && !refreshable) throw new Fault('interaction-required', t('A login is needed.'));
  const client = await clientSecrets.clientOf(profile);
  const [missing] = missingSecrets(client);
  if (missing !== undefined) throw new Fault('secret-missing', secretTexts[missing].missing());
  const oauth = await deps.oauth();
  try {
    if (refreshable) return await refresh(deps, key, client, oauth, stored, signal);
  } catch (thrown) {
    if (obtained === 'login' || !isFault(thrown) || thrown.code !== 'interaction-required') throw thrown;
  }
  return keep(tokens, key, await oauth.obtain(client, signal), signal);
}

/**
 * Uses a refresh token. Where it is refused, another window may have used it before: then that one's is used. Otherwise
 * it is useless, and is forgotten.
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
    renewed = await keep(tokens, key, await oauth.refresh(client, set, signal), signal);
  } catch (thrown) {
    if (!isFault(thrown) || thrown.error !== 'invalid_grant') throw thrown;
    const sibling = await tokens.reread(key);
    if (sibling?.refreshToken !== undefined && sibling.refreshToken !== set.refreshToken) {
      return isFresh(sibling, settings, now()) ? sibling : refresh(deps, key, client, oauth, sibling, signal);
    }
    if (sibling !== undefined) await tokens.set(key, { ...sibling, refreshToken: undefined });
    throw new Fault('interaction-required', t('The refresh token is no longer accepted, so a login is needed.'), {
      error: thrown.error,
    });
  }
  if (settings.use === 'access_token' || isFresh(renewed, { ...settings, refreshAhead: 0 }, now())) return renewed;
  throw new Fault(
    'interaction-required',
    t('The provider renewed the access token but not the ID token, so a login is needed.'),
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
