import assert from 'node:assert/strict';
import { calculateJwkThumbprint, EmbeddedJWK, exportJWK, generateKeyPair, jwtVerify, type JWK } from 'jose';
import { decodeJwt } from '../../../src/jwt/read/decode';
import { OAuthClient, type Client } from '../../../src/oauth/client';
import { wantsNonce } from '../../../src/oauth/dpop';
import { userInfo } from '../../../src/oauth/endpoints/userinfo';
import { startServer, type Server } from '../../server/server';
import { createVisitor } from '../../server/visitor';
import { faultOf } from '../faults/fault-of';
import { beginLogin } from './begin-login';
import { answerOf } from './endpoints/answers';
import { clientOf, endpoints, issuer, machine, metadata, person, provider, redirectUri, tokens } from './provider';

let server: Server;
let key: string;
let jkt: string;
before(async () => {
  server = await startServer();
  const pair = await generateKeyPair('ES256', { extractable: true });
  key = JSON.stringify(await exportJWK(pair.privateKey));
  jkt = await calculateJwkThumbprint(await exportJWK(pair.publicKey));
});
after(() => server.close());

const auth0 = () => server.tenants.auth0;
const bound = (fields: Record<string, unknown>, secret?: string): Client => ({
  ...clientOf({ ...fields, security: { dpop: true, ...(fields.security ?? {}) } }, { clientSecret: secret }),
  dpopKey: () => Promise.resolve(key),
});
const boundKeyOf = (token: string) => (decodeJwt(token)?.claims.cnf as { jkt?: string } | undefined)?.jkt;

function machineAt(): Client {
  const { issuer, clients, audience } = auth0();
  const { clientId, clientSecret } = clients.m2m ?? assert.fail();
  return bound({ issuer, grant: 'client_credentials', clientId, audience }, clientSecret);
}

function personAt(security = {}, scope = 'openid offline_access'): Client {
  const { issuer, clients } = auth0();
  return bound({ issuer, grant: 'authorization_code', clientId: clients.login?.clientId, scope, security });
}

function watched() {
  const proofs: string[] = [];
  const oauth = new OAuthClient({
    fetchFor: () => (url, init) => {
      const proof = new Headers(init.headers).get('dpop');
      if (proof !== null) proofs.push(proof);
      return fetch(url, init);
    },
    ...{ now: Date.now, log: () => undefined },
  });
  return { oauth, proofs };
}

async function signIn(oauth: OAuthClient, who: Client) {
  const pending = await beginLogin(oauth, who, redirectUri);
  const { searchParams } = await createVisitor().signIn(pending.url, auth0().user);
  return { url: new URL(pending.url), set: await pending.finish(searchParams) };
}

for (const requiresNonces of [false, true]) {
  describe(`oauth: DPoP at a server that ${requiresNonces ? 'requires' : 'does without'} nonces`, () => {
    before(() => auth0().requireNonces(requiresNonces));
    after(() => auth0().requireNonces(false));

    it('binds the token of a machine to the key, and the next one too', async () => {
      const { oauth, proofs } = watched();
      for (let count = 0; count < 2; count++) {
        const set = await oauth.obtain(machineAt());
        assert.deepEqual([set.tokenType, boundKeyOf(set.accessToken)], ['dpop', jkt]);
      }
      assert.equal(proofs.length, requiresNonces ? 3 : 2, 'the nonce is kept for the next request');
      assert.equal(
        new Set(proofs.map((proof) => decodeJwt(proof)?.claims.jti)).size,
        proofs.length,
        'none is used twice',
      );
    });

    it('binds a login, its refresh token, and the question who signed in', async () => {
      const { oauth } = watched();
      const who = personAt();
      const { url, set } = await signIn(oauth, who);
      assert.equal(url.searchParams.get('dpop_jkt'), jkt);
      assert.equal(set.tokenType, 'dpop');
      const renewed = await oauth.refresh(who, set);
      assert.equal(renewed.tokenType, 'dpop');
      assert.notEqual(renewed.accessToken, set.accessToken);
      assert.equal((await oauth.ask(who, userInfo(renewed.accessToken, undefined))).sub, auth0().user.subject);
    });

    it('binds a login whose request is pushed', async () => {
      const { oauth, proofs } = watched();
      const { url, set } = await signIn(oauth, personAt({ par: true }));
      assert.equal(url.searchParams.get('dpop_jkt'), null);
      assert.equal(set.tokenType, 'dpop');
      assert.ok(proofs.some((proof) => String(decodeJwt(proof)?.claims.htu).endsWith('/oauth/par')));
    });

    it('lets nobody else refresh the token, or use it', async () => {
      const { oauth } = watched();
      const who = personAt();
      const { set } = await signIn(oauth, who);
      const other = JSON.stringify(await exportJWK((await generateKeyPair('ES256', { extractable: true })).privateKey));
      const thief = { ...who, dpopKey: () => Promise.resolve(other) };
      assert.equal((await faultOf(oauth.refresh(thief, set))).error, 'invalid_grant');
      assert.equal((await faultOf(oauth.ask(thief, userInfo(set.accessToken, undefined)))).code, 'grant-refused');
      const bare = { ...who, settings: { ...who.settings, security: {} } };
      assert.equal((await faultOf(oauth.ask(bare, userInfo(set.accessToken, undefined)))).code, 'grant-refused');
    });

    it('proves a request to an API', async () => {
      const { oauth } = watched();
      const who = personAt({}, 'openid');
      const { set } = await signIn(oauth, who);
      const url = new URL(`${auth0().endpoints.userinfo ?? ''}?a=b#c`);
      const ask = async (nonce?: string) => {
        const proof = await oauth.prove(who, set.accessToken, { method: 'GET', url, nonce });
        return fetch(url, { headers: { authorization: `DPoP ${set.accessToken}`, dpop: proof } });
      };
      let answer = await ask();
      if (requiresNonces) {
        assert.equal(answer.status, 401);
        answer = await ask(answer.headers.get('dpop-nonce') ?? assert.fail());
        assert.equal((await ask()).status, 200, 'the nonce is remembered');
      }
      assert.equal(answer.status, 200);
    });
  });
}

describe('oauth: a proof of possession', () => {
  const url = new URL('https://api.example.com/a/b?token=secret#part');

  it('is for one request: method, address without query and fragment, and token', async () => {
    const { oauth } = provider();
    const who = bound({ ...machine });
    const proofs = [1, 2].map(() => oauth.prove(who, 'the-token', { method: 'POST', url }));
    const [first = '', second = ''] = await Promise.all(proofs);
    const { payload, protectedHeader } = await jwtVerify(first, EmbeddedJWK, { typ: 'dpop+jwt' });
    assert.deepEqual([payload.htm, payload.htu], ['POST', 'https://api.example.com/a/b']);
    const hash = await crypto.subtle.digest('SHA-256', Buffer.from('the-token'));
    assert.equal(payload.ath, Buffer.from(hash).toString('base64url'));
    assert.notEqual(payload.jti, decodeJwt(second)?.claims.jti);
    assert.equal(payload.nonce, undefined);
    assert.deepEqual(Object.keys(protectedHeader.jwk ?? {}).sort(), ['crv', 'kty', 'x', 'y'], 'no private part');
    assert.equal(await calculateJwkThumbprint(protectedHeader.jwk as JWK), jkt);
  });

  it('has the nonce of its own API only', async () => {
    const { oauth } = provider();
    const who = bound({ ...machine });
    const nonceFor = async (address: string, nonce?: string) =>
      decodeJwt(await oauth.prove(who, 't', { method: 'GET', url: new URL(address), nonce }))?.claims.nonce;
    assert.equal(await nonceFor('https://a.example/x', 'n1'), 'n1');
    assert.equal(await nonceFor('https://b.example/x'), undefined);
    assert.equal(await nonceFor('https://a.example/y'), 'n1');
  });
});

describe('oauth: a server that does not bind tokens as asked', () => {
  it('has its bearer token refused, with what to change', async () => {
    const { oauth } = provider();
    const fault = await faultOf(oauth.obtain(bound({ ...machine }, 's')));
    assert.equal(fault.code, 'response-invalid');
    assert.match(fault.message, /security\.dpop/);
  });

  it('has a bound token refused where none was asked for, with what to change', async () => {
    const { oauth } = provider({ '/token': { ...tokens, token_type: 'DPoP' } });
    const fault = await faultOf(oauth.obtain(clientOf({ ...machine }, { clientSecret: 's' })));
    assert.equal(fault.code, 'response-invalid');
    assert.match(fault.message, /security\.dpop/);
  });

  it('is not asked for ever where it refuses its own nonces', async () => {
    const refuses = () => Response.json({ error: 'use_dpop_nonce' }, { status: 400, headers: { 'dpop-nonce': 'n' } });
    const { oauth, asked } = provider({ '/token': refuses() });
    const fault = await faultOf(oauth.obtain(bound({ ...machine }, 's')));
    assert.deepEqual([fault.code, fault.error], ['request-refused', 'use_dpop_nonce']);
    assert.equal(asked().length, 2);
    const challenge = { 'dpop-nonce': 'n', 'www-authenticate': 'DPoP error="use_dpop_nonce"' };
    const info = provider({
      ...metadata({ userinfo_endpoint: `${endpoints.token}info` }),
      '/tokeninfo': new Response(null, { status: 401, headers: challenge }),
    });
    const ask = info.oauth.ask(bound({ ...person, issuer: new URL(endpoints.token).origin }), userInfo('t', undefined));
    assert.deepEqual(
      [(await faultOf(ask)).error, info.asked().filter((path) => path === '/tokeninfo').length],
      ['use_dpop_nonce', 2],
    );
  });

  it('has its word about a proof told', async () => {
    const { oauth } = provider({ '/token': Response.json({ error: 'invalid_dpop_proof' }, { status: 400 }) });
    const fault = await faultOf(oauth.obtain(bound({ ...machine }, 's')));
    assert.deepEqual([fault.code, fault.error], ['request-refused', 'invalid_dpop_proof']);
    assert.match(fault.next, /clock/);
  });
});

describe('oauth: a pushed request at a server that refuses its proof', () => {
  const pushed = () => Response.json({ request_uri: 'urn:x:1', expires_in: 60 }, { status: 201 });
  const refused = () => Response.json({ error: 'invalid_dpop_proof' }, { status: 403 });
  const login = (isNever = false) => {
    const more = { pushed_authorization_request_endpoint: `${new URL(endpoints.token).origin}/par` };
    const made = provider(metadata(more));
    const proofs: boolean[] = [];
    // As Glewlwyd does, which wants a nonce here and gives none.
    Object.defineProperty(made.all, '/par', {
      get() {
        const { init, form } = made.sent.at(-1) ?? assert.fail();
        assert.equal(form.dpop_jkt, jkt);
        proofs.push(new Headers(init.headers).has('dpop'));
        return proofs.at(-1) === true || isNever ? refused() : pushed();
      },
    });
    const who = bound({ ...person, issuer: new URL(endpoints.token).origin, security: { par: true } });
    return { run: beginLogin(made.oauth, who, redirectUri), proofs };
  };

  it('is pushed again without it: the code is bound by the thumbprint', async () => {
    const { run, proofs } = login();
    assert.equal(new URL((await run).url).searchParams.get('request_uri'), 'urn:x:1');
    assert.deepEqual(proofs, [true, false]);
  });

  it('fails where that is refused too', async () => {
    const { run, proofs } = login(true);
    assert.equal((await faultOf(run)).error, 'invalid_dpop_proof');
    assert.deepEqual(proofs, [true, false]);
  });
});

describe('oauth: a nonce that is asked for', () => {
  const error = { error: 'use_dpop_nonce' };
  const dpop = 'Bearer realm="a", DPoP error="use_dpop_nonce"';
  const rows: [how: string, status: number, json: object | undefined, challenge: string | undefined][] = [
    ['as RFC 9449 has it', 400, error, undefined],
    ['as of a client that is not known', 401, error, 'Basic realm="a"'],
    ['by a challenge too', 401, error, dpop],
    ['by a challenge alone', 401, undefined, dpop],
  ];
  for (const [how, status, json, challenge] of rows)
    for (const path of ['/token', '/par'])
      it(`at ${path} ${how} is used`, async () => {
        const made = provider();
        Object.defineProperty(made.all, path, {
          get() {
            const proof = new Headers(made.sent.at(-1)?.init.headers).get('dpop') ?? '';
            if (decodeJwt(proof)?.claims.nonce === 'n')
              return path === '/par'
                ? Response.json({ request_uri: 'urn:x:1', expires_in: 60 }, { status: 201 })
                : { ...tokens, token_type: 'DPoP' };
            const headers = { 'dpop-nonce': 'n', ...(challenge !== undefined && { 'www-authenticate': challenge }) };
            return json === undefined
              ? new Response('', { status, headers })
              : Response.json(json, { status, headers });
          },
        });
        const bases = { ...endpoints, pushedAuthorizationRequest: `${issuer}/par` };
        if (path === '/token') await made.oauth.obtain(bound({ ...machine }, 's'));
        else
          await beginLogin(
            made.oauth,
            bound({ ...person, issuer, endpoints: bases, security: { par: true } }),
            redirectUri,
          );
        assert.deepEqual(made.asked(), [path, path]);
      });
});

describe('wantsNonce', () => {
  const rows: [what: string, json: object | undefined, headers: HeadersInit, wants: boolean][] = [
    ['its error and the nonce', { error: 'use_dpop_nonce' }, { 'dpop-nonce': 'n' }, true],
    [
      'its challenge and the nonce',
      undefined,
      { 'dpop-nonce': 'n', 'www-authenticate': 'DPoP error="use_dpop_nonce"' },
      true,
    ],
    ['its error without a nonce', { error: 'use_dpop_nonce' }, {}, false],
    ['another error', { error: 'invalid_grant' }, { 'dpop-nonce': 'n' }, false],
    ['another scheme', undefined, { 'dpop-nonce': 'n', 'www-authenticate': 'Bearer error="use_dpop_nonce"' }, false],
  ];
  for (const [what, json, headers, wants] of rows) {
    it(`${what}: ${wants ? 'yes' : 'no'}`, () =>
      assert.equal(wantsNonce(answerOf({ json: json as never, headers })), wants));
  }
});
