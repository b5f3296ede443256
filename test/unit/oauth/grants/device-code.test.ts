import assert from 'node:assert/strict';
import type { FaultCode } from '../../../../src/faults/table';
import type { PolledLogin } from '../../../../src/oauth/login';
import { faultOf } from '../../faults/fault-of';
import { clientOf, issuer, metadata, provider, tokens } from '../provider';

const device = {
  ...{ device_code: 'the-device-code', user_code: 'ABCD-EFGH', verification_uri: `${issuer}/activate` },
  ...{ expires_in: 600, interval: 0.01 },
};
const fields = {
  ...{ grant: 'device_code', clientId: 'c', clientAuth: 'none', scope: 'read', audience: 'api' },
  endpoints: { token: `${issuer}/token`, deviceAuthorization: `${issuer}/device` },
};
const error = (name: string, status = 400, headers = {}) =>
  Response.json({ error: name, error_description: 'about the-device-code' }, { status, headers });

/** Begins a login that ends by polling; nothing comes back to a redirect URI. */
async function beginAt({ oauth }: ReturnType<typeof provider>, profile: object): Promise<PolledLogin> {
  const login = await oauth.beginLogin(clientOf({ ...profile }), { openRedirect: () => assert.fail('a way back') });
  assert.ok(login.endsBy === 'polling');
  return login;
}

/** A login that has begun; the token endpoint gives these answers in turn, and the last one from then on. */
async function begun(answers: unknown[], more: object = {}) {
  const server = provider({ '/device': { ...device, ...more } });
  Object.defineProperty(server.all, '/token', { get: () => (answers.length > 1 ? answers.shift() : answers[0]) });
  const login = await beginAt(server, fields);
  return { ...server, login, finish: (signal = new AbortController().signal) => login.finish(signal) };
}

describe('oauth: a login on another device', () => {
  it('asks for a code with what the token is for, and tells it', async () => {
    const { login, sent } = await begun([tokens]);
    assert.deepEqual(sent[0]?.form, { client_id: 'c', scope: 'read', audience: 'api' });
    const { endsBy, url, code, isInUrl } = login;
    assert.deepEqual(
      { endsBy, url, code, isInUrl },
      { endsBy: 'polling', url: `${issuer}/activate`, code: 'ABCD-EFGH', isInUrl: false },
    );
    assert.ok(login.expiresAt > Date.now());
  });

  it('opens the address that has the code in it, where there is one', async () => {
    const complete = `${issuer}/activate?user_code=ABCD-EFGH`;
    const { login } = await begun([tokens], { verification_uri_complete: complete });
    assert.deepEqual([login.url, login.isInUrl], [complete, true]);
  });

  it('asks until the person has signed in', async () => {
    const { finish, sent } = await begun([error('authorization_pending'), error('authorization_pending'), tokens]);
    assert.equal((await finish()).accessToken, 'a');
    const polls = sent.filter(({ path }) => path === '/token');
    assert.equal(polls.length, 3);
    assert.deepEqual(polls[0]?.form, {
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      ...{ device_code: 'the-device-code', client_id: 'c' },
    });
  });

  const ends: [what: string, answer: () => unknown, code: FaultCode, next: RegExp][] = [
    ['the person refuses', () => error('access_denied'), 'login-refused', /Sign in again/],
    ['the code has expired', () => error('expired_token'), 'login-timeout', /Get a new code/],
    ['the client may not do it', () => error('unauthorized_client'), 'client-unauthorized', /Allow this grant/],
    ['the code is not known', () => error('invalid_grant'), 'grant-refused', /Get the token again/],
    ['the answer is a web page', () => '<!doctype html>', 'response-not-json', /Check the address/],
  ];
  for (const [what, answer, code, next] of ends)
    it(`ends as ${code} where ${what}`, async () => {
      const { finish } = await begun([error('authorization_pending'), answer()]);
      const fault = await faultOf(finish());
      assert.equal(fault.code, code);
      assert.match(fault.next, next);
      assert.ok(!fault.message.includes('the-device-code'), fault.message);
    });

  it('ends when the code expires, with a button for a new one', async () => {
    const { finish } = await begun([error('authorization_pending')], { expires_in: 0.1 });
    const fault = await faultOf(finish());
    assert.deepEqual([fault.code, fault.reason], ['login-timeout', 'code-expired']);
  });

  for (const expires_in of [599.9999, 1e300, 30 * 86_400])
    it(`takes a code that lives for ${expires_in} seconds`, async () => {
      const { finish, login } = await begun([error('authorization_pending'), tokens], { expires_in });
      assert.ok(login.expiresAt <= Date.now() + 86_400_000);
      assert.equal((await finish()).accessToken, 'a');
    });

  it('is cancelled by its signal', async () => {
    const { finish } = await begun([error('authorization_pending')]);
    const ending = new AbortController();
    const running = faultOf(finish(ending.signal));
    ending.abort();
    assert.equal((await running).code, 'cancelled');
  });

  it('goes on after a fault that passes, a while later', async () => {
    const { finish, asked } = await begun([new Response('', { status: 502 }), tokens]);
    const ending = new AbortController();
    const running = faultOf(finish(ending.signal));
    // It does not end; the next request would follow only seconds later.
    assert.equal(
      await Promise.race([running, new Promise((resolve) => setTimeout(resolve, 200, 'goes on'))]),
      'goes on',
    );
    assert.equal(asked().filter((path) => path === '/token').length, 1);
    ending.abort();
    await running;
  });

  it('stays as slow as it was told to be, also after a fault that passes', async () => {
    const { finish, sent } = await begun([error('slow_down'), new Response('', { status: 502 }), tokens]);
    const { setTimeout } = globalThis;
    let waited = 0;
    // The waits are in steps of up to 5 s; what is longer is a bound on a request.
    const hurried = (run: () => void, ms: number) => {
      if (ms > 5000) return setTimeout(run, ms);
      waited += ms / 1000;
      return setTimeout(run, 0);
    };
    Object.assign(globalThis, { setTimeout: hurried });
    try {
      assert.equal((await finish()).accessToken, 'a');
    } finally {
      Object.assign(globalThis, { setTimeout });
    }
    assert.equal(sent.filter(({ path }) => path === '/token').length, 3);
    assert.equal(waited.toFixed(2), (0.01 + 5.01 + 10.01).toFixed(2));
  });

  it('proves who began it (PKCE) where the provider asks for that', async () => {
    const answers = [
      Response.json(
        { error: 'invalid_request', error_description: 'Missing parameter: code_challenge_method' },
        { status: 400 },
      ),
      Response.json(device),
    ];
    const server = provider();
    Object.defineProperty(server.all, '/device', { get: () => answers.shift() });
    const login = await beginAt(server, fields);
    await login.finish(new AbortController().signal);
    const [first, second, poll] = server.sent.map(({ form }) => form);
    assert.equal(first?.code_challenge, undefined);
    assert.equal(second?.code_challenge_method, 'S256');
    const verifier = new TextEncoder().encode(poll?.code_verifier);
    const hash = Buffer.from(await crypto.subtle.digest('SHA-256', verifier)).toString('base64url');
    assert.equal(second.code_challenge, hash);
  });

  const bySecret: [path: string, methods: string[] | undefined, fields: object, sent: 'header' | 'body'][] = [
    // Dex reads no header there.
    ['/device/code', ['client_secret_basic', 'client_secret_post'], {}, 'body'],
    ['/device/code', ['client_secret_basic', 'client_secret_post'], { clientAuth: 'client_secret_basic' }, 'header'],
    ['/device/code', ['client_secret_basic'], {}, 'header'],
    ['/device/code', undefined, {}, 'header'],
    ['/device', ['client_secret_basic', 'client_secret_post'], {}, 'header'],
  ];
  for (const [path, methods, own, place] of bySecret) {
    it(`sends the secret in the ${place} to ${path} with ${JSON.stringify({ methods, ...own })}`, async () => {
      const more = { device_authorization_endpoint: issuer + path, token_endpoint_auth_methods_supported: methods };
      const server = provider({ ...metadata(more), [path]: device });
      const who = clientOf({ grant: 'device_code', clientId: 'c', issuer, ...own }, { clientSecret: 's' });
      await server.oauth.beginLogin(who, { openRedirect: () => assert.fail('a way back') });
      const { init, form } = server.sent.at(-1) ?? assert.fail();
      assert.equal(form.client_secret, place === 'body' ? 's' : undefined);
      assert.equal(new Headers(init.headers).has('authorization'), place === 'header');
    });
  }

  it('is refused where the provider has no such endpoint', async () => {
    const named = { ...fields, endpoints: undefined, issuer };
    const server = provider({ '/.well-known/openid-configuration': { issuer, token_endpoint: `${issuer}/token` } });
    const fault = await faultOf(beginAt(server, named));
    assert.equal(fault.code, 'discovery-failed');
    assert.match(fault.what, /device authorization endpoint/);
  });
});
