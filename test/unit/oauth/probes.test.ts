import assert from 'node:assert/strict';
import type { Client } from '../../../src/oauth/client';
import { faultOf } from '../faults/fault-of';
import { clientOf, endpoints, issuer, metadata, person, provider } from './provider';

const login = { ...person, issuer, scope: 'openid' };
const redirectUri = 'http://127.0.0.1/callback';
const all = metadata({
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/jwks`,
});

describe('oauth: probes', () => {
  it('fetch the metadata again, although they are known', async () => {
    const { oauth, asked } = provider(all);
    await oauth.metadata(issuer);
    const { isOwn } = (await oauth.probes.examine(clientOf(login))) ?? {};
    assert.equal(isOwn, true);
    assert.deepEqual(asked(), Array(2).fill('/.well-known/openid-configuration'));
  });

  it('ask for a login’s first page, with nothing secret, and follow it no further', async () => {
    const { oauth, sent, asked } = provider({
      ...all,
      '/authorize': new Response(null, { status: 303, headers: { location: '/sign-in' } }),
    });
    const client = clientOf({ ...login, clientAuth: 'client_secret_basic' }, { clientSecret: 'the-client-secret' });
    const probed = await oauth.probes.login(client, redirectUri);
    assert.deepEqual([probed?.status, probed?.location], [303, `${issuer}/sign-in`]);
    assert.deepEqual(asked(), ['/.well-known/openid-configuration', '/authorize']);
    assert.ok(!JSON.stringify(sent).includes('the-client-secret'));
  });

  const par = `${issuer}/par`;
  const refused = Response.json({ error: 'invalid_client' }, { status: 401 });
  const unasked: [what: string, fields: object, server: object][] = [
    ['is pushed', { clientAuth: 'client_secret_basic', security: { par: true } }, {}],
    ['has to be pushed', {}, { require_pushed_authorization_requests: true }],
    ['is signed', { clientAuth: 'private_key_jwt', security: { jar: true } }, {}],
  ];
  for (const [what, fields, server] of unasked)
    it(`tell nothing of a login whose request ${what} by a client that shows who it is`, async () => {
      const known = metadata({ jwks_uri: `${issuer}/jwks`, pushed_authorization_request_endpoint: par, ...server });
      const { oauth, asked } = provider({ ...known, '/par': refused });
      const client = clientOf({ ...login, ...fields }, { clientSecret: 's', privateKey: 'k' });
      assert.equal(await oauth.probes.login(client, redirectUri), undefined);
      assert.ok(!asked().includes('/authorize'));
    });

  it('tell that a pushed request of a public client is refused', async () => {
    const known = metadata({ jwks_uri: `${issuer}/jwks`, pushed_authorization_request_endpoint: par });
    const { oauth } = provider({ ...known, '/par': refused });
    const client = clientOf({ ...login, clientAuth: 'none', security: { par: true } });
    assert.equal((await faultOf(oauth.probes.login(client, redirectUri))).code, 'client-refused');
  });

  it('ask a token endpoint that the profile names itself, without anything in the request', async () => {
    const { oauth, sent } = provider();
    await oauth.probes.token(clientOf({ ...person, endpoints }));
    assert.deepEqual(
      sent.map(({ path, init }) => [path, init.method, init.body]),
      [['/token', undefined, undefined]],
    );
    assert.equal(await oauth.probes.token(clientOf({ ...login })), undefined);
  });

  it('ask nobody without being allowed to', async () => {
    const { oauth, asked } = provider(all);
    const mayContact = () => Promise.reject(new Error('not allowed'));
    const client: Client = { ...clientOf({ ...login, endpoints }), mayContact };
    const probes = oauth.probes;
    await assert.rejects(probes.examine(client), /not allowed/);
    await assert.rejects(probes.token(client), /not allowed/);
    await assert.rejects(probes.login(client, redirectUri), /not allowed/);
    assert.deepEqual(asked(), []);
  });
});
