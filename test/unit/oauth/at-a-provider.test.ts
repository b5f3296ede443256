import assert from 'node:assert/strict';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import { decodeJwt } from '../../../src/jwt/read/decode';
import { OAuthClient, type Client } from '../../../src/oauth/client';
import type { PolledLogin } from '../../../src/oauth/login';
import type { Credentials } from '../../../src/oauth/credentials';
import type { FaultCode } from '../../../src/faults/table';
import { startBefore } from '../../server/start-before';
import { createVisitor } from '../../server/visitor';
import { pairs, pem } from '../../support/key-pairs';
import { faultOf } from '../faults/fault-of';
import { impatient } from './impatient';
import { clientOf } from './provider';

/** What is done at the embedded OpenID provider, from discovery to the token. */
describe('oauth: at a real provider', () => {
  const server = startBefore();
  const oauth = new OAuthClient({ fetchFor: () => impatient, now: Date.now, log: () => undefined });

  /** A client that is registered there. */
  function registered(name: string, fields: object, credentials?: Credentials): Client {
    const { clients, issuer } = server().tenants.keycloak;
    const { clientId, clientSecret, privateKey } = clients[name] ?? assert.fail(name);
    return clientOf({ clientId, issuer, ...fields }, credentials ?? { clientSecret, privateKey });
  }

  const machine = { grant: 'client_credentials' };
  const methods: [clientAuth: string, name: string][] = [
    ['client_secret_post', 'm2m'],
    ['client_secret_jwt', 'secretJwt'],
    ['private_key_jwt', 'privateKey'],
  ];
  for (const [clientAuth, name] of methods)
    it(`a client authenticates by ${clientAuth}`, async () => {
      const set = await oauth.obtain(registered(name, { ...machine, clientAuth }));
      assert.equal(set.tokenType, 'bearer');
    });

  it('a client authenticates by an assertion for the token endpoint', async () => {
    const clientAssertion = { audience: 'token_endpoint' };
    await oauth.obtain(registered('privateKey', { ...machine, clientAuth: 'private_key_jwt', clientAssertion }));
  });

  const refused: [what: string, clientAuth: string, name: string, credentials: () => Credentials, code: FaultCode][] = [
    ['another secret', 'client_secret_jwt', 'secretJwt', () => ({ clientSecret: 'x'.repeat(40) }), 'client-refused'],
    [
      'another key',
      'private_key_jwt',
      'privateKey',
      () => ({ privateKey: pem(pairs.ec.privateKey, 'pkcs8') }),
      'client-refused',
    ],
    ['another method', 'client_secret_jwt', 'm2m', () => ({ clientSecret: 'x'.repeat(40) }), 'client-refused'],
  ];
  for (const [what, clientAuth, name, credentials, code] of refused)
    it(`a client with ${what} is refused: ${clientAuth}`, async () => {
      const fault = await faultOf(oauth.obtain(registered(name, { ...machine, clientAuth }, credentials())));
      assert.equal(fault.code, code);
      for (const secret of Object.values(credentials())) assert.ok(!fault.message.includes(secret ?? '-'));
    });

  describe('a person signs in on another device', () => {
    const device = { grant: 'device_code', clientAuth: 'none', scope: 'openid' };
    const begin = async (who = registered('login', device)) => {
      const login = await oauth.beginLogin(who, { openRedirect: () => assert.fail() });
      assert.ok(login.endsBy === 'polling');
      assert.match(login.code, /^[A-Z]{4}-[A-Z]{4}$/);
      return login;
    };

    const answer = ({ url, code }: PolledLogin, button: 'allow' | 'deny') =>
      createVisitor().enterCode(url, code, server().tenants.keycloak.user, button);

    it('and refuses what the client asks for', async () => {
      const login = await begin();
      await answer(login, 'deny');
      const fault = await faultOf(login.finish(new AbortController().signal));
      assert.equal(fault.code, 'login-refused');
    });

    it('or allows it, and gets an ID token and a refresh token, which renews', async () => {
      const login = await begin();
      await answer(login, 'allow');
      const set = await login.finish(new AbortController().signal);
      assert.ok(set.idToken !== undefined && set.refreshToken !== undefined);
      const renewed = await oauth.refresh(registered('login', device), set);
      assert.notEqual(renewed.accessToken, set.accessToken);
    }).timeout(20_000);

    it('and has the tokens bound to the profile’s key, by nonces that the server asks for', async () => {
      const { requireNonces } = server().tenants.keycloak;
      const { privateKey } = await generateKeyPair('ES256', { extractable: true });
      const key = JSON.stringify(await exportJWK(privateKey));
      const bound = registered('login', { ...device, security: { dpop: true } });
      const who = { ...bound, dpopKey: () => Promise.resolve(key) };
      requireNonces(true);
      try {
        const login = await begin(who);
        await answer(login, 'allow');
        const set = await login.finish(new AbortController().signal);
        const renewed = await oauth.refresh(who, set);
        assert.deepEqual([set.tokenType, renewed.tokenType], ['dpop', 'dpop']);
        const jkt = await calculateJwkThumbprint(JSON.parse(key) as JWK);
        for (const { accessToken } of [set, renewed]) assert.deepEqual(decodeJwt(accessToken)?.claims.cnf, { jkt });
      } finally {
        requireNonces(false);
      }
    }).timeout(20_000);
  });
});
