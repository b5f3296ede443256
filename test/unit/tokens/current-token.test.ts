import assert from 'node:assert/strict';
import { Fault } from '../../../src/faults/fault';
import { OAuthClient } from '../../../src/oauth/client';
import type { Home } from '../../../src/profile/known';
import { tokenKey } from '../../../src/storage/keys';
import { SecretsStore } from '../../../src/storage/secrets';
import type { TokenSet } from '../../../src/storage/token-set';
import { TokenStore } from '../../../src/storage/tokens';
import { noLock } from '../../../src/storage/window-lock';
import { ClientSecrets } from '../../../src/tokens/client-secrets';
import { currentToken, noWork, type GetOptions, type Getting } from '../../../src/tokens/current-token';
import { ProgramLogins } from '../../../src/tokens/program-logins';
import { faultOf } from '../faults/fault-of';
import { MemorySecrets } from '../storage/memory-secrets';
import { personal, team, usableProfile } from '../storage/profiles-of';
import { Person } from './person';
import { beginLogin } from '../oauth/begin-login';

const now = 1_000_000;
const base = { id: 'p', clientId: 'c', issuer: 'https://sso.example.com', username: 'alice' };
const set = (name: string, left: number): TokenSet => ({
  ...{ accessToken: name, tokenType: 'bearer', obtainedAt: 0, expiresAt: now + left * 1000 },
});

/** A profile whose secrets are stored, with everything that a person is asked and that is sent told in `told`. */
async function world(fields: object, home: Home = personal, stored?: TokenSet) {
  const told: string[] = [];
  const memory = new MemorySecrets();
  const tokens = new TokenStore(
    memory,
    () => true,
    (line) => assert.fail(line),
  );
  const store = new SecretsStore(memory, (line) => assert.fail(line));
  const profile = usableProfile({ ...base, ...fields }, home);
  const key = await tokenKey(profile);
  for (const kind of ['clientSecret', 'password', 'privateKey', 'token'] as const)
    await store.set(kind, profile, `the-${kind}`);
  if (stored !== undefined) await tokens.set(key, stored);
  const person = new Person(told);
  const clientSecrets = new ClientSecrets(store, person);
  const network = { failure: undefined as Fault | undefined };
  const logins = { end: undefined as 'cancelled' | undefined };
  const oauth = {
    obtain: async () => {
      told.push('obtain');
      if (network.failure !== undefined) throw network.failure;
      return { ...set('obtained', 3600), obtainedAt: now };
    },
  };
  const deps = {
    ...{ tokens, clientSecrets, oauth: async () => oauth as unknown as OAuthClient, now: () => now },
    login: async () => {
      told.push('login');
      if (logins.end !== undefined) throw new Fault(logins.end, 'No.');
      return set('signed-in', 3600);
    },
    log: () => undefined,
    ...{
      sources: () => Promise.resolve({}),
      whoseTokens: () => Promise.resolve(undefined),
      work: noWork(),
      lock: noLock,
      programLogins: new ProgramLogins(noLock, new MemorySecrets(), Date.now),
    },
    onLogin: () => told.push('a login begins'),
  };
  return {
    get: (options: GetOptions = {}) => currentToken(deps, profile, key, options),
    told,
    store,
    profile,
    network,
    logins,
    person,
  };
}

describe('tokens: the current token', () => {
  const rows: [
    what: string,
    fields: object,
    stored: TokenSet | undefined,
    options: GetOptions,
    token: string,
    told: string[],
  ][] = [
    ['in hand, while it is fresh', { grant: 'client_credentials' }, set('old', 3600), {}, 'old', []],
    ['run again, once it is stale', { grant: 'client_credentials' }, set('old', 30), {}, 'obtained', ['obtain']],
    [
      'run again, on demand',
      { grant: 'client_credentials' },
      set('old', 3600),
      { forceRefresh: true },
      'obtained',
      ['obtain'],
    ],
    [
      'run again, for longer',
      { grant: 'client_credentials' },
      set('old', 100),
      { minValidity: 200 },
      'obtained',
      ['obtain'],
    ],
    [
      'run again, where its API refused the one in hand',
      { grant: 'client_credentials' },
      set('old', 3600),
      { rejected: 'old' },
      'obtained',
      ['obtain'],
    ],
    [
      'in hand, where its API refused an earlier one',
      { grant: 'client_credentials' },
      set('old', 3600),
      { rejected: 'older' },
      'old',
      [],
    ],
    ['pasted', { grant: 'static' }, undefined, {}, 'the-token', []],
    ['of a login in hand', { grant: 'authorization_code', clientAuth: 'none' }, set('old', 3600), {}, 'old', []],
    [
      'of a login, once it has run out',
      { grant: 'authorization_code', clientAuth: 'none' },
      set('old', 0),
      {},
      'signed-in',
      ['a login begins', 'login'],
    ],
    [
      'of a login as another account',
      { grant: 'authorization_code', clientAuth: 'none' },
      set('old', 3600),
      { otherAccount: true },
      'signed-in',
      ['a login begins', 'login'],
    ],
    [
      'of an earlier login, while it is still good and no one can sign in',
      { grant: 'authorization_code', clientAuth: 'none' },
      set('old', 30),
      { interactive: false },
      'old',
      [],
    ],
  ];
  for (const [grant, rejected] of [
    ['client_credentials', 'obtained'],
    ['static', 'the-token'],
  ] as const) {
    it(`of ${grant} that its API refuses although it is new is not renewed again`, async () => {
      const { get, told } = await world({ grant }, personal, undefined);
      const first = await get();
      assert.equal(first.accessToken, rejected);
      // A server that gives the same token again does not help either.
      const fault = await faultOf(get({ rejected }));
      assert.equal(fault.code, 'token-rejected');
      const before = [...told];
      assert.equal((await faultOf(get({ rejected }))).code, 'token-rejected');
      assert.ok(told.length - before.length <= 1);
    });
  }

  it('that took the place of a refused one is renewed for that reason again only after a while', async () => {
    const { get, told } = await world({ grant: 'client_credentials' }, personal, set('old', 3600));
    await get({ rejected: 'old' });
    assert.deepEqual(told, ['obtain']);
    assert.equal((await faultOf(get({ rejected: 'obtained' }))).code, 'token-rejected');
    assert.deepEqual(told, ['obtain']);
    assert.equal((await get()).accessToken, 'obtained', 'others still get it');
  });

  it('is not handed out where its API refused it and it cannot be renewed', async () => {
    const { get, network } = await world({ grant: 'client_credentials' }, personal, set('old', 3600));
    network.failure = new Fault('unreachable', 'No.');
    assert.equal((await faultOf(get({ rejected: 'old' }))).code, 'unreachable');
    assert.equal((await get()).accessToken, 'old');
  });

  it('of a login is not asked for by a program again once it was closed, and a person’s own begins', async () => {
    const { get, logins } = await world({ grant: 'authorization_code', clientAuth: 'none' }, personal, undefined);
    logins.end = 'cancelled';
    assert.equal((await faultOf(get({ byProgram: true }))).code, 'cancelled');
    logins.end = undefined;
    assert.equal((await faultOf(get({ byProgram: true }))).code, 'interaction-required');
    assert.equal((await get()).accessToken, 'signed-in');
  });

  for (const [what, fields, stored, options, token, expected] of rows) {
    it(`is the one ${what}`, async () => {
      const { get, told } = await world(fields, personal, stored);
      assert.equal((await get(options)).accessToken, token);
      assert.deepEqual([...told].sort(), [...expected].sort());
    });
  }

  describe('obtained while the clock was ahead', () => {
    const ahead = (left: number) => ({ ...set('ahead', left), obtainedAt: now + 600_000 });
    const down = new Fault('unreachable', 'The provider does not answer.');
    const refused = new Fault('client-refused', 'The provider refuses the client.');
    const rows: [what: string, stored: TokenSet, failure: Fault | undefined, options: GetOptions, result: string][] = [
      ['is renewed', ahead(3600), undefined, {}, 'obtained'],
      ['is handed out while the provider is down', ahead(3600), down, {}, 'ahead'],
      ['is handed out for as long as it lives', ahead(3600), down, { minValidity: 3600 }, 'ahead'],
      ['is not handed out for longer', ahead(3600), down, { minValidity: 3601 }, 'unreachable'],
      ['is not handed out once it has expired', ahead(0), down, {}, 'unreachable'],
      ['is not handed out where a new one was demanded', ahead(3600), down, { forceRefresh: true }, 'unreachable'],
      ['is not handed out where the provider refuses', ahead(3600), refused, {}, 'client-refused'],
    ];
    for (const [what, stored, failure, options, result] of rows) {
      it(what, async () => {
        const { get, network, told } = await world({ grant: 'client_credentials' }, personal, stored);
        network.failure = failure;
        const got = await get(options).then(
          ({ accessToken }) => accessToken,
          (thrown: Fault) => thrown.code,
        );
        assert.equal(got, result);
        assert.deepEqual(told, ['obtain']);
      });
    }
  });

  it('cannot be obtained as another account by a grant without a login', async () => {
    const { get } = await world({ grant: 'client_credentials' });
    assert.equal((await faultOf(get({ otherAccount: true }))).code, 'argument-invalid');
  });

  it('without a person says that one is needed, whatever is missing', async () => {
    const { get, store, profile, told } = await world({ grant: 'client_credentials' });
    await store.delete('clientSecret', profile);
    assert.equal((await faultOf(get({ interactive: false }))).code, 'interaction-required');
    assert.deepEqual(told, []);
    assert.equal((await get()).accessToken, 'obtained');
    assert.deepEqual(told, ['clientSecret of p', 'obtain']);
  });

  it('of a folder’s profile is not handed out unasked, though another profile obtained it', async () => {
    const { get, told } = await world({ grant: 'client_credentials' }, team('app'), set('old', 3600));
    assert.equal((await faultOf(get())).code, 'access-denied');
    assert.deepEqual(told, ['use of p']);
  });

  const login = { grant: 'authorization_code', clientAuth: 'none' };
  const changes: [what: string, fields: object][] = [
    ['names origins', { origins: ['https://evil.example'] }],
    ['hands out the ID token', { use: 'id_token' }],
    ['sends it in another header', { headerName: 'X-Token', headerPrefix: '' }],
    ['comes back from the browser elsewhere', { redirect: 'loopback:9/x' }],
    ['may have a secret', { clientAuth: 'client_secret_post', origins: [] }],
    ['is as it was, but not allowed any more', {}],
  ];
  for (const [what, fields] of changes)
    it(`of a login in a folder is not handed out unasked where its profile ${what}`, async () => {
      const { get, told, store, profile, person } = await world({ ...login, ...fields }, team('app'), set('old', 3600));
      await store.delete('clientSecret', profile);
      assert.equal((await faultOf(get({ interactive: false }))).code, 'access-denied');
      assert.equal((await faultOf(get())).code, 'access-denied');
      assert.deepEqual(told, ['use of p']);
      person.allowsUse = true;
      assert.equal((await get()).accessToken, 'old');
      assert.equal((await get({ interactive: false })).accessToken, 'old');
      const own = await world({ ...login, ...fields }, personal, set('old', 3600));
      assert.equal((await own.get()).accessToken, 'old');
      assert.deepEqual(own.told, []);
    });
});

/** A folder's profile, a person, and a network that notes each address and answers as the servers would. */
function folderWorld(fields: object, home: Home = team('app'), memory = new MemorySecrets()) {
  const sent: string[] = [];
  const metadata: Record<string, unknown> = {
    issuer: base.issuer,
    authorization_endpoint: `${base.issuer}/authorize`,
    token_endpoint: `${base.issuer}/token`,
  };
  const network = async (url: string) => {
    sent.push(url);
    const answer = url.includes('/.well-known/')
      ? metadata
      : { access_token: 'obtained', token_type: 'Bearer', expires_in: 3600 };
    return new Response(JSON.stringify(answer), { headers: { 'content-type': 'application/json' } });
  };
  const log = (line: string) => assert.fail(line);
  const tokens = new TokenStore(memory, () => true, log);
  const store = new SecretsStore(memory, log);
  const profile = usableProfile({ ...base, username: undefined, ...fields }, home);
  const person = new Person();
  const client = new OAuthClient({ fetchFor: () => network, now: () => now, log: () => undefined });
  const deps: Getting = {
    ...{ tokens, clientSecrets: new ClientSecrets(store, person), oauth: async () => client, now: () => now },
    login: async (_known, who, oauth) => {
      const pending = await beginLogin(oauth, who, 'http://127.0.0.1/callback');
      sent.push(`the browser opens ${new URL(pending.url).origin}`);
      return pending.finish(
        new URLSearchParams({ code: 'code', state: new URL(pending.url).searchParams.get('state') ?? '' }),
      );
    },
    log: () => undefined,
    ...{
      sources: () => Promise.resolve({}),
      whoseTokens: () => Promise.resolve(undefined),
      work: noWork(),
      lock: noLock,
      programLogins: new ProgramLogins(noLock, new MemorySecrets(), Date.now),
    },
    onLogin: () => undefined,
  };
  const get = async (options: GetOptions = {}) => currentToken(deps, profile, await tokenKey(profile), options);
  return { get, sent, metadata, person, store, profile, deps, memory };
}

describe('tokens: a folder’s profile', () => {
  const machine = { grant: 'client_credentials' };
  const evil = 'https://evil.example';
  const thief = {
    grant: 'authorization_code',
    clientAuth: 'none',
    endpoints: { token: `${evil}/token` },
    params: { authorization: { prompt: 'none' } },
  };

  it('sends nothing before the yes, not even discovery', async () => {
    const { get, sent, person, store, profile } = folderWorld(machine);
    await store.set('clientSecret', profile, 'stored');
    assert.equal((await faultOf(get({ interactive: false }))).code, 'access-denied');
    assert.deepEqual([sent, person.asked], [[], []]);
    assert.equal((await faultOf(get())).code, 'access-denied');
    assert.deepEqual([sent, person.asked], [[], ['use of p']]);
    person.allowsUse = true;
    assert.equal((await get()).accessToken, 'obtained');
    assert.deepEqual(sent, [`${base.issuer}/.well-known/openid-configuration`, `${base.issuer}/token`]);
    await get({ interactive: false, forceRefresh: true });
    assert.deepEqual(person.asked, ['use of p', 'use of p']);
  });

  it('with a token endpoint of its own beside a real issuer is asked about before the browser opens', async () => {
    const { get, sent, person } = folderWorld(thief);
    assert.equal((await faultOf(get())).code, 'access-denied');
    assert.deepEqual([sent, person.asked], [[], ['use of p']]);
    person.allowsUse = true;
    await get();
    assert.deepEqual(sent.slice(-2), [`the browser opens ${base.issuer}`, `${evil}/token`]);
  });

  it('is asked about further hosts once, before anything is sent to them', async () => {
    const { get, sent, person, metadata } = folderWorld(machine);
    Object.assign(metadata, { token_endpoint: `${evil}/token`, revocation_endpoint: 'https://other.example/revoke' });
    const question = `hosts of p: ${evil} https://other.example`;
    const order = (origins: string) => origins.split(' ').sort().join(' ');
    const hosts = () => person.asked.filter((each) => each.startsWith('hosts')).map(order);
    assert.equal((await faultOf(get())).code, 'access-denied');
    assert.deepEqual(hosts(), [order(question)]);
    assert.ok(!sent.some((address) => address.startsWith(evil)), sent.join());
    assert.equal((await faultOf(get({ interactive: false }))).code, 'access-denied');
    assert.deepEqual(hosts(), [order(question)]);
    person.allowsHosts = true;
    assert.equal((await get()).accessToken, 'obtained');
    await get({ forceRefresh: true });
    await get({ forceRefresh: true, interactive: false });
    assert.deepEqual(hosts(), [order(question), order(question)]);
    assert.equal(sent.filter((address) => address === `${evil}/token`).length, 3);
  });

  it('without its secret is allowed by typing it', async () => {
    const { get, sent, person } = folderWorld(machine);
    assert.equal((await faultOf(get({ interactive: false }))).code, 'interaction-required');
    assert.deepEqual(sent, []);
    assert.equal((await get()).accessToken, 'obtained');
    assert.deepEqual(person.asked, ['clientSecret of p', 'p was given one']);
  });

  it('is not handed the token that another profile obtains while it waits', async () => {
    const { get, person, deps, profile } = folderWorld(machine);
    // As another profile of the same client does, whose secret was typed while this one waits.
    const key = await tokenKey(profile);
    const { renewals } = deps.work;
    let arrive: (got: TokenSet) => void = () => undefined;
    const theirs = renewals.run(key, () => new Promise((resolve) => (arrive = resolve)), undefined);
    const run = renewals.run.bind(renewals);
    renewals.run = (...arguments_) => {
      const joined = run(...arguments_);
      arrive(set('theirs', 3600));
      return joined;
    };
    const denied = faultOf(get());
    assert.equal((await theirs).accessToken, 'theirs');
    assert.equal((await denied).code, 'access-denied');
    assert.deepEqual(person.asked, ['use of p']);
  });

  it('of a person’s own is never asked about', async () => {
    const { get, person, store, profile } = folderWorld(machine, personal);
    await store.set('clientSecret', profile, 'stored');
    await get();
    await folderWorld({ ...thief, id: 'q' }, personal).get();
    assert.deepEqual(person.asked, []);
  });
});
