import assert from 'node:assert/strict';
import { generateKeyPair, SignJWT } from 'jose';
import { part } from '../support/jwts';
import type { DemoClient, Tenant } from './tenant';
import { basicHeader, get, machineToken, post } from './requests';
import { startBefore } from './start-before';

describe('server: the protected API', () => {
  const server = startBefore();

  const tokenOf = async (tenant: Tenant, client: string): Promise<string> => {
    if (tenant.name !== 'basic') {
      return machineToken(tenant, tenant.clients[client], tenant.audience ? { audience: tenant.audience } : {});
    }
    const headers = basicHeader(tenant.clients[client] as DemoClient, true);
    const { body } = await post(tenant.endpoints.token, { grant_type: 'client_credentials' }, { headers });
    return String(body['access_token']);
  };

  const resources: ['istreamplanet' | 'auth0' | 'basic' | 'keycloak', string][] = [
    ['auth0', '/calendar/v1/events'],
    ['istreamplanet', '/YOUR_ORGANIZATION/channels'],
    ['keycloak', '/v2/tenants/current/settings'],
    ['basic', '/v1/things'],
  ];
  for (const [name, path] of resources) {
    describe(`${path} (${name})`, () => {
      it('lets the right client in', async () => {
        const token = await tokenOf(server().tenants[name], 'm2m');
        const answer = await get(server().api.origin + path, token);
        assert.equal(answer.status, 200);
        assert.equal(answer.body['client'], server().tenants[name].clients['m2m']?.clientId);
      });

      it('answers 403 where a permission is missing', async () => {
        const token = await tokenOf(server().tenants[name], 'limited');
        const answer = await get(server().api.origin + path, token);
        assert.equal(answer.status, 403);
        assert.equal(answer.body['check'], 'permissions');
        assert.match(answer.headers.get('www-authenticate') ?? '', /error="insufficient_scope"/);
      });

      it('answers 401 where there is no token, without an error code', async () => {
        const answer = await get(server().api.origin + path);
        assert.equal(answer.status, 401);
        assert.doesNotMatch(answer.headers.get('www-authenticate') ?? '', /error=/);
      });

      it('answers 401 once the token has expired', async () => {
        const tenant = server().tenants[name];
        tenant.setTokenLifetime(1);
        const token = await tokenOf(tenant, 'm2m');
        tenant.setTokenLifetime();
        const until = Date.now() + 5000;
        let answer = await get(server().api.origin + path, token);
        while (answer.status === 200 && Date.now() < until) answer = await get(server().api.origin + path, token);
        assert.equal(answer.status, 401);
        assert.equal(answer.body['check'], 'claims');
        assert.match(answer.headers.get('www-authenticate') ?? '', /error="invalid_token"/);
      });
    });
  }

  const refused: [string, (token: string) => Promise<string> | string, string][] = [
    ['no JWT', () => 'abc', 'format'],
    ['a changed signature', (token) => `${token.slice(0, -6)}AAAAAA`, 'signature'],
    [
      'a foreign key',
      async () =>
        new SignJWT({}).setProtectedHeader({ alg: 'RS256' }).sign((await generateKeyPair('RS256')).privateKey),
      'signature',
    ],
    ['no signature', (token) => `${part({ alg: 'none' })}.${token.split('.')[1]}.`, 'signature'],
  ];
  for (const [what, forge, check] of refused) {
    it(`refuses ${what} at the check of ${check}`, async () => {
      const token = await forge(await tokenOf(server().tenants.auth0, 'm2m'));
      const answer = await get(`${server().api.origin}/calendar/v1/events`, token);
      assert.equal(answer.status, 401);
      assert.equal(answer.body['check'], check);
    });
  }

  it('refuses a token for another audience', async () => {
    const { auth0 } = server().tenants;
    const token = await machineToken(auth0, auth0.clients['m2m'], { audience: 'api.calendar' });
    const answer = await get(`${server().api.origin}/calendar/v1/events`, token);
    assert.equal(answer.status, 401);
    assert.match(String(answer.body['error_description']), /another audience/);
  });
});
