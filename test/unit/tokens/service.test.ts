import assert from 'node:assert/strict';
import { noOthers } from '../../support/no-others';
import { Fault } from '../../../src/faults/fault';
import { decodeJwt } from '../../../src/jwt/read/decode';
import { OAuthClient } from '../../../src/oauth/client';
import { exchangeLine } from '../../../src/oauth/exchange-line';
import type { Home, UsableProfile } from '../../../src/profile/known';
import { SecretsStore } from '../../../src/storage/secrets';
import { TokenStore } from '../../../src/storage/tokens';
import { noLock } from '../../../src/storage/window-lock';
import { ClientSecrets, type SecretInteraction } from '../../../src/tokens/client-secrets';
import { TokenService, type Login } from '../../../src/tokens/service';
import { startServer, type Server } from '../../server/server';
import { createVisitor } from '../../server/visitor';
import { MemorySecrets } from '../storage/memory-secrets';
import { usableProfile } from '../storage/profiles-of';
import { faultOf } from '../faults/fault-of';
import { beginLogin } from '../oauth/begin-login';

let server: Server;
before(async () => {
  server = await startServer();
});
after(() => server.close());

const redirectUri = 'http://127.0.0.1:4711/callback';

/** Every line of every log, and every store, of all tests here. */
const logged: string[] = [];
const stores: MemorySecrets[] = [];

/** A service as the extension wires it, with a clock that can be moved and a browser without pages. */
function world(shared?: Map<string, string>) {
  let offset = 0;
  const now = () => Date.now() + offset;
  const lines: string[] = [];
  const log = (line: string) => {
    lines.push(line);
    logged.push(line);
  };
  const memory = new MemorySecrets(shared);
  stores.push(memory);
  const secrets = new SecretsStore(memory, log);
  const tokens = new TokenStore(memory, () => true, log);
  const client = new OAuthClient({
    fetchFor: () => fetch,
    now,
    log,
    limits: { time: 5000, size: 1 << 20 },
    onExchange: (event) => log(exchangeLine(event)),
  });
  const asked: string[] = [];
  const interaction: SecretInteraction = {
    askSecret: () => (asked.push('secret'), Promise.resolve(undefined)),
    mayUse: (_known, _generation, interactive) => (interactive && asked.push('consent'), Promise.resolve(false)),
    mayContact: () => assert.fail('asked about a host'),
    rememberTyped: () => assert.fail('only a folder’s profile is allowed by typing'),
  };
  const browser: { login: Login } = {
    async login(_known, who, oauth, wish) {
      asked.push(wish.otherAccount === true ? 'login as other' : 'login');
      const pending = await beginLogin(oauth, who, redirectUri, wish.otherAccount);
      const url = await createVisitor().signIn(pending.url, server.tenants.auth0.user);
      return pending.finish(url.searchParams);
    },
  };
  const service = new TokenService({
    others: noOthers,
    tokens,
    clientSecrets: new ClientSecrets(secrets, interaction),
    oauth: () => Promise.resolve(client),
    login: (...login) => browser.login(...login),
    ...{ lock: noLock, shared: memory },
    now,
    log,
  });
  return {
    service,
    secrets,
    tokens,
    interaction,
    browser,
    asked,
    lines,
    memory,
    move: (seconds: number) => (offset += seconds * 1000),
  };
}

function profile(fields: Record<string, unknown>, home: Home = { kind: 'personal' }): UsableProfile {
  return usableProfile({ id: 'p', ...fields }, home);
}

function machine(home?: Home): UsableProfile {
  const { issuer, clients, audience } = server.tenants.auth0;
  return profile(
    {
      issuer,
      grant: 'client_credentials',
      clientId: clients.m2m?.clientId,
      audience,
      clientAuth: 'client_secret_post',
    },
    home,
  );
}

function person(scope = 'openid offline_access read:events'): UsableProfile {
  const { issuer, clients, audience } = server.tenants.auth0;
  return profile({ issuer, grant: 'authorization_code', clientId: clients.login?.clientId, audience, scope });
}

const tokenRequests = () => server.requests.filter(({ path }) => path.endsWith('/oauth/token'));

describe('client credentials', () => {
  const secret = () => server.tenants.auth0.clients.m2m?.clientSecret ?? '';

  it('hands out the token in hand while it is fresh, and runs the grant again when it is stale', async () => {
    const { service, secrets, move } = world();
    await secrets.set('clientSecret', machine(), secret());
    const first = await service.get(machine());
    assert.equal((await service.get(machine())).accessToken, first.accessToken);
    move(86_400 - 30);
    const second = await service.get(machine());
    assert.notEqual(second.accessToken, first.accessToken);
  });

  it('shares one request among calls at the same time; a call that is cancelled does not end it for the others', async () => {
    const { service, secrets } = world();
    await secrets.set('clientSecret', machine(), secret());
    const before = tokenRequests().length;
    const abort = new AbortController();
    const cancelled = service.get(machine(), { signal: abort.signal });
    const others = Array.from({ length: 9 }, () => service.get(machine()));
    abort.abort();
    assert.equal((await faultOf(cancelled)).code, 'cancelled');
    const tokens = new Set((await Promise.all(others)).map(({ accessToken }) => accessToken));
    assert.equal(tokens.size, 1);
    assert.equal(tokenRequests().length - before, 1);
  });

  it('renews for a caller that needs more validity, and says when the new token lives shorter', async () => {
    const { service, secrets, lines } = world();
    await secrets.set('clientSecret', machine(), secret());
    const first = await service.get(machine());
    const second = await service.get(machine(), { minValidity: 100_000 });
    assert.notEqual(second.accessToken, first.accessToken);
    assert.ok(
      lines.some((line) => line.includes('shorter')),
      lines.join('\n'),
    );
  });

  it('asks for a missing secret, or says that a person is needed', async () => {
    const { service, asked } = world();
    assert.equal((await faultOf(service.get(machine(), { interactive: false }))).code, 'interaction-required');
    assert.deepEqual(asked, []);
    assert.equal((await faultOf(service.get(machine()))).code, 'cancelled');
    assert.deepEqual(asked, ['secret']);
  });

  it('keeps the token in hand when the server cannot be reached and it is still valid', async () => {
    const { service, secrets, tokens, move } = world();
    const who = machine();
    await secrets.set('clientSecret', who, secret());
    const set = await service.get(who);
    // Its issuer is gone: the same profile, its stored token, and an address where nothing listens.
    const gone = profile({
      ...who.profile,
      issuer: undefined,
      endpoints: { token: 'http://127.0.0.1:9/token' },
    });
    await secrets.set('clientSecret', gone, secret());
    await tokens.set(await service.keyOf(gone), set);
    move(86_400 - 30);
    assert.equal((await service.get(gone)).accessToken, set.accessToken);
    move(31);
    assert.equal((await faultOf(service.get(gone))).code, 'unreachable');
    assert.notEqual(await tokens.get(await service.keyOf(gone)), undefined, 'a network error deletes nothing');
  });

  it('a team profile gets neither the secret nor a token obtained with it without asking', async () => {
    const { service, secrets, asked } = world();
    await secrets.set('clientSecret', machine(), secret());
    await service.get(machine());
    const team = machine({ kind: 'team', folder: 'app', uri: 'file:///app', folderId: 'id' });
    assert.equal((await faultOf(service.get(team, { interactive: false }))).code, 'access-denied');
    assert.deepEqual(asked, []);
    assert.equal((await faultOf(service.get(team))).code, 'access-denied');
    assert.deepEqual(asked, ['consent']);
  });
});

describe('a login', () => {
  it('is asked for once by callers at the same time, and never by one that may not', async () => {
    const { service, asked } = world();
    const both = [service.get(person()), service.get(person())];
    assert.equal((await faultOf(service.get(person(), { interactive: false }))).code, 'interaction-required');
    const [a, b] = await Promise.all(both);
    assert.equal(a?.accessToken, b?.accessToken);
    assert.deepEqual(asked, ['login']);
  });

  it('is renewed by its refresh token without asking; the new refresh token is kept', async () => {
    const { service, asked, move } = world();
    const first = await service.get(person());
    move(86_400 - 30);
    const second = await service.get(person(), { interactive: false });
    assert.notEqual(second.accessToken, first.accessToken);
    assert.notEqual(second.refreshToken, first.refreshToken);
    assert.deepEqual(asked, ['login']);
    const request = tokenRequests().at(-1);
    assert.equal(request?.params.grant_type, 'refresh_token');
    assert.equal(request?.params.scope, undefined);
    assert.equal(request?.params.client_secret, undefined, 'a public client sends no secret, not even an empty one');
  });

  it('sends no scope and no empty secret with the code', async () => {
    const { service } = world();
    await service.get(person());
    const request = tokenRequests().findLast(({ params }) => params.grant_type === 'authorization_code');
    assert.equal(request?.params.scope, undefined);
    assert.equal('client_secret' in (request?.params ?? {}), false);
    assert.equal(request?.params.redirect_uri, redirectUri);
  });

  it('counts as signed out only when no sibling window has a newer refresh token', async () => {
    const shared = new Map<string, string>();
    const one = world(shared);
    const two = world(shared);
    await one.service.get(person());
    await two.service.get(person());
    assert.deepEqual(two.asked, [], 'the second window finds what the first stored');
    const renewed = await one.service.get(person(), { forceRefresh: true });
    const taken = await two.service.get(person(), { forceRefresh: true, interactive: false });
    assert.notEqual(taken.accessToken, undefined);
    assert.notEqual(renewed.refreshToken, undefined);
  });

  it('a refused refresh token leads to a login, or to interaction-required with the provider’s error', async () => {
    const { service, asked, move } = world();
    await service.get(person());
    server.tenants.auth0.forget('RefreshToken');
    move(86_400 + 1);
    const fault = await faultOf(service.get(person(), { interactive: false }));
    assert.equal(fault.code, 'interaction-required');
    assert.equal(fault.error, 'invalid_grant');
    await service.get(person());
    assert.deepEqual(asked, ['login', 'login']);
  });

  it('the old refresh token is kept where none is sent', async () => {
    const { service, tokens, browser } = world();
    const issuer = server.faults.issuerWith('refresh-same');
    const who = profile({
      issuer,
      grant: 'authorization_code',
      clientId: server.faults.clients.public.clientId,
      scope: 'openid offline_access',
    });
    browser.login = async (_known, client, oauth) => {
      const pending = await beginLogin(oauth, client, redirectUri);
      const response = await fetch(pending.url, { redirect: 'manual' });
      return pending.finish(new URL(response.headers.get('location') ?? '').searchParams);
    };
    const first = await service.get(who);
    const second = await service.get(who, { forceRefresh: true });
    assert.notEqual(first.refreshToken, undefined);
    assert.equal(second.refreshToken, first.refreshToken);
    assert.equal((await tokens.get(await service.keyOf(who)))?.refreshToken, first.refreshToken);
  });

  it('as someone else always asks', async () => {
    const { service, asked } = world();
    await service.get(person());
    await service.get(person(), { otherAccount: true });
    assert.deepEqual(asked, ['login', 'login as other']);
    const request = server.requests.findLast(({ path }) => path === '/authorize');
    assert.match(String(request?.params.prompt), /\blogin\b/);
  });
});

describe('a failure', () => {
  it('is remembered until it is fixed, names the profile, and leaks no secret', async () => {
    const { service, secrets, lines } = world();
    const who = machine();
    await secrets.set('clientSecret', who, 'quite-wrong-secret');
    const fault = await faultOf(service.get(who));
    assert.equal(fault.code, 'client-refused');
    assert.ok(fault.message.startsWith('p: '), fault.message);
    assert.equal((await service.failureOf(who))?.code, 'client-refused');
    assert.ok(![fault.message, ...lines].join('\n').includes('quite-wrong-secret'));
    await secrets.set('clientSecret', who, server.tenants.auth0.clients.m2m?.clientSecret ?? '');
    await service.get(who);
    assert.equal(await service.failureOf(who), undefined);
  });
});

describe('what happens while a request is under way', () => {
  const slow = () => {
    const issuer = server.faults.issuerWith('token.silent');
    const { clientId } = server.faults.clients.m2m;
    return profile({ issuer, grant: 'client_credentials', clientId });
  };

  it('signing out ends it, and nothing is stored afterwards', async () => {
    const { service, secrets, tokens } = world();
    const who = slow();
    await secrets.set('clientSecret', who, 'any-secret');
    const run = faultOf(service.get(who));
    while (!(await service.isBusy(who))) await new Promise((resolve) => setImmediate(resolve));
    await service.forget(who);
    assert.equal((await run).code, 'cancelled');
    assert.equal(await tokens.get(await service.keyOf(who)), undefined);
    assert.equal(await service.isBusy(who), false);
  });

  it('a secret that is missing is asked for once, and serves all who wait', async () => {
    const { service, interaction, asked } = world();
    interaction.askSecret = () => {
      asked.push('secret');
      return Promise.resolve(server.tenants.auth0.clients.m2m?.clientSecret);
    };
    const tokens = await Promise.all([service.get(machine()), service.get(machine()), service.get(machine())]);
    assert.deepEqual(asked, ['secret']);
    assert.equal(new Set(tokens.map(({ accessToken }) => accessToken)).size, 1);
  });

  it('a token without a refresh token is got by a login again, and by none without a person', async () => {
    const { service, asked, browser, move } = world();
    const who = profile({ ...person('read:events').profile, grant: 'implicit' });
    let logins = 0;
    browser.login = () =>
      Promise.resolve({
        accessToken: `a${logins++}`,
        tokenType: 'bearer',
        obtainedAt: 0,
        expiresAt: Date.now() + 3.6e6,
      });
    assert.equal((await service.get(who)).accessToken, 'a0');
    assert.equal((await service.get(who, { interactive: false })).accessToken, 'a0');
    move(3601);
    assert.equal((await faultOf(service.get(who, { interactive: false }))).code, 'interaction-required');
    assert.equal((await service.get(who)).accessToken, 'a1');
    assert.deepEqual(asked, []);
  });

  it('as someone else never ends in the old account’s token', async () => {
    const { service, browser } = world();
    await service.get(person());
    browser.login = () => Promise.reject(new Fault('unreachable', 'Gone.'));
    assert.equal((await faultOf(service.get(person(), { otherAccount: true }))).code, 'unreachable');
  });

  it('an ID token that is handed out is renewed by its own expiry', async () => {
    const { service, asked, move } = world();
    const who = profile({ ...person().profile, use: 'id_token' });
    const first = await service.get(who);
    const { exp } = decodeJwt(first.idToken ?? '')?.claims ?? {};
    move(Number(exp) - Date.now() / 1000 - 10);
    const before = tokenRequests().length;
    await service.get(who);
    assert.equal(tokenRequests().length, before + 1);
    assert.deepEqual(asked, ['login']);
  });
});

describe('the log of all these tests', () => {
  /** Parameters whose values are secrets, and what is stored of tokens. */
  const secretParameters = ['client_secret', 'code', 'code_verifier', 'refresh_token', 'state', 'nonce', 'password'];
  const tokenFields = ['accessToken', 'refreshToken', 'idToken', 'value'];

  it('tells each exchange, and none of the secrets and tokens in them', () => {
    const log = logged.join('\n');
    for (const told of [
      'discovery: GET',
      'token: POST',
      'jwks: GET',
      'code_verifier',
      'invalid_grant',
      '(client-refused)',
    ])
      assert.ok(log.includes(told), told);
    const stored = stores
      .flatMap(({ entries }) => [...entries.values()])
      .map((entry) => JSON.parse(entry) as Record<string, unknown>)
      .flatMap((entry) => tokenFields.map((field) => entry[field]));
    const sent = server.requests.flatMap(({ params }) => secretParameters.map((name) => params[name]));
    const values = [...stored, ...sent].filter(
      (value): value is string => typeof value === 'string' && value.length > 3,
    );
    assert.ok(new Set(values).size > 30, `${values.length} secrets and tokens`);
    for (const value of values) assert.ok(!log.includes(value), 'a secret or a token is in the log');
    assert.doesNotMatch(log, /eyJ|\?/);
  });
});
