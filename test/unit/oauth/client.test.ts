import assert from 'node:assert/strict';
import type { FaultCode } from '../../../src/faults/table';
import type { Fault } from '../../../src/faults/fault';
import { OAuthClient, type Client } from '../../../src/oauth/client';
import { parseProfile } from '../../../src/profile/parse';
import type { FaultName } from '../../server/fault-names';
import { startServer, type Server } from '../../server/server';
import { faultOf } from '../faults/fault-of';
import { beginLogin } from './begin-login';

let server: Server;
before(async () => {
  server = await startServer();
});
after(() => server.close());

/** @param expected the fault that is expected: only one of time has a short limit, so that a busy machine fails no other */
function oauth(expected?: FaultCode, log: (line: string) => void = () => undefined): OAuthClient {
  const limits = { time: expected === 'timeout' ? 700 : 25_000, size: 1024 * 1024 };
  return new OAuthClient({ fetchFor: () => fetch, now: Date.now, log, limits });
}

function client(fields: Record<string, unknown>, clientSecret?: string): Client {
  const parsed = parseProfile({ id: 'p', ...fields });
  assert.ok(parsed.ok, JSON.stringify(parsed));
  return { settings: parsed.settings, credentials: { clientSecret } };
}

function machine(...faults: FaultName[]): Client {
  const { clientId, clientSecret } = server.faults.clients.m2m;
  return client({ issuer: server.faults.issuerWith(...faults), grant: 'client_credentials', clientId }, clientSecret);
}

function person(...faults: FaultName[]): Client {
  const issuer = server.faults.issuerWith(...faults);
  return client({
    issuer,
    grant: 'authorization_code',
    clientId: server.faults.clients.public.clientId,
    scope: 'openid',
  });
}

/** A login by a browser that follows one redirect: the fault server asks no questions. */
async function login(who: Client, expected?: FaultCode): Promise<unknown> {
  const pending = await beginLogin(oauth(expected), who, 'http://127.0.0.1:1/callback');
  const response = await fetch(pending.url, { redirect: 'manual' });
  const answer = new URL(response.headers.get('location') ?? '').searchParams;
  return pending.finish(answer);
}

const transport: [string, FaultCode][] = [
  ['html', 'response-not-json'],
  ['html-502', 'server-error'],
  ['large', 'response-too-large'],
  ['large-chunked', 'response-too-large'],
  ['endless', 'timeout'],
  ['silent', 'timeout'],
  ['trickle', 'timeout'],
  ['text', 'response-not-json'],
  ['null', 'response-not-json'],
  ['array', 'response-not-json'],
  ['empty', 'response-not-json'],
  ['reset', 'unreachable'],
  ['cut', 'unreachable'],
  ['redirect', 'unexpected-redirect'],
  ['redirect-307', 'unexpected-redirect'],
  ['unavailable', 'server-error'],
  ['too-many', 'rate-limited'],
];

describe('faults at the token endpoint', () => {
  const rows: [FaultName, FaultCode][] = [
    ...transport.map(([name, code]): [FaultName, FaultCode] => [`token.${name}` as FaultName, code]),
    ['odd-expires-in', 'response-invalid'],
    ['no-token-type', 'response-invalid'],
    ['other-token-type', 'response-invalid'],
    ['no-access-token', 'response-invalid'],
    ['control-token', 'response-invalid'],
    ['error-challenge', 'client-refused'],
    ['error-reflects', 'request-refused'],
    ['error-controls', 'request-refused'],
    ['error-nested', 'request-refused'],
    ['metadata-no-token', 'discovery-failed'],
    ['metadata-odd', 'discovery-failed'],
    ['metadata-insecure', 'insecure-endpoint'],
    ['metadata-issuer', 'issuer-mismatch'],
  ];
  for (const [name, code] of rows) {
    it(`${name} → ${code}`, async () => {
      const who = machine(name);
      const fault = await faultOf(oauth(code).obtain(who));
      assert.equal(fault.code, code, fault.message);
      assertClean(fault, who);
    });
  }

  it('never sends the secret on where an answer redirects', async () => {
    const before = server.requests.filter(({ tenant }) => tenant === 'elsewhere').length;
    await faultOf(oauth().obtain(machine('token.redirect-307')));
    assert.equal(server.requests.filter(({ tenant }) => tenant === 'elsewhere').length, before);
  });

  it('keeps the provider’s own error beside the code', async () => {
    const fault = await faultOf(oauth().obtain(machine('error-challenge')));
    assert.equal(fault.error, 'invalid_client');
  });
});

describe('answers that are odd and right', () => {
  const rows: [FaultName, (set: Awaited<ReturnType<OAuthClient['obtain']>>) => void][] = [
    ['null-fields', (set) => assert.equal(set.refreshToken, undefined)],
    ['string-expires-in', (set) => assert.equal((set.expiresAt ?? 0) - set.obtainedAt, 3_600_000)],
    ['no-expires-in', (set) => assert.equal(set.expirySource, 'exp')],
    ['lower-token-type', (set) => assert.equal(set.tokenType, 'bearer')],
    ['opaque', (set) => assert.equal(set.accessToken.split('.').length, 1)],
  ];
  for (const [name, check] of rows) {
    it(name, async () => check(await oauth().obtain(machine(name))));
  }
});

describe('faults of discovery', () => {
  const rows = transport.map(([name, code]): [FaultName, FaultCode[]] => [
    `discovery.${name}` as FaultName,
    code === 'response-not-json' || code === 'server-error' || code === 'rate-limited'
      ? ['discovery-failed', code]
      : [code],
  ]);
  for (const [name, codes] of rows) {
    it(`${name} → ${codes[0] ?? ''}`, async () => {
      const fault = await faultOf(oauth(codes[0]).obtain(machine(name)));
      assert.ok(codes.includes(fault.code), fault.message);
    });
  }
});

describe('faults of the keys', () => {
  for (const [name, code] of transport) {
    it(`jwks.${name} → ${code}`, async () => {
      const fault = await faultOf(login(person(`jwks.${name}` as FaultName), code));
      // An empty object or a list has no key in it, which is a fault of the ID token’s check.
      assert.ok([code, 'id-token-invalid'].includes(fault.code), fault.message);
    });
  }
});

describe('faults of a login', () => {
  const rows: [FaultName, FaultCode][] = [
    ['id-signature', 'id-token-invalid'],
    ['id-alg-none', 'id-token-invalid'],
    ['id-hs256', 'id-token-invalid'],
    ['id-unknown-kid', 'id-token-invalid'],
    ['id-iss', 'id-token-invalid'],
    ['id-aud', 'id-token-invalid'],
    ['id-azp', 'id-token-invalid'],
    ['id-azp-missing', 'id-token-invalid'],
    ['id-exp', 'id-token-invalid'],
    ['id-exp-missing', 'id-token-invalid'],
    ['id-nonce', 'id-token-invalid'],
    ['id-nonce-missing', 'id-token-invalid'],
    ['id-iat-missing', 'id-token-invalid'],
    ['id-sub-missing', 'id-token-invalid'],
    ['id-missing', 'id-token-invalid'],
    ['id-garbage', 'id-token-invalid'],
    ['iss-wrong', 'issuer-mismatch'],
    ['iss-missing', 'issuer-mismatch'],
    ['code-missing', 'login-mismatch'],
    ['error', 'login-refused'],
    ['error-controls-redirect', 'server-error'],
    ['error-reflects', 'request-refused'],
  ];
  for (const [name, code] of rows) {
    it(`${name} → ${code}`, async () => {
      const who = person(name);
      const fault = await faultOf(login(who));
      assert.equal(fault.code, code, fault.message);
      assertClean(fault, who);
    });
  }

  it('a login without a fault goes well, also with a code of odd characters', async () => {
    await login(person());
    await login(person('code-odd'));
  });

  it('an issuer that the redirect names and the profile does not know is logged', async () => {
    const issuer = server.faults.issuerWith();
    const { authorization, token } = server.faults.endpointsOf(issuer);
    const lines: string[] = [];
    const who = client({
      endpoints: { authorization, token },
      grant: 'authorization_code',
      clientId: server.faults.clients.public.clientId,
    });
    const pending = await beginLogin(
      oauth(undefined, (line) => lines.push(line)),
      who,
      'http://127.0.0.1:1/callback',
    );
    const response = await fetch(pending.url, { redirect: 'manual' });
    const set = await pending.finish(new URL(response.headers.get('location') ?? '').searchParams);
    assert.equal(set.idToken, undefined, 'an ID token that cannot be checked is not kept');
    assert.ok(
      lines.some((line) => line.includes('iss')),
      lines.join(),
    );
  });
});

describe('the connection', () => {
  const { clientId, clientSecret } = { clientId: 'c', clientSecret: 'nobody-knows-it' };
  const rows: [string, () => string, FaultCode][] = [
    ['nothing listens', () => 'http://127.0.0.1:9/token', 'unreachable'],
    ['no such host', () => 'https://nowhere.invalid/token', 'unreachable'],
    ['an untrusted certificate', () => `${server.faults.https.origin}/token`, 'certificate-untrusted'],
  ];
  for (const [name, address, code] of rows) {
    it(`${name} → ${code}`, async () => {
      const who = client({ endpoints: { token: address() }, grant: 'client_credentials', clientId }, clientSecret);
      const fault = await faultOf(oauth().obtain(who));
      assert.equal(fault.code, code, fault.message);
      assertClean(fault, who);
    });
  }

  it('a caller that cancels ends the request', async () => {
    const abort = new AbortController();
    const run = oauth().obtain(machine('token.silent'), abort.signal);
    abort.abort();
    assert.equal((await faultOf(run)).code, 'cancelled');
  });
});

/** A fault says what to do, and none of its fields holds a secret. */
function assertClean(fault: Fault, { credentials }: Client): void {
  const all = [fault.message, fault.stack, JSON.stringify(fault), JSON.stringify(fault.cause)].join('\n');
  if (credentials.clientSecret !== undefined) assert.ok(!all.includes(credentials.clientSecret), all);
  assert.doesNotMatch(all, /eyJ[\w-]{20}/);
  assert.doesNotMatch(fault.message, /[\p{Cc}\p{Cf}]/u);
  assert.ok(fault.message.endsWith(fault.next) && fault.next !== '', fault.message);
}

describe('an unknown client', () => {
  for (const name of ['auth0', 'istreamplanet', 'keycloak', 'basic'] as const) {
    it(`at ${name} → client-refused`, async () => {
      const { issuer, endpoints, audience } = server.tenants[name];
      const where = issuer === undefined ? { endpoints: { token: endpoints.token } } : { issuer };
      const who = client({ ...where, audience, grant: 'client_credentials', clientId: 'nobody' }, 'some-secret');
      const fault = await faultOf(oauth().obtain(who));
      assert.equal(fault.code, 'client-refused', fault.message);
      assertClean(fault, who);
    });
  }
});

describe('a server that asks for patience', () => {
  const rows: [FaultName, seconds: number][] = [
    ['token.unavailable', 120],
    ['token.too-many', 30],
    ['discovery.too-many', 30],
  ];
  for (const [name, seconds] of rows) {
    it(`${name}: the fault says after how many seconds`, async () => {
      assert.equal((await faultOf(oauth().obtain(machine(name)))).retryAfter, seconds);
    });
  }
});

describe('a grant', () => {
  it('with a login is not run without a person', async () => {
    assert.equal((await faultOf(oauth().obtain(person()))).code, 'interaction-required');
  });

  it('that needs only the client begins no login', async () => {
    const begun = beginLogin(oauth(), machine(), 'http://127.0.0.1:1/callback');
    assert.equal((await faultOf(begun)).code, 'argument-invalid');
  });

  it('takes protections that are switched off as none', async () => {
    const { settings, credentials } = machine();
    const security = { dpop: false, par: false, jar: false, jarm: false };
    assert.equal((await oauth().obtain({ settings: { ...settings, security }, credentials })).tokenType, 'bearer');
  });
});

describe('the way to a client’s servers', () => {
  it('is chosen by its settings and its credentials, on every leg', async () => {
    const asked: [settings: object, credentials: object][] = [];
    const made = new OAuthClient({
      fetchFor: (settings, credentials) => {
        asked.push([settings, credentials]);
        return fetch;
      },
      now: Date.now,
      log: () => undefined,
    });
    const who = machine();
    await made.obtain(who);
    await made.metadata(who.settings.issuer ?? '');
    assert.deepEqual(asked, [
      [who.settings, who.credentials],
      [who.settings, who.credentials],
      [{}, {}],
    ]);
  });
});

describe('a key set', () => {
  const source = () => ({ issuer: server.faults.issuerWith(), endpoints: {} });

  it('of an issuer is asked for at the address that its metadata names, and each address is told before', async () => {
    const told: string[] = [];
    const { issuer } = source();
    const found = await oauth().keySet(source(), async (address) => void told.push(address));
    assert.ok((found?.set.keys.length ?? 0) > 0);
    assert.equal(found?.issuer, issuer);
    assert.deepEqual(told, [issuer, `${issuer}/jwks`]);
  });

  it('at an address of its own needs no discovery', async () => {
    const told: string[] = [];
    const jwks = `${source().issuer}/jwks`;
    const own = { ...source(), endpoints: { jwks } };
    const found = await oauth().keySet(own, async (address) => void told.push(address));
    assert.deepEqual([told, found?.issuer], [[jwks], undefined]);
  });

  it('is not asked for where that is refused', async () => {
    const before = server.requests.length;
    const refused = oauth().keySet(source(), () => Promise.reject(new Error('no')));
    await assert.rejects(refused, /no/);
    assert.equal(server.requests.length, before);
  });

  it('is undefined where the source names neither an issuer nor an address', async () => {
    assert.equal(await oauth().keySet({ endpoints: {} }, async () => undefined), undefined);
  });
});
