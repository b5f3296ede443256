import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import type { FaultName } from './fault-names';
import { get, post, type Answer } from './requests';
import { startBefore } from './start-before';

const redirect_uri = 'http://127.0.0.1:1/callback';
const verifier = 'a-verifier-that-is-long-enough-for-rfc-7636-43-characters';

describe('server: faults', () => {
  const server = startBefore();

  const machine = (issuer: string): Promise<Answer> => {
    const { clientId, clientSecret = '' } = server().faults.clients.m2m;
    const params = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
    return post(server().faults.endpointsOf(issuer).token, params);
  };

  const authorize = async (issuer: string, params: Record<string, string> = {}): Promise<URL> => {
    const url = new URL(server().faults.endpointsOf(issuer).authorization);
    url.search = new URLSearchParams({
      response_type: 'code',
      client_id: 'faulty-public',
      redirect_uri,
      scope: 'openid',
      state: 's',
      nonce: 'n',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...params,
    }).toString();
    const response = await fetch(url, { redirect: 'manual' });
    return new URL(response.headers.get('location') ?? '');
  };

  const login = async (...faults: FaultName[]): Promise<{ issuer: string; redirect: URL; answer: Answer }> => {
    const issuer = server().faults.issuerWith(...faults);
    const redirect = await authorize(issuer);
    const answer = await post(server().faults.endpointsOf(issuer).token, {
      grant_type: 'authorization_code',
      client_id: 'faulty-public',
      code: redirect.searchParams.get('code') ?? '',
      redirect_uri,
      code_verifier: verifier,
    });
    return { issuer, redirect, answer };
  };

  it('is right where no fault is asked for', async () => {
    const { issuer, redirect, answer } = await login();
    assert.equal(redirect.searchParams.get('iss'), issuer);
    assert.equal(answer.status, 200);
    const { body } = await get(`${issuer}/.well-known/openid-configuration`);
    assert.equal(body['issuer'], issuer);
    const keys = createRemoteJWKSet(new URL(String(body['jwks_uri'])));
    const { payload } = await jwtVerify(String(answer.body['id_token']), keys, { issuer, audience: 'faulty-public' });
    assert.equal(payload['nonce'], 'n');
    await jwtVerify(String(answer.body['access_token']), keys, { issuer });
  });

  it('brings a code with odd characters there and back', async () => {
    const { redirect, answer } = await login('code-odd');
    assert.match(redirect.searchParams.get('code') ?? '', /^a\+b\/c=d%2Be&/);
    assert.equal(answer.status, 200);
  });

  const forged: FaultName[] = [
    'id-signature',
    'id-iss',
    'id-aud',
    'id-exp',
    'id-alg-none',
    'id-hs256',
    'id-unknown-kid',
  ];
  for (const fault of forged) {
    it(`${fault} does not verify, and is otherwise an answer like others`, async () => {
      const { issuer, answer } = await login(fault);
      assert.equal(answer.status, 200);
      const keys = createRemoteJWKSet(new URL(server().faults.endpointsOf(issuer).jwks));
      const token = String(answer.body['id_token']);
      await assert.rejects(jwtVerify(token, keys, { issuer, audience: 'faulty-public', algorithms: ['RS256'] }));
    });
  }

  const redirected: [FaultName, string, string | null][] = [
    ['iss-wrong', 'iss', 'https://someone.else.example'],
    ['iss-missing', 'iss', null],
    ['state-wrong', 'state', 'another-state'],
    ['error', 'error', 'access_denied'],
  ];
  for (const [fault, name, value] of redirected) {
    it(`${fault} has ${name}=${value} in the redirect`, async () => {
      const redirect = await authorize(server().faults.issuerWith(fault));
      assert.equal(redirect.searchParams.get(name), value);
    });
  }

  const fields: [FaultName, string, unknown][] = [
    ['null-fields', 'refresh_token', null],
    ['string-expires-in', 'expires_in', '3600'],
    ['no-expires-in', 'expires_in', undefined],
    ['no-token-type', 'token_type', undefined],
  ];
  for (const [fault, name, value] of fields) {
    it(`${fault} has ${name}: ${String(value)}`, async () => {
      assert.equal((await machine(server().faults.issuerWith(fault))).body[name], value);
    });
  }

  it('repeats the request in its error', async () => {
    const { status, body } = await machine(server().faults.issuerWith('error-reflects'));
    assert.equal(status, 400);
    assert.ok(String(body['error_description']).includes(server().faults.clients.m2m.clientSecret ?? ''));
  });

  it('breaks bodies and connections', async () => {
    const at = (fault: FaultName): string => server().faults.endpointsOf(server().faults.issuerWith(fault)).token;
    const html = await fetch(at('token.html-502'), { method: 'POST' });
    assert.equal(html.status, 502);
    assert.match(html.headers.get('content-type') ?? '', /html/);
    for (const fault of ['token.large', 'token.large-chunked'] as const) {
      const large = await fetch(at(fault), { method: 'POST' });
      assert.equal(large.headers.has('content-length'), fault === 'token.large');
      assert.ok((await large.text()).length > 1024 * 1024);
    }
    for (const fault of ['token.reset', 'token.cut'] as const) {
      await assert.rejects(fetch(at(fault), { method: 'POST' }).then((response) => response.text()));
    }
    for (const fault of ['token.silent', 'token.endless', 'token.trickle'] as const) {
      const signal = AbortSignal.timeout(100);
      await assert.rejects(
        fetch(at(fault), { method: 'POST', signal }).then((response) => response.text()),
        { name: 'TimeoutError' },
      );
    }
  });

  it('redirects the token request to another host, where it is seen if it is followed', async () => {
    const url = server().faults.endpointsOf(server().faults.issuerWith('token.redirect-307')).token;
    const body = new URLSearchParams({ grant_type: 'client_credentials', client_secret: 'leaked' });
    await fetch(url, { method: 'POST', body });
    const seen = server()
      .requests.filter(({ tenant }) => tenant === 'elsewhere')
      .at(-1);
    assert.equal(seen?.params['client_secret'], 'leaked');
  });

  it('can be told what to do while it runs', async () => {
    const { faults } = server();
    faults.configure('no-token-type');
    assert.equal((await machine(faults.issuer)).body['token_type'], undefined);
    faults.configure();
    assert.equal((await machine(faults.issuer)).body['token_type'], 'Bearer');
    faults.override('token', (_entry, response) => response.writeHead(418).end('{}'));
    assert.equal((await machine(faults.issuer)).status, 418);
    faults.override('token');
    assert.equal((await machine(faults.issuer)).status, 200);
  });

  it('has a certificate that nobody trusts', async () => {
    await assert.rejects(fetch(`${server().faults.https.origin}/.well-known/openid-configuration`), /fetch failed/);
  });

  it('answers an implicit request in the fragment', async () => {
    const redirect = await authorize(server().faults.issuerWith(), { response_type: 'token' });
    const answer = new URLSearchParams(redirect.hash.slice(1));
    assert.equal(answer.get('token_type'), 'Bearer');
    assert.equal(answer.get('state'), 's');
    assert.equal(answer.get('id_token'), null);
  });
});
