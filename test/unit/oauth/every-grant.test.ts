import assert from 'node:assert/strict';
import { exportJWK, generateKeyPair } from 'jose';
import { decodeJwt } from '../../../src/jwt/read/decode';
import type { Client, OAuthClient } from '../../../src/oauth/client';
import type { Credentials } from '../../../src/oauth/credentials';
import { clientAuths, type ClientAuth } from '../../../src/profile/client-auth/table';
import { pairs, pem } from '../../support/key-pairs';
import { clientOf, issuer, metadata, provider, redirectUri, tokens, type Sent } from './provider';

const credentials: Credentials = {
  ...{ clientSecret: 'a secret of at least thirty-two bytes', clientCertificate: 'c' },
  ...{ password: 'p', subjectToken: 't', privateKey: pem(pairs.ec.privateKey, 'pkcs8') },
};

const finished = async (oauth: OAuthClient, who: Client) => {
  const login = await oauth.beginLogin(who, { openRedirect: () => Promise.resolve(redirectUri) });
  if (login.endsBy === 'polling') return login.finish(new AbortController().signal);
  return login.finish(new URLSearchParams({ code: 'x', state: login.state }));
};
const obtained = (oauth: OAuthClient, who: Client) => oauth.obtain(who);

/** Each grant, what of a profile it needs, how its token is got, and the endpoints at which the client authenticates. */
const grants: [grant: string, fields: object, run: typeof finished, at: string[]][] = [
  ['client_credentials', {}, obtained, ['/token']],
  ['password', { username: 'u' }, obtained, ['/token']],
  ['token_exchange', {}, obtained, ['/token']],
  ['jwt_bearer', {}, obtained, ['/token']],
  ['device_code', {}, finished, ['/device', '/token']],
  ['authorization_code', {}, finished, ['/token']],
  ['authorization_code', { security: { par: true } }, finished, ['/par', '/token']],
  ['authorization_code', { security: { par: true, jar: true } }, finished, ['/par', '/token']],
];

/** How a request shows the client. In the requests of a login, its id is a parameter of its own beside that. */
function shownIn({ init, form }: Sent): string {
  const basic = new Headers(init.headers).get('authorization')?.startsWith('Basic ') === true;
  const inForm = ['client_id', 'client_secret', 'client_assertion'].filter((name) => name in form);
  return basic ? inForm.join('+').replace(/^(client_id)?/, 'basic') : inForm.join('+');
}

const shown: Record<ClientAuth, string> = {
  none: 'client_id',
  client_secret_basic: 'basic',
  client_secret_post: 'client_id+client_secret',
  client_secret_jwt: 'client_id+client_assertion',
  private_key_jwt: 'client_id+client_assertion',
  tls_client_auth: 'client_id',
  self_signed_tls_client_auth: 'client_id',
};

describe('oauth: every grant with every client authentication', () => {
  let dpopKey: string;
  before(async () => {
    const { privateKey } = await generateKeyPair('ES256', { extractable: true });
    dpopKey = JSON.stringify(await exportJWK(privateKey));
  });

  for (const dpop of [false, true])
    for (const [grant, fields, run, at] of grants) {
      const name = [grant, ...Object.keys((fields as { security?: object }).security ?? {}), ...(dpop ? ['dpop'] : [])];
      it(`shows the client in one way at each endpoint, and proves its key where it has one: ${name.join(', ')}`, async () => {
        for (const clientAuth of Object.keys(clientAuths) as ClientAuth[]) {
          if (grant === 'client_credentials' && clientAuth === 'none') continue;
          const made = provider({
            ...metadata({
              device_authorization_endpoint: `${issuer}/device`,
              pushed_authorization_request_endpoint: `${issuer}/par`,
            }),
            '/device': { device_code: 'd', user_code: 'A', verification_uri: issuer, interval: 0.001 },
            '/par': Response.json({ request_uri: 'urn:x:1', expires_in: 60 }, { status: 201 }),
            '/token': { ...tokens, refresh_token: 'r', token_type: dpop ? 'DPoP' : 'Bearer' },
          });
          const { security } = fields as { security?: object };
          const profile = { grant, issuer, clientId: 'c', clientAuth, ...fields, security: { ...security, dpop } };
          const who = { ...clientOf(profile, credentials), dpopKey: () => Promise.resolve(dpopKey) };
          const set = await run(made.oauth, who);
          await made.oauth.refresh(who, { ...set, refreshToken: 'r' });
          const posts = made.sent.filter(({ init }) => init.method === 'POST');
          assert.deepEqual(
            posts.map(({ path }) => path),
            [...at, '/token'],
            clientAuth,
          );
          for (const post of posts) {
            assert.equal(shownIn(post), shown[clientAuth], `${clientAuth} at ${post.path}`);
            const proof = new Headers(post.init.headers).get('dpop');
            assert.equal(proof !== null, dpop && post.path !== '/device', post.path);
            const { htu, htm } = decodeJwt(proof ?? '')?.claims ?? {};
            if (proof !== null) assert.deepEqual([htm, htu], ['POST', issuer + post.path]);
          }
          const assertions = posts.flatMap(({ form }) => form.client_assertion ?? []);
          const claims = assertions.map((assertion) => decodeJwt(assertion)?.claims ?? {});
          for (const { aud, iss, sub } of claims) assert.deepEqual([aud, iss, sub], [issuer, 'c', 'c']);
          assert.equal(new Set(claims.map(({ jti }) => jti)).size, assertions.length);
        }
      });
    }
});
