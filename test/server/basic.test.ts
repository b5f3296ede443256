import assert from 'node:assert/strict';
import { basicHeader, credentials, get, post } from './requests';
import { startBefore } from './start-before';

const grant = { grant_type: 'client_credentials' };

describe('server: the tenant that takes HTTP Basic', () => {
  const server = startBefore();

  it('answers as on the page', async () => {
    const { endpoints, clients } = server().tenants.basic;
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
    it(`answers ${key} ${status} where its credentials are ${encoded ? '' : 'not '}encoded`, async () => {
      const { endpoints, clients } = server().tenants.basic;
      const headers = basicHeader(clients[key] as never, encoded);
      assert.equal((await post(endpoints.token, grant, { headers })).status, status);
    });
  }

  it('refuses a secret in the body, and has no discovery', async () => {
    const { endpoints, clients, origin } = server().tenants.basic;
    const answer = await post(endpoints.token, { ...grant, ...credentials(clients['raw']) });
    assert.equal(answer.status, 401);
    assert.match(answer.headers.get('www-authenticate') ?? '', /^Basic /);
    assert.equal((await get(`${origin}/.well-known/openid-configuration`)).status, 404);
  });
});
