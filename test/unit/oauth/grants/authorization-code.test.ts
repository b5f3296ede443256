import assert from 'node:assert/strict';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { FaultCode } from '../../../../src/faults/table';
import { OAuthClient, type Client } from '../../../../src/oauth/client';
import type { Fetch } from '../../../../src/oauth/transport';
import { parseProfile } from '../../../../src/profile/parse';
import type { TokenSet } from '../../../../src/storage/token-set';
import { jwt } from '../../../support/jwts';
import { faultOf } from '../../faults/fault-of';

const issuer = 'https://sso.example.com';
const redirectUri = 'http://127.0.0.1:1/callback';
const endpoints = { authorization: `${issuer}/authorize`, token: `${issuer}/token` };
const person = { grant: 'authorization_code', clientId: 'c' };
const previous: TokenSet = { accessToken: 'old', tokenType: 'bearer', refreshToken: 'r', obtainedAt: 0 };

/** A provider at `fetch`: what it answers by path, and what it was asked. */
function provider(answers: Record<string, unknown> = {}) {
  const asked: string[] = [];
  const all: Record<string, unknown> = { '/token': { access_token: 'a', token_type: 'Bearer' }, ...answers };
  const send: Fetch = (url) => {
    const { pathname } = new URL(url);
    asked.push(pathname);
    const answer = all[pathname];
    if (answer === undefined) return Promise.resolve(new Response('', { status: 404 }));
    return Promise.resolve(typeof answer === 'string' ? new Response(answer) : Response.json(answer));
  };
  const oauth = new OAuthClient({ fetchFor: () => send, now: Date.now, log: () => undefined });
  return { oauth, asked, all };
}

const metadata = (more: object = {}) => ({
  '/.well-known/openid-configuration': {
    ...{ issuer, authorization_endpoint: endpoints.authorization, token_endpoint: endpoints.token },
    ...more,
  },
});

function client(fields: Record<string, unknown>): Client {
  const parsed = parseProfile({ id: 'p', ...fields });
  assert.ok(parsed.ok, JSON.stringify(parsed));
  return { settings: parsed.settings, credentials: { clientSecret: undefined } };
}

/** Begins a login and ends it by what the function makes of a right redirect. */
async function login(
  oauth: OAuthClient,
  who: Client,
  redirect: (answer: URLSearchParams) => void = () => undefined,
): Promise<TokenSet> {
  const pending = await oauth.beginLogin(who, { redirectUri });
  const answer = new URLSearchParams({ code: 'the-code', state: pending.state });
  redirect(answer);
  return pending.finish(answer);
}

describe('oauth: the redirect of a login', () => {
  const rows: [what: string, change: (answer: URLSearchParams) => void, code: FaultCode | undefined][] = [
    ['as it should be', () => undefined, undefined],
    ['with its issuer', (answer) => answer.set('iss', issuer), undefined],
    [
      'with parameters of the provider’s own, twice',
      (answer) => ['x', 'x'].forEach((x) => answer.append(x, x)),
      undefined,
    ],
    ['with two codes', (answer) => answer.append('code', 'another'), 'login-mismatch'],
    ['with the same code twice', (answer) => answer.append('code', 'the-code'), 'login-mismatch'],
    ['with two states', (answer) => answer.append('state', 'another'), 'login-mismatch'],
    ['with two issuers', (answer) => [issuer, issuer].forEach((iss) => answer.append('iss', iss)), 'login-mismatch'],
    ['with two errors', (answer) => ['a', 'b'].forEach((error) => answer.append('error', error)), 'login-mismatch'],
    ['with another state', (answer) => answer.set('state', 'another'), 'login-mismatch'],
    ['without a state', (answer) => answer.delete('state'), 'login-mismatch'],
    ['without a code', (answer) => answer.delete('code'), 'login-mismatch'],
    ['as a signed response', (answer) => answer.set('response', 'x.y.z'), 'login-mismatch'],
    ['with another issuer', (answer) => answer.set('iss', `${issuer}/other`), 'issuer-mismatch'],
    ['with an error', (answer) => answer.set('error', 'access_denied'), 'login-refused'],
  ];
  for (const [what, change, code] of rows) {
    it(`${what}: ${code ?? 'is taken'}`, async () => {
      const { oauth, asked } = provider(metadata());
      const run = login(oauth, client({ ...person, issuer }), change);
      if (code === undefined) return void assert.equal((await run).accessToken, 'a');
      const fault = await faultOf(run);
      assert.equal(fault.code, code, fault.message);
      assert.doesNotMatch(fault.message, /the-code/);
      assert.ok(!asked.includes('/token'), 'no code is sent');
    });
  }

  for (const iss of ['', undefined]) {
    it(`${iss === '' ? 'with an empty' : 'without an'} issuer, where the metadata promise it: issuer-mismatch`, async () => {
      const { oauth } = provider(metadata({ authorization_response_iss_parameter_supported: true }));
      const run = login(oauth, client({ ...person, issuer }), (answer) => iss === '' && answer.set('iss', iss));
      assert.equal((await faultOf(run)).code, 'issuer-mismatch');
    });
  }
});

describe('oauth: discovery', () => {
  it('is not asked for a login whose endpoints are named, and that wants no ID token', async () => {
    const { oauth, asked } = provider();
    assert.equal((await login(oauth, client({ ...person, issuer, endpoints }))).accessToken, 'a');
    assert.deepEqual(asked, ['/token']);
  });

  it('nor for its renewal, where an ID token that comes all the same is not kept', async () => {
    const { oauth, asked } = provider({ '/token': { access_token: 'a', token_type: 'Bearer', id_token: 'x.y.z' } });
    const set = await oauth.refresh(client({ ...person, issuer, endpoints }), previous);
    assert.equal(set.accessToken, 'a');
    assert.equal(set.idToken, undefined);
    assert.deepEqual(asked, ['/token']);
  });

  it('is asked for the keys that a login needs for its ID token', async () => {
    const { oauth, asked } = provider(metadata({ jwks_uri: `${issuer}/jwks` }));
    await oauth.beginLogin(client({ ...person, issuer, endpoints, scope: 'openid' }), { redirectUri });
    assert.deepEqual(asked, ['/.well-known/openid-configuration']);
  });

  it('that names no keys fails before the browser is opened', async () => {
    const { oauth } = provider(metadata());
    const fault = await faultOf(oauth.beginLogin(client({ ...person, issuer, scope: 'openid' }), { redirectUri }));
    assert.equal(fault.code, 'discovery-failed');
    assert.match(fault.message, /jwks_uri/);
  });
});

describe('oauth: an ID token where all endpoints are named', () => {
  const who = () => client({ ...person, issuer, endpoints: { ...endpoints, jwks: `${issuer}/jwks` }, scope: 'openid' });

  async function loginWith(alg: string, sign: (nonce: string) => Promise<{ idToken: string; keys: object[] }>) {
    const { oauth, asked, all } = provider();
    const pending = await oauth.beginLogin(who(), { redirectUri });
    const { idToken, keys } = await sign(new URL(pending.url).searchParams.get('nonce') ?? '');
    all['/token'] = { access_token: 'a', token_type: 'Bearer', id_token: idToken };
    all['/jwks'] = { keys };
    const set = await pending.finish(new URLSearchParams({ code: 'x', state: pending.state }));
    assert.equal(set.idToken, idToken, alg);
    assert.deepEqual(asked, ['/token', '/jwks'], 'without discovery');
  }
  const claims = (nonce: string) =>
    new SignJWT({ nonce }).setIssuer(issuer).setAudience('c').setSubject('s').setIssuedAt().setExpirationTime('5m');

  for (const alg of ['RS256', 'RS512', 'PS256', 'PS384', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519']) {
    it(`is taken with ${alg}`, () =>
      loginWith(alg, async (nonce) => {
        const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
        const idToken = await claims(nonce).setProtectedHeader({ alg, kid: 'k' }).sign(privateKey);
        return { idToken, keys: [{ ...(await exportJWK(publicKey)), kid: 'k', alg, use: 'sig' }] };
      }));
  }

  it('is refused with HS256, whatever key it is signed with', async () => {
    const secret = new TextEncoder().encode('a secret of thirty-two characters');
    const run = loginWith('HS256', async (nonce) => ({
      idToken: await claims(nonce).setProtectedHeader({ alg: 'HS256', kid: 'k' }).sign(secret),
      keys: [{ ...(await exportJWK(secret)), kid: 'k' }],
    }));
    assert.equal((await faultOf(run)).code, 'id-token-invalid');
  });

  it('is refused without a signature', async () => {
    const iat = Math.floor(Date.now() / 1000);
    const run = loginWith('none', (nonce) => {
      const payload = { iss: issuer, aud: 'c', sub: 's', iat, exp: iat + 300, nonce };
      return Promise.resolve({ idToken: jwt(payload, { alg: 'none' }, ''), keys: [] });
    });
    assert.equal((await faultOf(run)).code, 'id-token-invalid');
  });

  it('that is garbled is not quoted', async () => {
    const run = loginWith('RS256', () => Promise.resolve({ idToken: jwt('LEAK LEAK'), keys: [] }));
    const fault = await faultOf(run);
    assert.equal(fault.code, 'id-token-invalid');
    assert.doesNotMatch(fault.message, /LEAK/);
  });
});

describe('oauth: protections that are not there yet', () => {
  for (const name of ['dpop', 'par', 'jar']) {
    const fields = { issuer, security: { [name]: true } };
    const runs: [string, (oauth: OAuthClient) => Promise<unknown>][] = [
      [
        'client credentials',
        (oauth) => oauth.obtain(client({ ...fields, grant: 'client_credentials', clientId: 'c' })),
      ],
      ['a refresh', (oauth) => oauth.refresh(client({ ...fields, ...person }), previous)],
      ['a login', (oauth) => oauth.beginLogin(client({ ...fields, ...person }), { redirectUri })],
    ];
    for (const [what, run] of runs) {
      it(`${name}: ${what} is refused, and nothing is sent`, async () => {
        const { oauth, asked } = provider(metadata());
        const fault = await faultOf(run(oauth));
        assert.equal(fault.code, 'grant-unsupported');
        assert.ok(fault.message.includes(`“${name}”`), fault.message);
        assert.deepEqual(asked, []);
      });
    }
  }

  it('do no harm where they are switched off', async () => {
    const { oauth } = provider();
    const security = { dpop: false, par: false, jar: false };
    await oauth.refresh(client({ ...person, issuer, endpoints, security }), previous);
  });
});

describe('oauth: JSON that is nested deeply', () => {
  const deep = (before = '', after = '') => `{${before}"x":${'['.repeat(500_000)}${']'.repeat(500_000)}${after}}`;
  const machine = { ...person, grant: 'client_credentials', issuer };

  it('in a token answer does no harm', async () => {
    const { oauth } = provider({ '/token': deep('"access_token":"a","token_type":"Bearer",') });
    assert.equal((await oauth.obtain(client({ ...machine, endpoints }))).accessToken, 'a');
  });

  it('in its scope is refused', async () => {
    const scope = `${'['.repeat(500_000)}${']'.repeat(500_000)}`;
    const { oauth } = provider({ '/token': `{"access_token":"a","token_type":"Bearer","scope":${scope}}` });
    assert.equal((await faultOf(oauth.obtain(client({ ...machine, endpoints })))).code, 'response-invalid');
  });

  it('in metadata is refused', async () => {
    const { oauth } = provider({ '/.well-known/openid-configuration': deep(`"issuer":"${issuer}",`) });
    assert.equal((await faultOf(oauth.obtain(client(machine)))).code, 'response-invalid');
  });
});
