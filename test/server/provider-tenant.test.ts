import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import * as client from 'openid-client';
import type { ClientAuth, Configuration } from 'openid-client';
import type { DemoClient } from './tenant';
import { createVisitor } from './visitor';
import { get, redirectUri } from './requests';
import { startBefore } from './start-before';

describe('server: the OpenID providers, used by a client library', () => {
  const server = startBefore();

  for (const name of ['auth0', 'keycloak'] as const) {
    describe(name, () => {
      const discover = (key: string, authentication: (demo: DemoClient) => ClientAuth): Promise<Configuration> => {
        const { clients, issuer = '' } = server().tenants[name];
        const demo = clients[key] as DemoClient;
        const execute = [client.allowInsecureRequests];
        return client.discovery(new URL(issuer), demo.clientId, {}, authentication(demo), { execute });
      };
      const audience = (): Record<string, string> => {
        const value = server().tenants[name].audience;
        return value === undefined ? {} : { audience: value };
      };

      const authentications: [string, (demo: DemoClient) => ClientAuth][] = [
        ['m2m', ({ clientSecret }) => client.ClientSecretBasic(clientSecret)],
        ['m2m', ({ clientSecret }) => client.ClientSecretPost(clientSecret)],
        ['secretJwt', ({ clientSecret }) => client.ClientSecretJwt(clientSecret)],
      ];
      for (const [key, authentication] of authentications) {
        it(`authenticates the client ${key}`, async () => {
          const config = await discover(key, authentication);
          assert.equal((await client.clientCredentialsGrant(config, audience())).token_type, 'bearer');
        });
      }

      it('authenticates a client by a private key', async () => {
        const der = createPrivateKey(server().tenants[name].clients['privateKey']?.privateKey ?? '');
        const bytes = der.export({ type: 'pkcs8', format: 'der' });
        const key = await crypto.subtle.importKey('pkcs8', bytes, { name: 'ECDSA', namedCurve: 'P-256' }, false, [
          'sign',
        ]);
        const config = await discover('privateKey', () => client.PrivateKeyJwt(key));
        assert.equal((await client.clientCredentialsGrant(config, audience())).token_type, 'bearer');
      });

      it('binds a token to a key (DPoP)', async () => {
        const config = await discover('m2m', ({ clientSecret }) => client.ClientSecretPost(clientSecret));
        const DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair('ES256'));
        assert.equal((await client.clientCredentialsGrant(config, audience(), { DPoP })).token_type, 'dpop');
      });

      it('accepts pushed authorization requests', async () => {
        const config = await discover('login', () => client.None());
        const verifier = client.randomPKCECodeVerifier();
        const url = await client.buildAuthorizationUrlWithPAR(config, {
          ...audience(),
          redirect_uri: redirectUri,
          scope: 'openid offline_access',
          state: 's',
          code_challenge: await client.calculatePKCECodeChallenge(verifier),
          code_challenge_method: 'S256',
        });
        assert.ok(url.searchParams.has('request_uri'));
        const redirect = await createVisitor().signIn(url, server().tenants[name].user);
        const checks = { pkceCodeVerifier: verifier, expectedState: 's' };
        const tokens = await client.authorizationCodeGrant(config, redirect, checks);
        assert.equal(tokens.claims()?.sub, server().tenants[name].user.subject);
        assert.ok(tokens.refresh_token);
      });

      it('accepts logins from a device', async () => {
        const config = await discover('login', () => client.None());
        const device = await client.initiateDeviceAuthorization(config, {
          ...audience(),
          scope: 'openid offline_access',
        });
        const { otherUser: user } = server().tenants[name];
        const visit = await createVisitor().enterCode(device.verification_uri, device.user_code, user, 'allow');
        assert.match(visit.html, /signed in/i);
        const tokens = await client.pollDeviceAuthorizationGrant(config, { ...device, interval: 0.01 });
        assert.equal(tokens.claims()?.sub, user.subject);
        assert.ok(tokens.refresh_token);
      }).timeout(15_000);
    });
  }

  for (const name of ['istreamplanet', 'auth0', 'keycloak'] as const) {
    it(`${name} can be discovered`, async () => {
      const { issuer = '', endpoints } = server().tenants[name];
      const { body } = await get(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
      assert.equal(body['issuer'], issuer);
      assert.equal(body['token_endpoint'], endpoints.token);
      assert.equal(body['authorization_endpoint'], endpoints.authorization);
      assert.equal(body['jwks_uri'], endpoints.jwks);
    });
  }
});
