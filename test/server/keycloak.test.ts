import assert from 'node:assert/strict';
import { authorization, claimsOf, credentials, get, machineToken, post } from './requests';
import { startBefore } from './start-before';
import { createVisitor } from './visitor';

const grant = { grant_type: 'client_credentials' };

describe('server: Keycloak', () => {
  const server = startBefore();

  it('answers as on the page', async () => {
    const { endpoints, clients } = server().tenants.keycloak;
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

  it('knows no other realm', async () => {
    const url = `${server().tenants.keycloak.origin}/realms/nowhere/protocol/openid-connect/token`;
    const answer = await post(url, grant);
    assert.equal(answer.status, 404);
    assert.deepEqual(answer.body, { error: 'Realm does not exist' });
  });

  it('keeps two realms apart', async () => {
    const { keycloak } = server().tenants;
    const token = await machineToken(server().otherRealm, server().otherRealm.clients['m2m']);
    assert.equal(claimsOf({ body: { access_token: token } } as never).iss, `${keycloak.origin}/realms/globex`);
  });

  it('introspects and revokes its JWTs', async () => {
    const { keycloak } = server().tenants;
    const client = credentials(keycloak.clients['m2m']);
    const token = await machineToken(keycloak, keycloak.clients['m2m']);
    const before = await post(keycloak.endpoints.introspection ?? '', { token, ...client });
    assert.equal(before.body['active'], true);
    assert.equal(before.body['aud'], 'account');
    assert.equal((await post(keycloak.endpoints.revocation ?? '', { token, ...client })).status, 200);
    const after = await post(keycloak.endpoints.introspection ?? '', { token, ...client });
    assert.equal(after.body['active'], false);
  });

  it('a login: refresh tokens without asking, its own fields, userinfo and introspection', async () => {
    const {
      keycloak,
      keycloak: { clients, user, issuer, endpoints },
    } = server().tenants;
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
    assert.equal(
      (await get(`${server().api.origin}/v2/tenants/current/settings`, token)).body['subject'],
      user.subject,
    );
  });
});
