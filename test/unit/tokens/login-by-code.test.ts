import assert from 'node:assert/strict';
import { OAuthClient } from '../../../src/oauth/client';
import { tokenKey } from '../../../src/storage/keys';
import { SecretsStore } from '../../../src/storage/secrets';
import { TokenStore } from '../../../src/storage/tokens';
import { noLock } from '../../../src/storage/window-lock';
import { ClientSecrets } from '../../../src/tokens/client-secrets';
import { TokenService } from '../../../src/tokens/service';
import { startBefore } from '../../server/start-before';
import { createVisitor } from '../../server/visitor';
import { noOthers } from '../../support/no-others';
import { impatient } from '../oauth/impatient';
import { MemorySecrets } from '../storage/memory-secrets';
import { team, usableProfile } from '../storage/profiles-of';
import { Person } from './person';

describe('a login with a code, of a profile that comes back by a redirect', () => {
  const server = startBefore();

  it('is kept, checked and renewed as one by redirect, and asks about the hosts once', async () => {
    const { issuer, clients, user } = server().tenants.keycloak;
    const fields = { grant: 'authorization_code', clientAuth: 'none', scope: 'openid', issuer };
    const profile = usableProfile({ id: 'p', clientId: clients.login?.clientId, ...fields }, team('api'));
    const memory = new MemorySecrets();
    const log = () => undefined;
    const tokens = new TokenStore(memory, () => true, log);
    const person = new Person();
    person.allowsUse = true;
    const client = new OAuthClient({ fetchFor: () => impatient, now: Date.now, log });
    let logins = 0;
    const service = new TokenService({
      ...{ tokens, others: noOthers, lock: noLock, shared: memory, now: Date.now, log },
      clientSecrets: new ClientSecrets(new SecretsStore(memory, log), person),
      oauth: () => Promise.resolve(client),
      login: async (_known, who, oauth, _wish, signal) => {
        logins++;
        assert.ok(await oauth.offersCode(who));
        const login = await oauth.beginLogin(who, { openRedirect: () => assert.fail('a way back'), byCode: true });
        assert.ok(login.endsBy === 'polling');
        await createVisitor().enterCode(login.url, login.code, user, 'allow');
        return login.finish(signal);
      },
    });

    const set = await service.get(profile);
    assert.ok(set.idToken !== undefined && set.refreshToken !== undefined);
    assert.equal((await tokens.get(await tokenKey(profile)))?.accessToken, set.accessToken);
    assert.notEqual((await service.get(profile, { forceRefresh: true })).accessToken, set.accessToken);
    assert.equal(logins, 1, 'the refresh token renews it');
    assert.deepEqual(person.asked, ['use of p'], 'all on the issuer’s own host');
  });

  it('asks about a host of the device’s endpoint that the profile does not name', async () => {
    const { issuer, endpoints, clients } = server().tenants.keycloak;
    const fields = { grant: 'authorization_code', clientAuth: 'none', clientId: clients.login?.clientId };
    const profile = usableProfile(
      { id: 'p', ...fields, issuer: 'https://sso.example.com', endpoints: { authorization: endpoints.authorization } },
      team('api'),
    );
    const memory = new MemorySecrets();
    const person = new Person();
    person.allowsUse = person.allowsHosts = true;
    const clientSecrets = new ClientSecrets(new SecretsStore(memory, () => undefined), person);
    await clientSecrets.allow(profile, {});
    const metadata = {
      ...{ issuer: 'https://sso.example.com', token_endpoint: 'https://sso.example.com/token' },
      device_authorization_endpoint: 'https://device.example.org/device',
    };
    const fetch = () => Promise.resolve(Response.json(metadata));
    const oauth = new OAuthClient({ fetchFor: () => fetch, now: Date.now, log: () => undefined });
    assert.ok(await oauth.offersCode(await clientSecrets.clientOf(profile, true)));
    assert.deepEqual(person.asked, ['use of p', 'hosts of p: https://device.example.org'], issuer);
  });
});
