import assert from 'node:assert/strict';
import type { Client, OAuthClient } from '../../../src/oauth/client';
import type { RedirectLogin } from '../../../src/oauth/login';

/** Begins a login whose redirect comes back to that address. */
export async function beginLogin(
  oauth: OAuthClient,
  client: Client,
  redirectUri: string,
  otherAccount = false,
): Promise<RedirectLogin> {
  const login = await oauth.beginLogin(client, { openRedirect: () => Promise.resolve(redirectUri), otherAccount });
  assert.ok(login.endsBy === 'redirect');
  return login;
}
