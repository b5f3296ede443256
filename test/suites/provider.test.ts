import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as vscode from 'vscode';
import { freshId, issuerWith, rejects, run, server } from './environment';

type Fields = Record<string, unknown>;

/** A machine at Keycloak whose token no other profile shares: its request has a parameter of its own. */
async function machine(fields: Fields = {}): Promise<string> {
  const { issuer, clients } = server().tenants.keycloak;
  const id = freshId('provider');
  const own = { issuer, clientAuth: 'client_secret_post', params: { token: { note: id } }, ...clients.m2m };
  return run<string>('addProfile', { id, grant: 'client_credentials', ...own, ...fields });
}

/** A login at a provider that asks no questions. */
async function login(fields: Fields = {}): Promise<string> {
  const { clientId } = server().faults.clients.public;
  const own = { issuer: issuerWith(), clientId, scope: 'openid' };
  return run<string>('addProfile', { id: freshId('provider'), grant: 'authorization_code', ...own, ...fields });
}

/** Whether Keycloak takes a token for active. */
async function isActive(token: string): Promise<unknown> {
  const { endpoints, clients } = server().tenants.keycloak;
  const { clientId = '', clientSecret = '' } = clients.m2m ?? {};
  const body = new URLSearchParams({ token, client_id: clientId, client_secret: clientSecret });
  const answer = await fetch(endpoints.introspection ?? '', { method: 'POST', body });
  return ((await answer.json()) as { active: unknown }).active;
}

const setAutomation = (value: string) =>
  vscode.workspace.getConfiguration('tokenDeck').update('automation', value, vscode.ConfigurationTarget.Global);

/** Runs something while programs may use no token. */
async function withoutAutomation(then: () => Promise<unknown>): Promise<void> {
  try {
    await setAutomation('deny');
    await then();
  } finally {
    await setAutomation('allow');
  }
}

describe('describeToken', () => {
  it('says what is known of a machine’s token, without the token and without getting one', async () => {
    const id = await machine();
    assert.deepEqual(await run('describeToken', id), { state: 'ready', refreshable: false, extra: {} });
    const token = await run<string>('getToken', id);
    const described = await run<Fields>('describeToken', { profile: id });
    const { obtainedAt, expiresAt, subject, ...rest } = described;
    assert.deepEqual(rest, {
      ...{ state: 'valid', tokenType: 'bearer', scope: 'email profile', audience: 'account' },
      ...{ issuer: server().tenants.keycloak.issuer, refreshable: false },
      extra: { refresh_expires_in: 0, 'not-before-policy': 0 },
    });
    assert.equal(typeof subject, 'string');
    for (const time of [obtainedAt, expiresAt]) assert.equal(new Date(String(time)).toISOString(), time);
    assert.ok(!JSON.stringify(described).includes(token));
  });

  it('says of a login whether it has a refresh token, and is not held by the rule for tokens', async () => {
    const id = await login();
    assert.deepEqual(await run('describeToken', id), { state: 'signed-out', refreshable: false, extra: {} });
    await run('getToken', id);
    await withoutAutomation(async () => {
      const { state, refreshable, subject } = await run<Fields>('describeToken', id);
      assert.deepEqual([state, refreshable, subject], ['valid', true, 'faulty-user']);
    });
  });

  it('says that a pasted token is stored', async () => {
    const id = await run<string>('addProfile', { id: freshId('provider'), grant: 'static', token: 'k-1' });
    const described = { state: 'stored', tokenType: 'bearer', refreshable: false, extra: {} };
    assert.deepEqual(await run('describeToken', id), described);
  });

  it('is refused for no profile and for one that is not there', async () => {
    await rejects('describeToken', 'no-such-profile', 'profile-not-found');
    await rejects('describeToken', { interactive: false }, 'interaction-required');
  });
});

describe('introspectToken', () => {
  it('returns what the provider says of the token', async () => {
    const id = await machine();
    const { active, client_id: client, aud } = await run<Fields>('introspectToken', id);
    assert.deepEqual([active, client, aud], [true, server().tenants.keycloak.clients.m2m?.clientId, 'account']);
  });

  it('returns that a token is no longer active', async () => {
    const id = await machine();
    const token = await run<string>('getToken', id);
    const { endpoints, clients } = server().tenants.keycloak;
    const { clientId = '', clientSecret = '' } = clients.m2m ?? {};
    const body = new URLSearchParams({ token, client_id: clientId, client_secret: clientSecret });
    assert.equal((await fetch(endpoints.revocation ?? '', { method: 'POST', body })).status, 200);
    assert.deepEqual(await run('introspectToken', id), { active: false });
  });

  it('is refused where the provider has no such endpoint, and says what to add', async () => {
    const { endpoints, clients } = server().tenants.basic;
    const own = { endpoints: { token: endpoints.token }, ...clients.m2m };
    const id = await run<string>('addProfile', { id: freshId('provider'), grant: 'client_credentials', ...own });
    const { message } = await rejects('introspectToken', id, 'endpoint-missing');
    assert.match(message, /endpoints\.introspection/);
  });

  it('obeys the rule for tokens, as user info does', async () => {
    const ids = { introspectToken: await machine(), showUserInfo: await login() };
    await withoutAutomation(async () => {
      for (const [command, id] of Object.entries(ids)) await rejects(command, id, 'access-denied');
    });
    await rejects('showUserInfo', { profile: ids.showUserInfo, interactive: false }, 'interaction-required');
  });
});

describe('showUserInfo', () => {
  it('returns what the provider says of the user', async () => {
    assert.deepEqual(await run('showUserInfo', await login()), { sub: 'faulty-user', name: 'Fay Faulty' });
  });

  it('is refused where it is about another user than the login', async () => {
    const other = createServer((_request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ sub: 'someone-else', name: 'Sam' }));
    }).listen(0, '127.0.0.1');
    await once(other, 'listening');
    try {
      const { port } = other.address() as AddressInfo;
      const id = await login({ endpoints: { userinfo: `http://127.0.0.1:${port}/userinfo` } });
      const { message } = await rejects('showUserInfo', id, 'response-invalid');
      assert.ok(!message.includes('Sam'), message);
    } finally {
      other.closeAllConnections();
      other.close();
    }
  });
});

describe('signOut', () => {
  it('revokes the token at the provider, and keeps the secret', async () => {
    const id = await machine();
    const token = await run<string>('getToken', id);
    assert.equal(await isActive(token), true);
    assert.equal(await run('signOut', id), undefined);
    assert.equal(await isActive(token), false);
    assert.deepEqual(await run('describeToken', id), { state: 'ready', refreshable: false, extra: {} });
    assert.notEqual(await run('getToken', { profile: id, interactive: false }), token);
  });

  it('does not revoke a token that another profile shares', async () => {
    const note = freshId('note');
    const [one, two] = [await machine({ params: { token: { note } } }), await machine({ params: { token: { note } } })];
    const token = await run<string>('getToken', one);
    assert.equal(await run('getToken', two), token);
    await run('signOut', one);
    assert.equal(await isActive(token), true);
    assert.notEqual(await run('getToken', two), token);
  });

  it('of all profiles revokes what can be revoked, and resolves', async () => {
    const ids = [await machine(), await machine(), await login()];
    const tokens = await Promise.all(ids.map((id) => run<string>('getToken', id)));
    assert.equal(await run('signOut', { all: true }), undefined);
    assert.deepEqual([await isActive(tokens[0] ?? ''), await isActive(tokens[1] ?? '')], [false, false]);
    await rejects('getToken', { profile: ids[2], interactive: false }, 'interaction-required');
  });

  it('resolves where the provider never answers, and the token is gone at once', async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    try {
      const { port } = silent.address() as AddressInfo;
      const id = await login({ endpoints: { revocation: `http://127.0.0.1:${port}/revoke` } });
      await run('getToken', id);
      const signingOut = run('signOut', id);
      await once(silent, 'request');
      const gone = await run<Fields>('describeToken', id);
      assert.equal(gone.state, 'signed-out');
      await rejects('getToken', { profile: id, interactive: false }, 'interaction-required');
      assert.equal(await signingOut, undefined);
    } finally {
      silent.closeAllConnections();
      silent.close();
    }
  });
});
