import assert from 'node:assert/strict';
import { given } from './given';
import { realm } from './realm';

/** The client of the realm `master` that Keycloak makes when it starts. */
export const adminClient = 'token-deck-tests';

type Representation = Record<string, unknown> & { id: string };

/** Asks Keycloak's admin REST API. @param path of it, without `/admin` */
export async function ask<T = unknown>(method: string, path: string, body?: object): Promise<T> {
  const { origin } = given();
  const answer = await fetch(`${origin}/admin${path}`, {
    method,
    headers: { authorization: `Bearer ${await adminToken()}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`);
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

/** Lives for a minute, so each request gets its own. */
async function adminToken(): Promise<string> {
  const { origin, adminSecret } = given();
  const answer = await fetch(`${origin}/realms/master/protocol/openid-connect/token`, {
    method: 'POST',
    body: new URLSearchParams({
      ...{ grant_type: 'client_credentials', client_id: adminClient, client_secret: adminSecret },
    }),
  });
  assert.equal(answer.status, 200);
  return ((await answer.json()) as { access_token: string }).access_token;
}

/** Asks about the realm of the tests. @param path below the realm; empty for the realm itself */
export const askRealm = <T = unknown>(method: string, path: string, body?: object): Promise<T> =>
  ask<T>(method, `/realms/${realm}${path}`, body);

/** The version of the running Keycloak. */
export async function keycloakVersion(): Promise<string> {
  const { systemInfo } = await ask<{ systemInfo: { version: string } }>('GET', '/serverinfo');
  return systemInfo.version;
}

/** Changes fields of a client. */
export async function changeClient(clientId: string, fields: Record<string, unknown>): Promise<void> {
  const [client] = await askRealm<Representation[]>('GET', `/clients?clientId=${clientId}`);
  assert.ok(client, clientId);
  await askRealm('PUT', `/clients/${client.id}`, { ...client, ...fields });
}

/** Ends all sessions of someone. */
export async function endSessions({ username }: { username: string }): Promise<void> {
  const [user] = await askRealm<Representation[]>('GET', `/users?exact=true&username=${username}`);
  assert.ok(user, username);
  await askRealm('POST', `/users/${user.id}/logout`);
}

/** How many events of that type Keycloak has noted for a client: `LOGIN`, `REFRESH_TOKEN`, `REFRESH_TOKEN_ERROR`. */
export async function countEvents(type: string, clientId: string): Promise<number> {
  return (await askRealm<unknown[]>('GET', `/events?max=1000&type=${type}&client=${clientId}`)).length;
}
