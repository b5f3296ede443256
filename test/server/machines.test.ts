import assert from 'node:assert/strict';
import { startServer } from './server';
import type { Server } from './server';
import { basicHeader, claimsOf, credentials, get, machineToken, post } from './requests';

const grant = { grant_type: 'client_credentials' };

describe('server: client credentials', () => {
  let server: Server;
  before(async function () {
    // Making the keys takes a while on a busy machine.
    this.timeout(30_000);
    server = await startServer();
  });
  after(() => server.close());

  describe('auth0', () => {
    for (const format of ['form', 'json'] as const) {
      it(`a token request sent as ${format} is answered`, async () => {
        const { endpoints, clients, audience = '' } = server.tenants.auth0;
        const params = { ...grant, ...credentials(clients['m2m']), audience, organization: 'acme-corp' };
        const answer = await post(endpoints.token, params, { format });
        assert.equal(answer.status, 200);
        assert.equal(answer.body['expires_in'], 86400);
        assert.equal(answer.body['token_type'], 'Bearer');
        assert.equal(answer.body['scope'], 'read:events create:events');
        const claims = claimsOf(answer);
        assert.equal(claims.iss, `${server.tenants.auth0.origin}/`);
        assert.equal(claims.aud, audience);
        assert.equal(claims.sub, 'calendar-sync@clients');
        assert.equal(claims['org_id'], 'org_acme0000000001');
        assert.deepEqual(claims['permissions'], ['read:events', 'create:events']);
        assert.equal(server.requests.at(-1)?.params['client_secret'], clients['m2m']?.clientSecret);
      });
    }

    it('form-encoded HTTP Basic is decoded', async () => {
      const { endpoints, clients, audience = '' } = server.tenants.auth0;
      const headers = basicHeader(clients['m2m'] ?? { clientId: '' }, true);
      assert.equal((await post(endpoints.token, { ...grant, audience }, { headers })).status, 200);
    });

    const refusals: [string, Record<string, string>, number, string][] = [
      [
        'an unknown audience',
        { audience: 'https://nowhere.example/' },
        403,
        'Service not found: https://nowhere.example/',
      ],
      ['an unknown organization', { organization: 'nobody' }, 400, 'parameter organization is invalid'],
      ['a wrong secret', { client_secret: 'wrong' }, 401, 'Unauthorized'],
    ];
    for (const [what, params, status, description] of refusals) {
      it(`${what} is refused`, async () => {
        const { endpoints, clients, audience = '' } = server.tenants.auth0;
        const answer = await post(endpoints.token, { ...grant, ...credentials(clients['m2m']), audience, ...params });
        assert.equal(answer.status, status);
        assert.equal(answer.body['error_description'], description);
      });
    }

    it('an API that the client has no grant for is refused', async () => {
      const { endpoints, clients } = server.tenants.auth0;
      const params = { ...grant, ...credentials(clients['limited']), audience: 'api.calendar' };
      const answer = await post(endpoints.token, params);
      assert.equal(answer.status, 403);
      assert.match(String(answer.body['error_description']), /^Client is not authorized to access/);
    });

    it('a request without an audience gets an opaque token, and a JWT once there is a default', async () => {
      const { auth0 } = server.tenants;
      assert.equal((await machineToken(auth0, auth0.clients['m2m'])).split('.').length, 1);
      auth0.setDefaultAudience(auth0.audience);
      assert.equal((await machineToken(auth0, auth0.clients['m2m'])).split('.').length, 3);
      auth0.setDefaultAudience();
    });
  });

  it('istreamplanet requires an audience', async () => {
    const { endpoints, clients, audience = '' } = server.tenants.istreamplanet;
    const params = { ...grant, ...credentials(clients['m2m']) };
    const without = await post(endpoints.token, params);
    assert.equal(without.status, 403);
    assert.match(String(without.body['error_description']), /No audience parameter/);
    assert.equal(claimsOf(await post(endpoints.token, { ...params, audience })).aud, audience);
  });

  describe('keycloak', () => {
    it('a token answer is as in the documentation', async () => {
      const { endpoints, clients } = server.tenants.keycloak;
      const { status, body } = await post(endpoints.token, { ...grant, ...credentials(clients['m2m']) });
      const { access_token, ...rest } = body;
      assert.equal(status, 200);
      assert.equal(typeof access_token, 'string');
      assert.deepEqual(rest, {
        expires_in: 7200,
        refresh_expires_in: 0,
        token_type: 'Bearer',
        'not-before-policy': 0,
        scope: 'email profile',
      });
    });

    it('an unknown realm is not found', async () => {
      const url = `${server.tenants.keycloak.origin}/realms/nowhere/protocol/openid-connect/token`;
      const answer = await post(url, grant);
      assert.equal(answer.status, 404);
      assert.deepEqual(answer.body, { error: 'Realm does not exist' });
    });

    it('two realms on one host issue tokens of their own', async () => {
      const { keycloak } = server.tenants;
      const token = await machineToken(server.otherRealm, server.otherRealm.clients['m2m']);
      assert.equal(claimsOf({ body: { access_token: token } } as never).iss, `${keycloak.origin}/realms/globex`);
    });

    it('a realm introspects and revokes its JWTs', async () => {
      const { keycloak } = server.tenants;
      const client = credentials(keycloak.clients['m2m']);
      const token = await machineToken(keycloak, keycloak.clients['m2m']);
      const before = await post(keycloak.endpoints.introspection ?? '', { token, ...client });
      assert.equal(before.body['active'], true);
      assert.equal(before.body['aud'], 'account');
      assert.equal((await post(keycloak.endpoints.revocation ?? '', { token, ...client })).status, 200);
      const after = await post(keycloak.endpoints.introspection ?? '', { token, ...client });
      assert.equal(after.body['active'], false);
    });
  });

  describe('basic', () => {
    it('a token answer is as in the documentation', async () => {
      const { endpoints, clients } = server.tenants.basic;
      const answer = await post(endpoints.token, grant, { headers: basicHeader(clients['m2m'] as never, true) });
      assert.equal(answer.status, 200);
      assert.deepEqual(Object.keys(answer.body), ['token_type', 'expires_in', 'access_token']);
      assert.equal(answer.body['expires_in'], 3600);
      assert.match(String(answer.body['access_token']), /=$/);
    });

    const encodings: [string, boolean, number][] = [
      ['m2m', true, 200],
      ['m2m', false, 401],
      ['raw', false, 200],
      ['raw', true, 401],
    ];
    for (const [key, encoded, status] of encodings) {
      it(`${key} gets ${status} where its credentials are ${encoded ? '' : 'not '}encoded`, async () => {
        const { endpoints, clients } = server.tenants.basic;
        const headers = basicHeader(clients[key] as never, encoded);
        assert.equal((await post(endpoints.token, grant, { headers })).status, status);
      });
    }

    it('a secret in the body is refused, and there is no discovery', async () => {
      const { endpoints, clients, origin } = server.tenants.basic;
      const answer = await post(endpoints.token, { ...grant, ...credentials(clients['raw']) });
      assert.equal(answer.status, 401);
      assert.match(answer.headers.get('www-authenticate') ?? '', /^Basic /);
      assert.equal((await get(`${origin}/.well-known/openid-configuration`)).status, 404);
    });
  });

  for (const name of ['istreamplanet', 'auth0', 'keycloak'] as const) {
    it(`${name} can be discovered`, async () => {
      const { issuer = '', endpoints } = server.tenants[name];
      const { body } = await get(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
      assert.equal(body['issuer'], issuer);
      assert.equal(body['token_endpoint'], endpoints.token);
      assert.equal(body['authorization_endpoint'], endpoints.authorization);
      assert.equal(body['jwks_uri'], endpoints.jwks);
    });
  }
});
