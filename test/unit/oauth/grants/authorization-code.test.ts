import assert from 'node:assert/strict';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { FaultCode } from '../../../../src/faults/table';
import type { Client, OAuthClient } from '../../../../src/oauth/client';
import { grant } from '../../../../src/oauth/grants/authorization-code';
import type { TokenSet } from '../../../../src/storage/token-set';
import { jwt } from '../../../support/jwts';
import { faultOf } from '../../faults/fault-of';
import { clientOf, endpoints, issuer, metadata, person, provider, redirectUri, settingsOf } from '../provider';
import { beginLogin } from '../begin-login';

/** Begins a login and ends it by what the function makes of a right redirect. */
async function login(
  oauth: OAuthClient,
  who: Client,
  redirect: (answer: URLSearchParams) => void = () => undefined,
): Promise<TokenSet> {
  const pending = await beginLogin(oauth, who, redirectUri);
  const answer = new URLSearchParams({ code: 'the-code', state: pending.state });
  redirect(answer);
  return pending.finish(answer);
}

describe('oauth: the answer to a login', () => {
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
      const run = login(oauth, clientOf({ ...person, issuer }), change);
      if (code === undefined) return void assert.equal((await run).accessToken, 'a');
      const fault = await faultOf(run);
      assert.equal(fault.code, code, fault.message);
      assert.doesNotMatch(fault.message, /the-code/);
      assert.ok(!asked().includes('/token'), 'no code is sent');
    });
  }

  for (const iss of ['', undefined]) {
    it(`${iss === '' ? 'with an empty' : 'without an'} issuer, where the metadata promise it: issuer-mismatch`, async () => {
      const { oauth } = provider(metadata({ authorization_response_iss_parameter_supported: true }));
      const run = login(oauth, clientOf({ ...person, issuer }), (answer) => iss === '' && answer.set('iss', iss));
      assert.equal((await faultOf(run)).code, 'issuer-mismatch');
    });
  }
});

describe('oauth: discovery for a login', () => {
  it('is not asked for a login whose endpoints are named, and that wants no ID token', async () => {
    const { oauth, asked } = provider();
    assert.equal((await login(oauth, clientOf({ ...person, issuer, endpoints }))).accessToken, 'a');
    assert.deepEqual(asked(), ['/token']);
  });

  it('is asked for the keys that a login needs for its ID token', async () => {
    const { oauth, asked } = provider(metadata({ jwks_uri: `${issuer}/jwks` }));
    await beginLogin(oauth, clientOf({ ...person, issuer, endpoints, scope: 'openid' }), redirectUri);
    assert.deepEqual(asked(), ['/.well-known/openid-configuration']);
  });

  it('that names no keys fails before the browser is opened', async () => {
    const { oauth } = provider(metadata());
    const fault = await faultOf(beginLogin(oauth, clientOf({ ...person, issuer, scope: 'openid' }), redirectUri));
    assert.equal(fault.code, 'discovery-failed');
    assert.match(fault.message, /jwks_uri/);
  });
});

describe('oauth: an ID token where all endpoints are named', () => {
  const who = () =>
    clientOf({ ...person, issuer, endpoints: { ...endpoints, jwks: `${issuer}/jwks` }, scope: 'openid' });

  async function loginWith(alg: string, sign: (nonce: string) => Promise<{ idToken: string; keys: object[] }>) {
    const { oauth, asked, all } = provider();
    const pending = await beginLogin(oauth, who(), redirectUri);
    const { idToken, keys } = await sign(new URL(pending.url).searchParams.get('nonce') ?? '');
    all['/token'] = { access_token: 'a', token_type: 'Bearer', id_token: idToken };
    all['/jwks'] = { keys };
    const set = await pending.finish(new URLSearchParams({ code: 'x', state: pending.state }));
    assert.equal(set.idToken, idToken, alg);
    assert.deepEqual(asked(), ['/token', '/jwks'], 'without discovery');
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

describe('oauth: an ID token of Entra', () => {
  const tenant = 'b2a7f9d0-1c3e-4f5a-8b6d-7e9f0a1b2c3d';
  const hosts = ['login.microsoftonline.com', 'login.microsoftonline.us', 'login.partner.microsoftonline.cn'];
  const rows: [what: string, issuerOf: (host: string) => string, tid: string | undefined, taken: boolean][] = [
    ['its own tenant', (host) => `https://${host}/${tenant}/v2.0`, tenant, true],
    ['another tenant', (host) => `https://${host}/${tenant}/v2.0`, '00000000-1c3e-4f5a-8b6d-7e9f0a1b2c3d', false],
    ['no tenant', (host) => `https://${host}/${tenant}/v2.0`, undefined, false],
    ['the template', (host) => `https://${host}/{tenantid}/v2.0`, tenant, false],
    ['another host', () => `https://evil.example/${tenant}/v2.0`, tenant, false],
  ];
  for (const host of hosts) {
    for (const discovered of [true, false]) {
      for (const [what, issuerOf, tid, taken] of rows) {
        it(`${host}, ${discovered ? 'discovered' : 'named'}: the issuer ${what} is ${taken ? 'taken' : 'refused'}`, async () => {
          const common = `https://${host}/common/v2.0`;
          const keys = {
            authorization: `${common}/authorize`,
            token: `https://${host}/token`,
            jwks: `https://${host}/keys`,
          };
          const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
          const { oauth, all, asked } = provider({
            '/common/v2.0/.well-known/openid-configuration': {
              issuer: `https://${host}/{tenantid}/v2.0`,
              authorization_endpoint: keys.authorization,
              token_endpoint: keys.token,
              jwks_uri: keys.jwks,
            },
            '/keys': { keys: [{ ...(await exportJWK(publicKey)), kid: 'k', alg: 'RS256', use: 'sig' }] },
          });
          const who = clientOf({ ...person, issuer: common, scope: 'openid', ...(!discovered && { endpoints: keys }) });
          const pending = await beginLogin(oauth, who, redirectUri);
          const nonce = new URL(pending.url).searchParams.get('nonce');
          const idToken = await new SignJWT({ nonce, tid })
            .setProtectedHeader({ alg: 'RS256', kid: 'k' })
            .setIssuer(issuerOf(host))
            .setAudience('c')
            .setSubject('s')
            .setIssuedAt()
            .setExpirationTime('5m')
            .sign(privateKey);
          all['/token'] = { access_token: 'a', token_type: 'Bearer', id_token: idToken };
          const run = pending.finish(new URLSearchParams({ code: 'x', state: pending.state }));
          if (taken) assert.equal((await run).idToken, idToken);
          else assert.equal((await faultOf(run)).code, 'id-token-invalid');
          assert.equal(asked().filter((path) => path.includes('.well-known')).length, discovered ? 1 : 0);
        });
      }
    }
  }
});

describe('oauth: the authorization request', () => {
  const requestOf = async (fields: Record<string, unknown>, otherAccount = false, more: object = {}) => {
    const { oauth } = provider(metadata({ jwks_uri: `${issuer}/jwks`, ...more }));
    const pending = await beginLogin(oauth, clientOf({ ...person, issuer, ...fields }), redirectUri, otherAccount);
    return { pending, parameters: Object.fromEntries(new URL(pending.url).searchParams) };
  };

  it('has PKCE by S256, a state, and a nonce only where an ID token is asked for', async () => {
    const { pending, parameters } = await requestOf({ scope: 'openid read' });
    const { code_challenge, state, nonce, ...others } = parameters;
    assert.match(code_challenge ?? '', /^[\w-]{43}$/);
    assert.equal(state, pending.state);
    assert.match(nonce ?? '', /^[\w-]{43}$/);
    assert.deepEqual(others, {
      client_id: 'c',
      response_type: 'code',
      redirect_uri: redirectUri,
      code_challenge_method: 'S256',
      scope: 'openid read',
    });
    assert.equal('nonce' in (await requestOf({ scope: 'read' })).parameters, false);
  });

  it('leaves a + in the path of the endpoint as it is', async () => {
    const authorization = `${issuer}/a+b/authorize?hint=c+d`;
    const { url } = (await requestOf({ endpoints: { ...endpoints, authorization }, scope: 'a b' })).pending;
    assert.ok(url.startsWith(`${issuer}/a+b/authorize?hint=c%20d&`), url);
    assert.match(url, /scope=a%20b/);
  });

  it('writes a space as %20, which every server reads', async () => {
    assert.match((await requestOf({ scope: 'a b' })).pending.url, /scope=a%20b/);
  });

  const prompts: [what: string, fields: object, otherAccount: boolean, more: object, prompt: string | undefined][] = [
    ['none by itself', {}, false, {}, undefined],
    ['consent for offline access', { scope: 'openid offline_access' }, false, {}, 'consent'],
    ['its own', { params: { authorization: { prompt: 'login' } } }, false, {}, 'login'],
    ['login for another account', {}, true, {}, 'login'],
    [
      'select_account for another account, where the server has it',
      {},
      true,
      { prompt_values_supported: ['login', 'select_account'] },
      'select_account',
    ],
    ['both, where there is one already', { scope: 'openid offline_access' }, true, {}, 'login consent'],
    ['never none for another account', { params: { authorization: { prompt: 'none' } } }, true, {}, 'login'],
  ];
  for (const [what, fields, otherAccount, more, prompt] of prompts) {
    it(`has the prompt: ${what}`, async () =>
      assert.equal((await requestOf({ ...fields }, otherAccount, more)).parameters.prompt, prompt));
  }

  it('hints at the user, but not where it is to be another', async () => {
    const fields = { username: 'alice@example.com' };
    assert.equal((await requestOf(fields)).parameters.login_hint, 'alice@example.com');
    assert.equal('login_hint' in (await requestOf(fields, true)).parameters, false);
  });

  it('is told to a person without what only one login has', () => {
    const settings = settingsOf({ ...person, issuer, scope: 'openid read', audience: 'api', username: 'alice' });
    assert.deepEqual(Object.fromEntries(grant.parameters(settings)), {
      scope: 'openid read',
      audience: 'api',
      login_hint: 'alice',
    });
  });
});

describe('oauth: the code', () => {
  it('is redeemed with the redirect URI as it was sent, its query included', async () => {
    const { oauth, sent } = provider(metadata());
    const uri = `${redirectUri}?a=b`;
    const pending = await beginLogin(oauth, clientOf({ ...person, issuer }), uri);
    await pending.finish(new URLSearchParams({ code: 'x', state: pending.state }));
    const { form } = sent.at(-1) ?? assert.fail('nothing was sent');
    const { code_verifier, ...others } = form;
    assert.match(code_verifier ?? '', /^[\w-]{43}$/);
    assert.deepEqual(others, { grant_type: 'authorization_code', code: 'x', redirect_uri: uri, client_id: 'c' });
  });
});
