import assert from 'node:assert/strict';
import { decodeJwt } from '../../../src/jwt/read/decode';
import type { UsableProfile } from '../../../src/profile/known';
import type { RecordedRequest } from '../../server/listener';
import { startBefore } from '../../server/start-before';
import { eventually } from '../../support/eventually';
import { faultOf } from '../faults/fault-of';
import { team, usableProfile } from '../storage/profiles-of';
import { handler, loopback, registeringWorld } from './registering';

/** Clients that are registered, changed and deleted at the embedded OpenID provider, and used for logins there. */
describe('tokens: clients that are registered for profiles without one', () => {
  const server = startBefore();
  const tenant = () => server().tenants.keycloak;
  const begin = () => registeringWorld(fetch, tenant().user);
  const profile = (fields: object = {}, home?: UsableProfile['home']): UsableProfile =>
    usableProfile(
      { id: 'p', grant: 'authorization_code', issuer: tenant().issuer, scope: 'openid offline_access', ...fields },
      home,
    );
  let before = 0;
  beforeEach(() => (before = server().requests.length));
  /** What the registration endpoint, and clients' own addresses there, were asked. */
  const asked = () =>
    server()
      .requests.slice(before)
      .filter(({ path }) => path.includes('/clients-registrations/'));
  const methods = () => asked().map(({ method, status }) => `${method} ${status}`);
  const body = ({ body: text }: RecordedRequest) => JSON.parse(text) as Record<string, unknown>;

  it('a login without a client ID registers a native, public client with the redirect URIs of this window', async () => {
    const { service, store, told } = begin();
    const known = profile();
    const set = await service.get(known);
    assert.deepEqual(methods(), ['POST 201']);
    assert.deepEqual(told, [new URL(tenant().issuer ?? '').host]);
    const [request] = asked();
    assert.ok(request);
    assert.deepEqual(body(request), {
      client_name: 'Token Deck',
      application_type: 'native',
      redirect_uris: [handler, loopback],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
      scope: 'openid offline_access',
    });
    assert.equal(request.headers.authorization, undefined);
    const registration = await store.get(known);
    assert.equal(decodeJwt(set.accessToken)?.claims.azp, registration?.clientId);
  });

  it('a person signs in on another device without a client ID', async () => {
    const { service } = begin();
    await service.get(profile({ grant: 'device_code' }));
    const [request] = asked();
    assert.ok(request);
    const { redirect_uris, grant_types, response_types } = body(request);
    const device = 'urn:ietf:params:oauth:grant-type:device_code';
    assert.deepEqual(
      { redirect_uris, grant_types, response_types },
      {
        ...{ redirect_uris: [], grant_types: [device, 'refresh_token'], response_types: [] },
      },
    );
  });

  it('the registration is kept in SecretStorage, and in no line of the log', async () => {
    const { service, store, memory, lines } = begin();
    const known = profile({ clientAuth: 'client_secret_basic' });
    await service.get(known);
    const registration = await store.get(known);
    assert.ok(registration?.clientSecret);
    assert.equal(registration.clientAuth, 'client_secret_basic');
    const stored = [...memory.entries].filter(([, text]) => text.includes(registration.clientSecret ?? ''));
    assert.equal(stored.length, 1);
    assert.match(stored[0]?.[0] ?? '', /^secret\./);
    for (const secret of [registration.clientSecret, registration.management?.token ?? '-'])
      assert.ok(!lines.join('\n').includes(secret));
    assert.ok(lines.includes('personal:p: a client is registered'), lines.join('\n'));
  });

  it('renews, asks and signs out with the client that was registered', async () => {
    const { service, lines } = begin();
    const known = profile();
    const { accessToken } = await service.get(known);
    const renewed = await service.get(known, { forceRefresh: true, interactive: false });
    assert.notEqual(renewed.accessToken, accessToken);
    assert.deepEqual(methods(), ['POST 201'], lines.join('\n'));
  });

  it('registers nothing for a program that may not ask', async () => {
    const { service, logins } = begin();
    const fault = await faultOf(service.get(profile(), { interactive: false }));
    assert.equal(fault.code, 'interaction-required');
    assert.deepEqual([methods(), logins()], [[], 0]);
  });

  it('the next login reads the registration and uses it again, with the token that the provider gave instead', async () => {
    const { service, store } = begin();
    const known = profile();
    await service.get(known);
    const first = await store.get(known);
    await service.get(known, { otherAccount: true });
    assert.deepEqual(methods(), ['POST 201', 'GET 200']);
    assert.equal((await store.get(known))?.clientId, first?.clientId);
  });

  it('a redirect URI that is missing is added to the registration, and the new token for it is kept', async () => {
    const { service, store, way, registrations, clientSecrets } = begin();
    const known = profile();
    Object.assign(way, { redirectUri: loopback, fixed: [loopback] });
    await service.get(known);
    const first = await store.get(known);
    Object.assign(way, { redirectUri: handler, fixed: [handler, loopback] });
    await service.get(known, { otherAccount: true });
    assert.deepEqual(methods(), ['POST 201', 'GET 200', 'PUT 200']);
    const second = await store.get(known);
    assert.equal(second?.clientId, first?.clientId);
    assert.deepEqual(second?.redirectUris, [handler, loopback]);
    assert.notEqual(second?.management?.token, first?.management?.token);
    await registrations.remove(known, await clientSecrets.clientOf(known));
    assert.equal(methods().at(-1), 'DELETE 204');
  });

  it('any port on this machine is that of the registered address', async () => {
    const { service, way } = begin();
    const known = profile();
    way.redirectUri = 'http://127.0.0.1:51234/callback';
    await service.get(known);
    way.redirectUri = 'http://127.0.0.1:51235/callback';
    await service.get(known, { otherAccount: true });
    assert.deepEqual(methods(), ['POST 201', 'GET 200']);
  });

  it('a client that the provider has deleted is registered again at the next login', async () => {
    const { service, store } = begin();
    const known = profile();
    await service.get(known);
    const first = await store.get(known);
    tenant().forget('Client', 'RegistrationAccessToken');
    await service.get(known, { otherAccount: true });
    assert.deepEqual(methods(), ['POST 201', 'GET 401', 'POST 201']);
    assert.notEqual((await store.get(known))?.clientId, first?.clientId);
  });

  it('a renewal that the provider refuses to the client asks for a login, which registers another', async () => {
    const { service, store, logins } = begin();
    const known = profile({ clientAuth: 'client_secret_post' });
    await service.get(known);
    const first = await store.get(known);
    tenant().forget('Client');
    const fault = await faultOf(service.get(known, { forceRefresh: true, interactive: false }));
    assert.equal(fault.code, 'interaction-required');
    assert.equal((await store.get(known))?.isRefused, true);
    await service.get(known, { forceRefresh: true });
    assert.equal(logins(), 2);
    const second = await store.get(known);
    assert.notEqual(second?.clientId, first?.clientId);
    assert.equal(second?.isRefused, undefined);
  });

  it('a client that cannot be read is asked for a login’s first page, and registered again where that is an error', async () => {
    const { service, store } = begin();
    const known = profile();
    await service.get(known);
    const first = await store.get(known);
    assert.ok(first);
    await store.set(known, { ...first, management: undefined });
    await service.get(known, { otherAccount: true });
    assert.deepEqual(methods(), ['POST 201']);
    tenant().forget('Client');
    await service.get(known, { otherAccount: true });
    assert.deepEqual(methods(), ['POST 201', 'POST 201']);
    assert.notEqual((await store.get(known))?.clientId, first.clientId);
  });

  it('a way back that differs each time, and cannot be added, is not registered again and again', async () => {
    const { service, store, way } = begin();
    const known = profile();
    await service.get(known);
    const first = await store.get(known);
    assert.ok(first);
    way.redirectUri = 'https://window-1.example/callback?id=1';
    await service.get(known, { otherAccount: true });
    assert.deepEqual(methods(), ['POST 201', 'GET 200', 'PUT 200']);
    await store.set(known, { ...first, management: undefined });
    way.redirectUri = 'https://window-1.example/callback?id=2';
    const fault = await faultOf(service.get(known, { otherAccount: true }));
    assert.deepEqual([fault.code, fault.reason], ['redirect-unavailable', 'redirect-unregistered']);
    assert.equal(methods().length, 3);
  });

  it('a secret that has expired is replaced by another client, and the old one is deleted', async () => {
    const { service, store } = begin();
    const known = profile();
    await service.get(known);
    const first = await store.get(known);
    assert.ok(first);
    await store.set(known, { ...first, secretExpiresAt: Date.now() - 1 });
    await service.get(known, { otherAccount: true });
    assert.notEqual((await store.get(known))?.clientId, first.clientId);
    await eventually('the end of the old client', () => methods().includes('DELETE 204'));
    assert.deepEqual(
      methods().filter((each) => each.startsWith('POST')),
      ['POST 201', 'POST 201'],
    );
  });

  it('removing the profile deletes the client, here and at the provider', async () => {
    const { service, store, registrations, clientSecrets, memory, lines } = begin();
    const known = profile();
    await service.get(known);
    const before = memory.entries.size;
    await registrations.remove(known, await clientSecrets.clientOf(known));
    assert.deepEqual(methods(), ['POST 201', 'DELETE 204']);
    assert.equal(await store.get(known), undefined);
    assert.equal(memory.entries.size, before - 1);
    assert.ok(lines.at(-1)?.endsWith('at the provider: deleted'), lines.at(-1));
  });

  it('a folder’s profile registers nothing before the user has allowed it, and finds no client of another profile', async () => {
    const { service, store, person } = begin();
    await service.get(profile());
    const known = profile({}, team('app'));
    assert.equal(await store.get(known), undefined);
    assert.equal((await faultOf(service.get(known))).code, 'access-denied');
    assert.deepEqual(methods(), ['POST 201']);
    person.allowsUse = true;
    await service.get(known);
    assert.deepEqual(methods(), ['POST 201', 'POST 201']);
  });
});
