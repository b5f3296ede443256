import assert from 'node:assert/strict';
import { authorization, basicHeader, claimsOf, credentials, get, machineToken, post } from './requests';
import { startBefore } from './start-before';
import { createVisitor } from './visitor';

const grant = { grant_type: 'client_credentials' };

describe('server: Auth0', () => {
  const server = startBefore();

  describe('client credentials', () => {
    for (const format of ['form', 'json'] as const) {
      it(`answers a token request sent as ${format}`, async () => {
        const { endpoints, clients, audience = '' } = server().tenants.auth0;
        const params = { ...grant, ...credentials(clients['m2m']), audience, organization: 'acme-corp' };
        const answer = await post(endpoints.token, params, { format });
        assert.equal(answer.status, 200);
        assert.equal(answer.body['expires_in'], 86400);
        assert.equal(answer.body['token_type'], 'Bearer');
        assert.equal(answer.body['scope'], 'read:events create:events');
        const claims = claimsOf(answer);
        assert.equal(claims.iss, `${server().tenants.auth0.origin}/`);
        assert.equal(claims.aud, audience);
        assert.equal(claims.sub, 'calendar-sync@clients');
        assert.equal(claims['org_id'], 'org_acme0000000001');
        assert.deepEqual(claims['permissions'], ['read:events', 'create:events']);
        assert.equal(server().requests.at(-1)?.params['client_secret'], clients['m2m']?.clientSecret);
      });
    }

    it('takes form-encoded HTTP Basic', async () => {
      const { endpoints, clients, audience = '' } = server().tenants.auth0;
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
      it(`refuses ${what}`, async () => {
        const { endpoints, clients, audience = '' } = server().tenants.auth0;
        const answer = await post(endpoints.token, { ...grant, ...credentials(clients['m2m']), audience, ...params });
        assert.equal(answer.status, status);
        assert.equal(answer.body['error_description'], description);
      });
    }

    it('refuses an API that the client has no grant for', async () => {
      const { endpoints, clients } = server().tenants.auth0;
      const params = { ...grant, ...credentials(clients['limited']), audience: 'api.calendar' };
      const answer = await post(endpoints.token, params);
      assert.equal(answer.status, 403);
      assert.match(String(answer.body['error_description']), /^Client is not authorized to access/);
    });

    it('gives an opaque token without an audience, and a JWT once there is a default', async () => {
      const { auth0 } = server().tenants;
      assert.equal((await machineToken(auth0, auth0.clients['m2m'])).split('.').length, 1);
      auth0.setDefaultAudience(auth0.audience);
      assert.equal((await machineToken(auth0, auth0.clients['m2m'])).split('.').length, 3);
      auth0.setDefaultAudience();
    });
  });

  describe('a login', () => {
    it('a JWT for the API and for userinfo, an ID token, a rotating refresh token', async () => {
      const {
        auth0,
        auth0: { clients, user, audience, issuer },
      } = server().tenants;
      const scope = 'openid profile email offline_access read:events';
      const request = authorization(auth0, clients['login'], {
        scope,
        audience,
        organization: 'acme-corp',
        nonce: 'n-1',
      });
      const redirect = await createVisitor().signIn(request.url, user);
      assert.equal(redirect.protocol, 'vscode:');
      assert.equal(redirect.searchParams.get('state'), 'some state');
      assert.equal(redirect.searchParams.get('iss'), issuer);

      const answer = await request.redeem(redirect.searchParams.get('code'));
      assert.equal(answer.status, 200, JSON.stringify(answer.body));
      assert.equal(answer.body['expires_in'], 86400);
      assert.deepEqual(new Set(String(answer.body['scope']).split(' ')), new Set(scope.split(' ')));
      const access = claimsOf(answer);
      assert.deepEqual(access.aud, [audience, `${issuer}userinfo`]);
      assert.equal(access.sub, user.subject);
      assert.equal(access['org_id'], 'org_acme0000000001');
      const id = claimsOf(answer, 'id_token');
      assert.equal(id['nonce'], 'n-1');
      assert.equal(id['org_id'], 'org_acme0000000001');
      assert.equal(id['name'], user.name);
      assert.equal(id.aud, clients['login']?.clientId);

      const token = String(answer.body['access_token']);
      assert.equal((await get(auth0.endpoints.userinfo ?? '', token)).body['email'], user.email);
      assert.equal((await get(`${server().api.origin}/calendar/v1/events`, token)).status, 200);

      const client_id = clients['login']?.clientId ?? '';
      const refresh = (refresh_token: unknown): ReturnType<typeof post> =>
        post(auth0.endpoints.token, { grant_type: 'refresh_token', client_id, refresh_token: String(refresh_token) });
      const second = await refresh(answer.body['refresh_token']);
      assert.equal(second.status, 200);
      assert.notEqual(second.body['refresh_token'], answer.body['refresh_token']);
      assert.deepEqual(claimsOf(second).aud, access.aud);
      const reused = await refresh(answer.body['refresh_token']);
      assert.equal(reused.status, 403);
      assert.equal(reused.body['error'], 'invalid_grant');
      assert.equal((await refresh(second.body['refresh_token'])).status, 403);
    });

    it('an opaque token for userinfo where no audience was named', async () => {
      const { auth0 } = server().tenants;
      const request = authorization(auth0, auth0.clients['login'], { scope: 'openid profile' });
      const redirect = await createVisitor().signIn(request.url, auth0.user);
      const answer = await request.redeem(redirect.searchParams.get('code'));
      const token = String(answer.body['access_token']);
      assert.equal(token.split('.').length, 1);
      assert.equal((await get(auth0.endpoints.userinfo ?? '', token)).body['sub'], auth0.user.subject);
      assert.equal(answer.body['refresh_token'], undefined);
    });

    it('a JWT for the API alone is refused at userinfo', async () => {
      const {
        auth0,
        auth0: { audience },
      } = server().tenants;
      const request = authorization(auth0, auth0.clients['login'], { scope: 'read:events', audience });
      const redirect = await createVisitor().signIn(request.url, auth0.user);
      const answer = await request.redeem(redirect.searchParams.get('code'));
      assert.equal(claimsOf(answer).aud, audience);
      assert.equal(answer.body['id_token'], undefined);
      assert.equal((await get(auth0.endpoints.userinfo ?? '', String(answer.body['access_token']))).status, 401);
    });

    it('a refresh token that is revoked works no more, and leaves other logins alone', async () => {
      const {
        auth0,
        auth0: { audience, clients },
      } = server().tenants;
      const client_id = clients['login']?.clientId ?? '';
      const visitor = createVisitor();
      const login = async (): Promise<string> => {
        const request = authorization(auth0, clients['login'], { scope: 'openid offline_access', audience });
        const redirect = await visitor.signIn(request.url, auth0.user);
        return String((await request.redeem(redirect.searchParams.get('code'))).body['refresh_token']);
      };
      const [one, other] = [await login(), await login()];
      assert.equal((await post(auth0.endpoints.revocation ?? '', { client_id, token: one })).status, 200);
      const statuses = [one, other].map(async (refresh_token) => {
        return (await post(auth0.endpoints.token, { grant_type: 'refresh_token', client_id, refresh_token })).status;
      });
      assert.deepEqual(await Promise.all(statuses), [403, 200]);
    });

    it('a login without a scope has all of the API', async () => {
      const {
        auth0,
        auth0: { audience },
      } = server().tenants;
      const request = authorization(auth0, auth0.clients['login'], { audience });
      const redirect = await createVisitor().signIn(request.url, auth0.user);
      const answer = await request.redeem(redirect.searchParams.get('code'));
      assert.equal(answer.body['scope'], 'read:events create:events');
    });

    it('a confidential client redeems its code with its secret', async () => {
      const {
        auth0,
        auth0: { audience },
      } = server().tenants;
      const request = authorization(auth0, auth0.clients['web'], { audience, scope: 'openid read:events' });
      const redirect = await createVisitor().signIn(request.url, auth0.user);
      assert.equal((await request.redeem(redirect.searchParams.get('code'))).status, 200);
    });
  });
});

describe('server: iStreamPlanet', () => {
  const server = startBefore();

  it('a token request without an audience is refused', async () => {
    const { endpoints, clients, audience = '' } = server().tenants.istreamplanet;
    const params = { ...grant, ...credentials(clients['m2m']) };
    const without = await post(endpoints.token, params);
    assert.equal(without.status, 403);
    assert.match(String(without.body['error_description']), /No audience parameter/);
    assert.equal(claimsOf(await post(endpoints.token, { ...params, audience })).aud, audience);
  });

  it('a login needs PKCE and an audience', async () => {
    const {
      istreamplanet,
      istreamplanet: { clients, user, audience },
    } = server().tenants;
    const params = { scope: 'openid read:channels', audience };
    const request = authorization(istreamplanet, clients['login'], params);
    const redirect = await createVisitor().signIn(request.url, user);
    const answer = await request.redeem(redirect.searchParams.get('code'));
    const api = await get(`${server().api.origin}/YOUR_ORGANIZATION/channels`, String(answer.body['access_token']));
    assert.equal(api.status, 200);

    const without: [Record<string, undefined>, string, RegExp][] = [
      [{ audience: undefined }, 'access_denied', /No audience parameter/],
      [{ code_challenge: undefined, code_challenge_method: undefined }, 'invalid_request', /PKCE/],
    ];
    for (const [left, error, description] of without) {
      const refused = await createVisitor().open(
        authorization(istreamplanet, clients['login'], { ...params, ...left }).url,
      );
      assert.equal(refused.url.searchParams.get('error'), error);
      assert.match(refused.url.searchParams.get('error_description') ?? '', description);
    }
  });
});
