import assert from 'node:assert/strict';
import type { Client } from '../../../src/oauth/client';
import { neededEndpoints, signedResponseMode } from '../../../src/oauth/authorization-request';
import type { TokenSet } from '../../../src/storage/token-set';
import crypto from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import { decodeJwt } from '../../../src/jwt/read/decode';
import { jwk, pairs, pem } from '../../support/key-pairs';
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

function clientAt({ clientId, clientSecret, privateKey }: DemoClient, fields: object): Client {
  const who = { grant: 'authorization_code', clientId, issuer: keycloak().issuer, scope: 'openid', ...fields };
  return clientOf(who, { clientSecret, privateKey });
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
    const { url, again } = await beginLogin(client, clientOf({ ...person, issuer }), redirectUri);
    assert.equal(await again(), url, 'it stays the same');
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

  it('is signed for its own endpoint, where the profile says so', async () => {
    const audiences: unknown[] = [];
    const { oauth: client, sent } = provider({ ...metadata(par), '/par': pushed() });
    const who = { ...person, issuer, clientAuth: 'private_key_jwt', clientAssertion: { audience: 'endpoint' } };
    const key = { privateKey: pem(pairs.ec.privateKey, 'pkcs8') };
    const login = await beginLogin(client, clientOf({ ...who, security: { par: true } }, key), redirectUri);
    await login.finish(new URLSearchParams({ code: 'c', state: login.state }));
    for (const { form } of sent)
      if (form.client_assertion !== undefined) audiences.push(decodeJwt(form.client_assertion)?.claims.aud);
    assert.deepEqual(audiences, [`${issuer}/par`, endpoints.token]);
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

describe('oauth: what a login asks for', () => {
  const login = () => keycloak().clients.login ?? assert.fail();
  const asking = (authorization: object, security = {}) => clientAt(login(), { params: { authorization }, security });
  const claimsOf = ({ idToken = '' }: TokenSet) => decodeJwt(idToken)?.claims ?? {};

  for (const security of [{}, { par: true }]) {
    it(`goes out as JSON where it is an object, ${security.par ? 'pushed' : 'in the address'}`, async () => {
      const first = server.requests.length;
      const claims = { id_token: { email: { essential: true }, auth_time: null } };
      const { set } = await signIn(asking({ claims, max_age: '3600', login_hint: 'dana' }, security));
      assert.ok(typeof claimsOf(set).auth_time === 'number');
      const sent = server.requests.slice(first).map(({ params }) => params.claims);
      assert.ok(sent.includes(JSON.stringify(claims)), String(sent));
    });
  }

  /** Ends a login that asked for this with an ID token that has these claims beside the usual ones. */
  async function endOf(authorization: object, claims: object): Promise<TokenSet> {
    const { oauth: client, all } = provider(metadata({ jwks_uri: `${issuer}/jwks` }));
    const who = clientOf({ ...person, issuer, scope: 'openid', params: { authorization } });
    const begun = await beginLogin(client, who, redirectUri);
    const now = Math.floor(Date.now() / 1000);
    const nonce = new URL(begun.url).searchParams.get('nonce');
    const usual = { iss: issuer, aud: 'c', sub: 's', nonce, iat: now, exp: now + 60 };
    const { privateKey, publicKey } = pairs.rsa;
    const idToken = await new SignJWT({ ...usual, ...claims }).setProtectedHeader({ alg: 'RS256' }).sign(privateKey);
    all['/token'] = { access_token: 'a', token_type: 'Bearer', id_token: idToken };
    all['/jwks'] = { keys: [jwk(publicKey)] };
    return begun.finish(new URLSearchParams({ code: 'x', state: begun.state }));
  }

  it('is refused where the sign-in is older than its max_age, or of an unknown age', async () => {
    const ago = (seconds: number) => ({ auth_time: Math.floor(Date.now() / 1000) - seconds });
    assert.equal((await endOf({ max_age: '60' }, ago(30))).accessToken, 'a');
    const fault = await faultOf(endOf({ max_age: '60' }, ago(600)));
    assert.equal(fault.code, 'id-token-invalid');
    assert.match(fault.next, /max_age/);
    assert.equal((await faultOf(endOf({ max_age: '60' }, {}))).code, 'id-token-invalid');
  });

  it('is refused where an essential way to sign in was not used', async () => {
    const claims = { id_token: { acr: { essential: true, values: ['mfa'] } } };
    assert.equal((await endOf({ claims }, { acr: 'mfa' })).accessToken, 'a');
    assert.equal((await faultOf(endOf({ claims }, { acr: 'pwd' }))).code, 'id-token-invalid');
  });

  it('may be several resources, at the login and for the code', async () => {
    const { oauth: client, sent } = provider();
    const resource = ['https://a.example/', 'https://b.example/'];
    const begun = await beginLogin(client, clientOf({ ...person, endpoints, resource }), redirectUri);
    assert.deepEqual(new URL(begun.url).searchParams.getAll('resource'), resource);
    await begun.finish(new URLSearchParams({ code: 'x', state: begun.state }));
    assert.deepEqual((sent[0]?.init.body as URLSearchParams).getAll('resource'), resource);
  });
});

describe('oauth: a signed authorization request', () => {
  const { createPublicKey } = crypto;
  const signing = () => keycloak().clients.signing ?? assert.fail();
  const contentOf = async (request: string | null) =>
    jwtVerify(request ?? '', createPublicKey(signing().privateKey ?? ''), { typ: 'oauth-authz-req+jwt' });

  it('is taken by the server, and has the whole request in it', async () => {
    const params = { authorization: { acr_values: 'a b', max_age: '3600' } };
    const { url, set } = await signIn(clientAt(signing(), { security: { jar: true }, params }));
    assert.ok(set.accessToken !== '');
    assert.deepEqual([...url.searchParams.keys()].sort(), ['client_id', 'request', 'response_type', 'scope']);
    const { payload, protectedHeader } = await contentOf(url.searchParams.get('request'));
    assert.equal(protectedHeader.alg, 'ES256');
    assert.deepEqual([payload.iss, payload.aud], [signing().clientId, keycloak().issuer]);
    const { redirect_uri: redirect, max_age: age, acr_values: acr, code_challenge_method: method } = payload;
    assert.deepEqual([redirect, age, acr, method], [redirectUri, 3600, 'a b', 'S256']);
    assert.ok(typeof payload.state === 'string' && typeof payload.nonce === 'string');
  });

  it('is pushed whole, with nothing beside it but the client', async () => {
    const first = server.requests.length;
    const { url, set } = await signIn(clientAt(signing(), { security: { jar: true, par: true } }));
    assert.ok(set.accessToken !== '');
    assert.deepEqual([...url.searchParams.keys()].sort(), ['client_id', 'request_uri']);
    const pushed = server.requests.slice(first).find(({ path }) => path.endsWith('/ext/par/request'));
    assert.deepEqual(Object.keys(pushed?.params ?? {}).sort(), ['client_id', 'request']);
  });

  it('is signed by an algorithm that the server lists', async () => {
    const list = metadata({ request_object_signing_alg_values_supported: ['ES256', 'PS256'] });
    const who = clientOf(
      { ...person, issuer, security: { jar: true } },
      { privateKey: pem(pairs.rsa.privateKey, 'pkcs8') },
    );
    const { url } = await beginLogin(provider(list).oauth, who, redirectUri);
    const request = new URL(url).searchParams.get('request') ?? '';
    assert.equal((await jwtVerify(request, pairs.rsa.publicKey)).protectedHeader.alg, 'PS256');
  });

  it('keeps the old name of Ed25519, which servers know', async () => {
    const privateKey = JSON.stringify(jwk(pairs.ed.privateKey));
    const who = clientOf({ ...person, issuer, security: { jar: true } }, { privateKey });
    const { url } = await beginLogin(provider(metadata()).oauth, who, redirectUri);
    const request = new URL(url).searchParams.get('request') ?? '';
    assert.equal((await jwtVerify(request, pairs.ed.publicKey)).protectedHeader.alg, 'EdDSA');
  });

  it('needs a private key', async () => {
    for (const [privateKey, code] of [
      [undefined, 'secret-missing'],
      ['a secret', 'key-unusable'],
    ] as const) {
      const who = clientOf({ ...person, issuer, security: { jar: true } }, { privateKey });
      assert.equal((await faultOf(beginLogin(provider(metadata()).oauth, who, redirectUri))).code, code);
    }
  });
});

describe('oauth: a signed answer to a login', () => {
  const signedBy = () => keycloak().clients.login ?? assert.fail();

  it('is checked, and its code used', async () => {
    for (const security of [{ jarm: true }, { jarm: true, par: true }]) {
      const { set } = await signIn(clientAt(signedBy(), { security }));
      assert.ok(set.accessToken !== '' && set.idToken !== undefined);
    }
    const all = { jarm: true, par: true, jar: true };
    const { set } = await signIn(clientAt(keycloak().clients.signing ?? assert.fail(), { security: all }));
    assert.ok(set.accessToken !== '');
  });

  it('has the refusal in it told', async () => {
    const who = clientAt(signedBy(), { security: { jarm: true }, params: { authorization: { prompt: 'none' } } });
    const pending = await beginLogin(oauth(), who, redirectUri);
    const { searchParams } = (await createVisitor().open(pending.url)).url;
    assert.deepEqual([...searchParams.keys()], ['response']);
    const fault = await faultOf(pending.finish(searchParams));
    assert.deepEqual([fault.code, fault.error], ['login-refused', 'login_required']);
  });

  /** A redirect of a right login, changed: what comes of it. */
  const wrong: [what: string, change: (answer: URLSearchParams) => void][] = [
    ['without a signature', (answer) => answer.set('response', (answer.get('response') ?? '').replace(/[^.]+$/, ''))],
    [
      'with another claim',
      (answer) => {
        const [header = '', claims = '', signature = ''] = (answer.get('response') ?? '').split('.');
        const changed = { ...(JSON.parse(Buffer.from(claims, 'base64url').toString()) as object), code: 'stolen' };
        const text = Buffer.from(JSON.stringify(changed)).toString('base64url');
        answer.set('response', [header, text, signature].join('.'));
      },
    ],
    [
      'with the alg none',
      (answer) => {
        const claims = (answer.get('response') ?? '').split('.')[1] ?? '';
        answer.set('response', `${Buffer.from('{"alg":"none"}').toString('base64url')}.${claims}.`);
      },
    ],
    ['as something else', (answer) => answer.set('response', 'x')],
    ['twice', (answer) => answer.append('response', answer.get('response') ?? '')],
    [
      'with the code in the clear',
      (answer) => {
        const claims = decodeJwt(answer.get('response') ?? '')?.claims ?? {};
        for (const name of ['code', 'state', 'iss']) answer.set(name, String(claims[name]));
        answer.delete('response');
      },
    ],
  ];
  for (const [what, change] of wrong) {
    it(`${what} is refused, and no code is sent`, async () => {
      const pending = await beginLogin(oauth(), clientAt(signedBy(), { security: { jarm: true } }), redirectUri);
      const { searchParams } = await createVisitor().signIn(pending.url, keycloak().user);
      change(searchParams);
      const first = server.requests.length;
      assert.equal((await faultOf(pending.finish(searchParams))).code, 'login-mismatch');
      assert.ok(!server.requests.slice(first).some(({ path }) => path.endsWith('/token')));
    });
  }

  it('of another login, or for another client, is refused', async () => {
    const begin = (who: Client) => beginLogin(oauth(), who, redirectUri);
    const [one, two] = await Promise.all([1, 2].map(() => begin(clientAt(signedBy(), { security: { jarm: true } }))));
    assert.ok(one && two);
    const { searchParams } = await createVisitor().signIn(one.url, keycloak().user);
    assert.equal((await faultOf(two.finish(searchParams))).code, 'login-mismatch');
    const other = await begin(clientAt({ clientId: 'another' }, { security: { jarm: true } }));
    assert.equal((await faultOf(other.finish(searchParams))).code, 'login-mismatch');
  });

  it('is not taken for an answer where none was asked for', async () => {
    const pending = await beginLogin(oauth(), clientAt(signedBy(), { security: { jarm: true } }), redirectUri);
    const { searchParams } = await createVisitor().signIn(pending.url, keycloak().user);
    const plain = await beginLogin(oauth(), clientAt(signedBy(), {}), redirectUri);
    assert.equal((await faultOf(plain.finish(searchParams))).code, 'login-mismatch');
  });

  it('is not asked for where its keys are not known', async () => {
    const who = clientOf({ ...person, issuer, security: { jarm: true } });
    assert.equal((await faultOf(beginLogin(provider(metadata()).oauth, who, redirectUri))).code, 'discovery-failed');
  });

  const modes: [offered: string[] | undefined, mode: string][] = [
    [undefined, 'jwt'],
    [['query', 'jwt', 'query.jwt'], 'jwt'],
    [['query', 'query.jwt'], 'query.jwt'],
    [['query'], 'jwt'],
  ];
  for (const [offered, mode] of modes) {
    it(`is asked for by ${mode} where the metadata list ${offered?.join(', ') ?? 'nothing'}`, () =>
      assert.equal(signedResponseMode({ issuer, ...(offered && { response_modes_supported: offered }) }), mode));
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
