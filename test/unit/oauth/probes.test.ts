import assert from 'node:assert/strict';
import type { Client } from '../../../src/oauth/client';
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
