import assert from 'node:assert/strict';
import { startServer } from './server';
import type { Server } from './server';
import { createVisitor } from './visitor';
import { authorization, claimsOf, credentials, get, post } from './requests';

describe('server: logging in', () => {
  let server: Server;
  before(async function () {
    // Making the keys takes a while on a busy machine.
    this.timeout(30_000);
    server = await startServer();
  });
  after(() => server.close());

  it('auth0: a JWT for the API and for userinfo, an ID token, a rotating refresh token', async () => {
    const {
      auth0,
      auth0: { clients, user, audience, issuer },
    } = server.tenants;
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
    assert.equal((await get(`${server.api.origin}/calendar/v1/events`, token)).status, 200);

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

  it('auth0: an opaque token for userinfo where no audience was named', async () => {
    const { auth0 } = server.tenants;
    const request = authorization(auth0, auth0.clients['login'], { scope: 'openid profile' });
    const redirect = await createVisitor().signIn(request.url, auth0.user);
    const answer = await request.redeem(redirect.searchParams.get('code'));
    const token = String(answer.body['access_token']);
    assert.equal(token.split('.').length, 1);
    assert.equal((await get(auth0.endpoints.userinfo ?? '', token)).body['sub'], auth0.user.subject);
    assert.equal(answer.body['refresh_token'], undefined);
  });

  it('auth0: a JWT for only the API is refused at userinfo', async () => {
    const {
      auth0,
      auth0: { audience },
    } = server.tenants;
    const request = authorization(auth0, auth0.clients['login'], { scope: 'read:events', audience });
    const redirect = await createVisitor().signIn(request.url, auth0.user);
    const answer = await request.redeem(redirect.searchParams.get('code'));
    assert.equal(claimsOf(answer).aud, audience);
    assert.equal(answer.body['id_token'], undefined);
    assert.equal((await get(auth0.endpoints.userinfo ?? '', String(answer.body['access_token']))).status, 401);
  });

  it('auth0: a revoked refresh token no longer works, and other logins go on', async () => {
    const {
      auth0,
      auth0: { audience, clients },
    } = server.tenants;
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

  it('keycloak: refresh tokens without asking, its own fields, userinfo and introspection', async () => {
    const {
      keycloak,
      keycloak: { clients, user, issuer, endpoints },
    } = server.tenants;
    const request = authorization(keycloak, clients['login'], { scope: 'openid' });
    const redirect = await createVisitor().signIn(request.url, user);
    assert.equal(redirect.searchParams.get('iss'), issuer);
    const answer = await request.redeem(redirect.searchParams.get('code'));
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    assert.equal(answer.body['not-before-policy'], 0);
    assert.equal(answer.body['refresh_expires_in'], 1800);
    assert.equal(typeof answer.body['refresh_token'], 'string');
    const token = String(answer.body['access_token']);
    assert.equal((await get(endpoints.userinfo ?? '', token)).body['preferred_username'], user.username);
    const introspected = await post(endpoints.introspection ?? '', { token, ...credentials(clients['m2m']) });
    assert.equal(introspected.body['active'], true);
    assert.equal((await get(`${server.api.origin}/v2/tenants/current/settings`, token)).body['subject'], user.subject);
  });

  it('istreamplanet: PKCE and an audience, both required', async () => {
    const {
      istreamplanet,
      istreamplanet: { clients, user, audience },
    } = server.tenants;
    const params = { scope: 'openid read:channels', audience };
    const request = authorization(istreamplanet, clients['login'], params);
    const redirect = await createVisitor().signIn(request.url, user);
    const answer = await request.redeem(redirect.searchParams.get('code'));
    const api = await get(`${server.api.origin}/YOUR_ORGANIZATION/channels`, String(answer.body['access_token']));
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

  it('a login without a scope gets all scopes of the API', async () => {
    const {
      auth0,
      auth0: { audience },
    } = server.tenants;
    const request = authorization(auth0, auth0.clients['login'], { audience });
    const redirect = await createVisitor().signIn(request.url, auth0.user);
    const answer = await request.redeem(redirect.searchParams.get('code'));
    assert.equal(answer.body['scope'], 'read:events create:events');
  });

  it('a confidential client redeems its code with its secret', async () => {
    const {
      auth0,
      auth0: { audience },
    } = server.tenants;
    const request = authorization(auth0, auth0.clients['web'], { audience, scope: 'openid read:events' });
    const redirect = await createVisitor().signIn(request.url, auth0.user);
    assert.equal((await request.redeem(redirect.searchParams.get('code'))).status, 200);
  });
});
