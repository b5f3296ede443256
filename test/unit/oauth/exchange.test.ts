import assert from 'node:assert/strict';
import { isFault } from '../../../src/faults/fault';
import type { Endpoint } from '../../../src/oauth/endpoints/endpoint';
import { tokenEndpoint } from '../../../src/oauth/endpoints/token';
import { asResponse, exchange, type Transport } from '../../../src/oauth/exchange';
import type { ExchangeEvent } from '../../../src/oauth/exchange-event';
import type { Answer, Fetch } from '../../../src/oauth/transport';
import { faultOf } from '../faults/fault-of';
import { clientOf, endpoints, issuer, machine, metadata, person, provider, redirectUri } from './provider';
import { beginLogin } from './begin-login';
import { exchangeOf } from './exchange-of';

/** A way to a server that answers at once, by a clock that moves 40 ms with every look at it. */
function transportOf(fetch: Fetch) {
  const events: ExchangeEvent[] = [];
  let clock = 0;
  const transport: Transport = {
    fetch,
    limits: { time: 5000, size: 1024 },
    now: () => (clock += 40),
    onExchange: (event) => events.push(event),
  };
  return { transport, events };
}

const anything: Endpoint = { name: 'anything', read: ({ json }) => json ?? {} };
const token = (format: 'form' | 'json') =>
  tokenEndpoint({ format, secrets: ['s3cret-of-the-client'], checksIdToken: false });

const body = () => new URLSearchParams({ scope: 'the-scope', grant_type: 'the-grant', client_secret: 'the-secret' });
const post = () => ({ method: 'POST', body: body() });

describe('oauth: an exchange', () => {
  for (const format of ['form', 'json'] as const) {
    it(`as ${format} is told once, with the names of its parameters and no value`, async () => {
      const { transport, events } = transportOf(async () =>
        Response.json({ access_token: 'the-token', token_type: 'Bearer', scope: 'the-scope' }),
      );
      await exchange(transport, token(format), `${issuer}/a/token?tenant=the-tenant`, post(), undefined);
      assert.deepEqual(events, [
        exchangeOf({
          address: `${issuer}/a/token`,
          sentAt: 40,
          duration: 120,
          parameters: ['client_secret', 'grant_type', 'scope'],
          grant: 'the-grant',
          authentication: 'client_secret_post',
          members: ['access_token', 'scope', 'token_type'],
        }),
      ]);
      assert.doesNotMatch(JSON.stringify(events), /the-(?!grant)/);
    });
  }

  it('that the server refuses is told with what its support needs to find it', async () => {
    const headers = {
      ...{ 'x-request-id': 'r-1', 'cf-ray': 'c-1', 'retry-after': '9', 'set-cookie': 'the-cookie' },
      date: 'Thu, 01 Jan 1970 00:01:00 GMT',
    };
    const { transport, events } = transportOf(async () =>
      Response.json({ error: 'invalid_client', error_description: 'Some words.' }, { status: 401, headers }),
    );
    await faultOf(exchange(transport, token('form'), endpoints.token, post(), undefined));
    const [event] = events;
    assert.deepEqual([event?.status, event?.error, event?.fault], [401, 'invalid_client', 'client-refused']);
    assert.deepEqual(event?.members, ['error', 'error_description']);
    assert.deepEqual(event?.description, { words: 'Some words.' });
    assert.deepEqual(event?.requestIds, [
      ['x-request-id', 'r-1'],
      ['cf-ray', 'c-1'],
    ]);
    assert.deepEqual([event?.retryAfter, event?.ahead], [9, -60]);
    assert.doesNotMatch(JSON.stringify(events), /the-cookie/);
  });

  it('tells nothing that was sent or issued, wherever the server repeats it', async () => {
    const secrets = ['the-secret', 'an-opaque-token'];
    for (const echoed of secrets) {
      const { transport, events } = transportOf(async () =>
        Response.json(
          { error: echoed, error_description: `x ${echoed}`, [echoed]: 1, access_token: 'an-opaque-token' },
          { status: 400, headers: { 'x-request-id': echoed, traceparent: `00-${echoed}-01` } },
        ),
      );
      await faultOf(exchange(transport, token('form'), `${issuer}/a/${echoed}/token`, post(), undefined));
      const told = JSON.stringify(events);
      for (const secret of secrets) assert.ok(!told.includes(secret), told);
      assert.equal(events[0]?.requestIds.length, 2);
    }
  });

  it('tells no secret that a server gives as its error code', async () => {
    const { transport, events } = transportOf(async () =>
      Response.json({ error: 's3cret-of-the-client' }, { status: 400 }),
    );
    await faultOf(exchange(transport, token('form'), endpoints.token, post(), undefined));
    assert.equal(events.length, 1);
    assert.doesNotMatch(JSON.stringify(events), /s3cret/);
  });

  const failures: [what: string, fetch: Fetch, status: number | undefined, fault: string][] = [
    ['no answer', () => Promise.reject(new TypeError('fetch failed')), undefined, 'unreachable'],
    ['a redirect', async () => new Response(null, { status: 302 }), 302, 'unexpected-redirect'],
    ['too much', async () => new Response('x'.repeat(2000)), 200, 'response-too-large'],
    ['what the endpoint cannot read', async () => new Response('hello'), 200, 'response-not-json'],
  ];
  for (const [what, fetch, status, fault] of failures) {
    it(`that brings ${what} is told as ${fault}`, async () => {
      const { transport, events } = transportOf(fetch);
      await faultOf(exchange(transport, token('form'), endpoints.token, post(), undefined));
      assert.deepEqual(
        events.map((event) => [event.status, event.fault]),
        [[status, fault]],
      );
    });
  }

  it('a bug in reading is told as internal', async () => {
    const { transport, events } = transportOf(async () => Response.json({}));
    const broken: Endpoint = {
      name: 'broken',
      read: () => {
        throw new Error('oh');
      },
    };
    await assert.rejects(exchange(transport, broken, `${issuer}/x`, {}, undefined));
    assert.equal(events[0]?.fault, 'internal');
  });

  it('is not made, and not told of, for an address where nothing may be sent', async () => {
    const { transport, events } = transportOf(() => assert.fail('it was sent'));
    const fault = await faultOf(exchange(transport, anything, 'http://sso.example.com/x', {}, undefined));
    assert.equal(fault.code, 'insecure-endpoint');
    assert.deepEqual(events, []);
  });

  it('has GET for its method and no parameters where there is no body', async () => {
    const { transport, events } = transportOf(async () => Response.json({}));
    await exchange(transport, anything, `${issuer}/x`, {}, undefined);
    assert.deepEqual([events[0]?.method, events[0]?.parameters, events[0]?.authentication], ['GET', [], undefined]);
  });
});

describe('oauth: exchanges of a whole login', () => {
  it('are told by endpoint, and hold nothing that was secret', async () => {
    const { oauth, all, events } = provider(metadata({ jwks_uri: `${issuer}/jwks` }));
    const who = clientOf(
      { ...person, issuer, clientAuth: 'client_secret_post' },
      { clientSecret: 'the-client-secret' },
    );
    const pending = await beginLogin(oauth, who, redirectUri);
    all['/token'] = { access_token: 'the-access-token', token_type: 'Bearer', refresh_token: 'the-refresh-token' };
    const set = await pending.finish(new URLSearchParams({ code: 'the-code', state: pending.state }));
    await oauth.refresh(who, set);
    assert.deepEqual(
      events.map(({ endpoint }) => endpoint),
      ['discovery', 'token', 'token'],
    );
    assert.deepEqual(events.at(-1)?.parameters, ['client_id', 'client_secret', 'grant_type', 'refresh_token']);
    assert.doesNotMatch(JSON.stringify(events), /the-/);
    assert.ok(!JSON.stringify(events).includes(pending.state));
  });
});

describe('oauth: an answer that is handed to the library', () => {
  const answer: Answer = {
    host: 'sso.example.com',
    status: 200,
    headers: new Headers({
      'dpop-nonce': 'n',
      date: 'Tue, 03 Mar 2026 10:00:00 GMT',
      'content-type': 'text/plain',
      'content-length': '7',
      'content-encoding': 'gzip',
    }),
    json: {},
    html: false,
    at: 0,
  };

  it('keeps its headers, and is JSON of its own length', async () => {
    const response = asResponse({ a: 1 }, answer);
    assert.equal(response.headers.get('dpop-nonce'), 'n');
    assert.equal(response.headers.get('date'), 'Tue, 03 Mar 2026 10:00:00 GMT');
    assert.equal(response.headers.get('content-type'), 'application/json');
    assert.equal(response.headers.has('content-length') || response.headers.has('content-encoding'), false);
    assert.deepEqual(await response.json(), { a: 1 });
  });

  it('cannot be nested too deeply to be written again', () => {
    const deep = JSON.parse(`{"x":${'['.repeat(500_000)}${']'.repeat(500_000)}}`) as object;
    assert.throws(
      () => asResponse(deep, answer),
      (thrown) => isFault(thrown) && thrown.code === 'response-invalid',
    );
  });

  const deep = (before = '', after = '') => `{${before}"x":${'['.repeat(500_000)}${']'.repeat(500_000)}${after}}`;

  it('leaves out what is nested deeply beside a token', async () => {
    const { oauth } = provider({ '/token': deep('"access_token":"a","token_type":"Bearer",') });
    assert.equal((await oauth.obtain(clientOf(machine, { clientSecret: 's' }))).accessToken, 'a');
  });

  it('is refused with a scope that is nested deeply', async () => {
    const scope = `${'['.repeat(500_000)}${']'.repeat(500_000)}`;
    const { oauth } = provider({ '/token': `{"access_token":"a","token_type":"Bearer","scope":${scope}}` });
    assert.equal((await faultOf(oauth.obtain(clientOf(machine)))).code, 'response-invalid');
  });

  it('is refused with metadata that is nested deeply', async () => {
    const { oauth } = provider({ '/.well-known/openid-configuration': deep(`"issuer":"${issuer}",`) });
    const fault = await faultOf(oauth.obtain(clientOf({ ...machine, endpoints: undefined })));
    assert.equal(fault.code, 'response-invalid');
  });
});
