import assert from 'node:assert/strict';
import type { Client } from '../../../src/oauth/client';
import { neededEndpoints } from '../../../src/oauth/authorization-request';
import type { TokenSet } from '../../../src/storage/token-set';
import { startServer, type Server } from '../../server/server';
import type { DemoClient } from '../../server/tenant';
import { createVisitor } from '../../server/visitor';
import { faultOf } from '../faults/fault-of';
import { beginLogin } from './begin-login';
import { clientOf, endpoints, issuer, metadata, person, provider, redirectUri, settingsOf } from './provider';
import { OAuthClient } from '../../../src/oauth/client';

let server: Server;
before(async () => {
  server = await startServer();
});
after(() => server.close());

const oauth = () => new OAuthClient({ fetchFor: () => fetch, now: Date.now, log: () => undefined });
const keycloak = () => server.tenants.keycloak;

function clientAt({ clientId, clientSecret }: DemoClient, fields: object): Client {
  const who = { grant: 'authorization_code', clientId, issuer: keycloak().issuer, scope: 'openid', ...fields };
  return clientOf(who, { clientSecret });
}

/** Signs in by a browser without pages, and tells what address it was sent to. */
async function signIn(who: Client): Promise<{ url: URL; set: TokenSet; sent: string[] }> {
  const first = server.requests.length;
  const pending = await beginLogin(oauth(), who, redirectUri);
  const redirect = await createVisitor().signIn(pending.url, keycloak().user);
  const set = await pending.finish(redirect.searchParams);
  const sent = server.requests.slice(first).map(({ method, path }) => `${method} ${path.split('/').at(-1)}`);
  return { url: new URL(pending.url), set, sent };
}

describe('oauth: a pushed authorization request', () => {
  it('leaves nothing of the request to the browser but its reference', async () => {
    const { url, set, sent } = await signIn(
      clientAt(keycloak().clients.login ?? assert.fail(), { security: { par: true } }),
    );
    assert.deepEqual([...url.searchParams.keys()].sort(), ['client_id', 'request_uri']);
    assert.ok(set.accessToken !== '' && set.idToken !== undefined);
    assert.ok(sent.includes('POST request'), sent.join());
  });

  it('is authenticated as a token request is', async () => {
    await signIn(clientAt(keycloak().clients.web ?? assert.fail(), { security: { par: true } }));
    const wrong = clientAt(keycloak().clients.web ?? assert.fail(), { security: { par: true } });
    wrong.credentials.clientSecret = 'another-secret';
    const fault = await faultOf(beginLogin(oauth(), wrong, redirectUri));
    assert.equal(fault.code, 'client-refused', fault.message);
  });

  it('that the server refuses fails before the browser is opened, with the server’s own error', async () => {
    const { login = assert.fail() } = keycloak().clients;
    const params = { authorization: { prompt: 'none login' } };
    const fault = await faultOf(beginLogin(oauth(), clientAt(login, { security: { par: true }, params }), redirectUri));
    assert.deepEqual([fault.code, fault.error], ['request-refused', 'invalid_request']);
  });

  const par = { pushed_authorization_request_endpoint: `${issuer}/par` };
  const pushed = () => Response.json({ request_uri: 'urn:x:1', expires_in: 60 }, { status: 201 });

  it('is sent by itself where the metadata require it', async () => {
    const { oauth: client, asked } = provider({
      ...metadata({ ...par, require_pushed_authorization_requests: true }),
      '/par': pushed(),
    });
    const { url } = await beginLogin(client, clientOf({ ...person, issuer }), redirectUri);
    assert.equal(new URL(url).searchParams.get('request_uri'), 'urn:x:1');
    assert.ok(asked().includes('/par'));
  });

  it('is not sent where nobody asks for it', async () => {
    const { oauth: client, asked } = provider(metadata(par));
    await beginLogin(client, clientOf({ ...person, issuer }), redirectUri);
    assert.ok(!asked().includes('/par'));
  });

  it('goes to the endpoint that the profile names, without discovery', async () => {
    const { oauth: client, sent } = provider({ '/own/par': pushed() });
    const own = { ...endpoints, pushedAuthorizationRequest: `${issuer}/own/par` };
    await beginLogin(client, clientOf({ ...person, issuer, endpoints: own, security: { par: true } }), redirectUri);
    assert.deepEqual(
      sent.map(({ path }) => path),
      ['/own/par'],
    );
    const { code_challenge_method: method, state = '', redirect_uri: redirect } = sent[0]?.form ?? {};
    assert.deepEqual([method, redirect], ['S256', redirectUri]);
    assert.ok(state.length > 20);
  });

  it('needs an endpoint, and says how to name one', async () => {
    for (const fields of [{ issuer }, { endpoints }]) {
      const { oauth: client } = provider(metadata());
      const run = beginLogin(client, clientOf({ ...person, ...fields, security: { par: true } }), redirectUri);
      const fault = await faultOf(run);
      assert.equal(fault.code, 'endpoint-missing', fault.message);
      assert.match(fault.message, /endpoints\.pushedAuthorizationRequest/);
    }
  });

  const answers: [what: string, answer: unknown, code: string][] = [
    ['with another status', { request_uri: 'urn:x:1', expires_in: 60 }, 'response-invalid'],
    ['without a reference', Response.json({ expires_in: 60 }, { status: 201 }), 'response-invalid'],
    ['without a lifetime', Response.json({ request_uri: 'urn:x:1' }, { status: 201 }), 'response-invalid'],
    ['with a web page', '<html></html>', 'response-not-json'],
    ['with an error', Response.json({ error: 'invalid_scope' }, { status: 400 }), 'scope-refused'],
    ['with a redirect', new Response(null, { status: 303, headers: { location: '/x' } }), 'unexpected-redirect'],
  ];
  for (const [what, answer, code] of answers) {
    it(`that is answered ${what}: ${code}`, async () => {
      const { oauth: client } = provider({ ...metadata(par), '/par': answer });
      const run = beginLogin(client, clientOf({ ...person, issuer, security: { par: true } }), redirectUri);
      assert.equal((await faultOf(run)).code, code);
    });
  }
});

describe('neededEndpoints', () => {
  it('has those of the protections too, for a login', () => {
    const of = (fields: object) => neededEndpoints(settingsOf({ clientId: 'c', issuer, ...fields })).join();
    assert.equal(of(person), 'token,authorization');
    assert.equal(of({ ...person, scope: 'openid' }), 'token,authorization,jwks');
    assert.equal(of({ ...person, security: { par: true } }), 'token,authorization,pushedAuthorizationRequest');
    assert.equal(of({ grant: 'client_credentials', security: { par: true } }), 'token');
  });
});
