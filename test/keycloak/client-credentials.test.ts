import assert from 'node:assert/strict';
import { faultOf } from '../unit/faults/fault-of';
import { usableProfile } from '../unit/storage/profiles-of';
import { given } from './given';
import { changeClient } from './admin';
import { clients, publicClients, streamdiver } from './realm';
import { keepSecretsOutOfLogs, machine, world } from './world';

describe('Keycloak: client credentials', () => {
  keepSecretsOutOfLogs();

  it('gives Streamdiver’s profile a token by the request of its page, with the fields of its answer', async () => {
    const { client, realm, origin } = streamdiver;
    const known = usableProfile({
      ...{ id: 'p', preset: 'streamdiver', tenant: realm },
      ...{ grant: 'client_credentials', clientId: client.clientId },
    });
    const { service, secrets, tokenRequests } = world({ reach: (url) => url.replace(origin, given().origin) });
    await secrets.set('clientSecret', known, client.secret);
    const set = await service.get(known);
    const [request] = tokenRequests();
    assert.ok(request);
    assert.equal(request.url, `${origin}/realms/${realm}/protocol/openid-connect/token`);
    assert.deepEqual(request.form, {
      ...{ grant_type: 'client_credentials', client_id: client.clientId, client_secret: client.secret },
    });
    assert.match(request.headers.get('content-type') ?? '', /^application\/x-www-form-urlencoded/);
    assert.equal(request.headers.get('authorization'), null);
    const { access_token: accessToken, scope, expires_in: life, ...fields } = request.answer;
    assert.deepEqual(fields, { refresh_expires_in: 0, token_type: 'Bearer', 'not-before-policy': 0 });
    // Keycloak rounds down what is left when it answers.
    assert.ok(Number(life) <= 7200 && Number(life) > 7190, String(life));
    assert.deepEqual(String(scope).split(' ').sort(), ['email', 'profile']);
    assert.equal(set.accessToken, accessToken);
    assert.equal(set.refreshToken, undefined);
    // `refresh_expires_in: 0` does not end it.
    assert.equal(set.expiresAt, set.obtainedAt + Number(life) * 1000);
    // Without a refresh token, the grant is run again.
    assert.notEqual((await service.get(known, { forceRefresh: true })).accessToken, set.accessToken);
    assert.deepEqual(tokenRequests()[1]?.form, request.form);
  });

  for (const clientAuth of ['client_secret_basic', 'client_secret_post']) {
    it(`accepts ${clientAuth}, with a secret of all kinds of characters`, async () => {
      const known = machine(clients.machine.clientId, { clientAuth });
      const { service, secrets, tokenRequests } = world();
      await secrets.set('clientSecret', known, clients.machine.secret);
      const set = await service.get(known);
      assert.equal(set.tokenType, 'bearer');
      const [request] = tokenRequests();
      assert.equal(request?.headers.has('authorization'), clientAuth === 'client_secret_basic');
      assert.equal(request?.form['client_secret'] !== undefined, clientAuth === 'client_secret_post');
    });

    it(`refuses a wrong secret by ${clientAuth}, and the fault says to set it again`, async () => {
      const known = machine(clients.machine.clientId, { clientAuth });
      const { service, secrets } = world();
      await secrets.set('clientSecret', known, 'not the secret');
      const fault = await faultOf(service.get(known));
      assert.deepEqual([fault.code, fault.error], ['client-refused', 'unauthorized_client']);
      assert.match(fault.message, /rejected the client ID or its secret/);
      assert.match(fault.next, /set the client secret again/);
      assert.doesNotMatch(fault.message, /not the secret/);
      // A right one helps at once.
      await secrets.set('clientSecret', known, clients.machine.secret);
      await service.get(known);
    });
  }

  const unfit: [what: string, clientId: string, words: RegExp][] = [
    ['a client without a service account', clients.web.clientId, /Client not enabled to retrieve service account/],
    ['a public client', publicClients.console, /Public client not allowed to retrieve service account/],
  ];
  for (const [what, clientId, words] of unfit) {
    it(`refuses ${what}, and the fault says to allow the grant`, async () => {
      const known = machine(clientId);
      const { service, secrets } = world();
      await secrets.set('clientSecret', known, clients.web.secret);
      const fault = await faultOf(service.get(known));
      assert.equal(fault.error, 'unauthorized_client');
      assert.match(fault.message, words);
      assert.equal(fault.code, 'client-unauthorized');
      assert.match(fault.next, /turn on .*“Service accounts roles” for the client/);
    });
  }

  it('refuses a scope that it does not know, and the fault says so', async () => {
    const known = machine(clients.machine.clientId, { scope: 'read:everything' });
    const { service, secrets } = world();
    await secrets.set('clientSecret', known, clients.machine.secret);
    const fault = await faultOf(service.get(known));
    assert.deepEqual([fault.code, fault.error], ['scope-refused', 'invalid_scope']);
    assert.match(fault.message, /Invalid scopes: read:everything/);
  });

  it('knows no other realm, and the fault says to check the issuer', async () => {
    const known = machine(clients.machine.clientId, { realm: 'nowhere' });
    const { service, secrets } = world();
    await secrets.set('clientSecret', known, clients.machine.secret);
    const fault = await faultOf(service.get(known));
    assert.equal(fault.code, 'discovery-failed');
    assert.match(fault.next, /Check the issuer/);
  });

  describe('with a client that is disabled', () => {
    const { clientId, secret } = clients.closing;
    after(() => changeClient(clientId, { enabled: true }));

    it('fails with a fault about the client, and the token in hand stays', async () => {
      const known = machine(clientId);
      const { service, secrets } = world();
      await secrets.set('clientSecret', known, secret);
      const set = await service.get(known);
      await changeClient(clientId, { enabled: false });
      const fault = await faultOf(service.get(known, { forceRefresh: true }));
      assert.deepEqual([fault.code, fault.error], ['client-refused', 'invalid_client']);
      assert.match(fault.next, /check at the provider that the client is enabled/);
      assert.equal((await service.peek(known))?.accessToken, set.accessToken);
      assert.equal(await secrets.get('clientSecret', known), secret);
      assert.equal((await service.get(known)).accessToken, set.accessToken);
      await changeClient(clientId, { enabled: true });
      assert.notEqual((await service.get(known, { forceRefresh: true })).accessToken, set.accessToken);
    });
  });
});
