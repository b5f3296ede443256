import assert from 'node:assert/strict';
import type { Fetch } from '../../../src/oauth/transport';
import type { UsableProfile } from '../../../src/profile/known';
import type { SignedOut } from '../../../src/tokens/sign-out';
import { startServer, type Server } from '../../server/server';
import { createVisitor } from '../../server/visitor';
import { jwt } from '../../support/jwts';
import { eventually } from '../../support/eventually';
import { faultOf } from '../faults/fault-of';
import { beginLogin } from '../oauth/begin-login';
import { team, usableProfile } from '../storage/profiles-of';
import { worldOf } from './world';

const issuer = 'https://sso.example.com';
const endpoints = { authorization: `${issuer}/authorize`, token: `${issuer}/token`, revocation: `${issuer}/revoke` };
const login = usableProfile({ id: 'login', grant: 'authorization_code', clientId: 'c', endpoints });
const machine = usableProfile({ id: 'machine', grant: 'client_credentials', clientId: 'm', endpoints });

/** A provider that answers every revocation, and the tokens that it was asked to revoke, in order. */
function revoking(answer: () => Response | Promise<Response> = () => new Response('')) {
  const revoked: string[] = [];
  const fetch: Fetch = async (url, init) => {
    assert.equal(new URL(url).pathname, '/revoke');
    revoked.push((init.body as URLSearchParams).get('token') ?? '');
    return answer();
  };
  return { fetch, revoked };
}

/** Never answers, and ends as `fetch` does when it is told to. */
const silent: Fetch = (_url, { signal }) =>
  new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(new Error('aborted'))));

const outcomeOf = ({ revoked }: SignedOut) =>
  revoked.outcome === 'failed' ? `failed: ${revoked.fault.code}` : revoked.outcome;

describe('tokens: signing out', () => {
  it('revokes the refresh token, then the access token, and keeps the secret', async () => {
    const { fetch, revoked } = revoking();
    const { signOut, give, service, secrets, lines } = worldOf(fetch, [login]);
    await secrets.set('clientSecret', login, 'a-secret');
    await give(login, { refreshToken: 'refresh' });
    assert.equal(outcomeOf(await signOut.one(login)), 'revoked');
    assert.deepEqual(revoked, ['refresh', 'access of login']);
    assert.equal(await service.peek(login), undefined);
    assert.equal(await secrets.get('clientSecret', login), 'a-secret');
    assert.ok(lines.includes('personal:login: signed out; revocation: revoked'), lines.join('\n'));
  });

  it('forgets the tokens first: nobody gets them while the provider takes its time', async () => {
    const { signOut, give, service } = worldOf(silent, [login], 60_000);
    await give(login);
    void signOut.one(login);
    assert.equal((await faultOf(service.get(login, { interactive: false }))).code, 'interaction-required');
    assert.equal(await service.peek(login), undefined);
  });

  it('forgets them too in a window that had not read them yet', async () => {
    const one = worldOf(silent, [login], 60_000);
    await one.give(login);
    const two = worldOf(silent, [login], 60_000);
    for (const [key, entry] of one.memory.entries) two.memory.entries.set(key, entry);
    void two.signOut.one(login);
    assert.equal((await faultOf(two.service.get(login, { interactive: false }))).code, 'interaction-required');
  });

  it('ends what another window is renewing at that moment: its new token is not kept', async () => {
    const { revocation: _, ...without } = endpoints;
    const who = usableProfile({ ...login.profile, endpoints: without });
    const one = worldOf(silent, [who]);
    await one.give(who, { refreshToken: 'refresh' });
    let asked = () => undefined as unknown;
    const isAsked = new Promise((resolve) => (asked = () => resolve(undefined)));
    let answer = () => undefined as unknown;
    const renewing: Fetch = async () => {
      asked();
      await new Promise((resolve) => (answer = () => resolve(undefined)));
      return Response.json({ access_token: 'renewed', token_type: 'Bearer', refresh_token: 'rotated' });
    };
    const two = worldOf(renewing, [who], undefined, one.memory.otherWindow());
    const renewed = faultOf(two.service.get(who, { forceRefresh: true, interactive: false }));
    await isAsked;
    await one.signOut.one(who);
    answer();
    assert.equal((await renewed).code, 'cancelled');
    assert.equal(one.memory.entries.size, 0);
    assert.equal(await two.service.peek(who), undefined);
  });

  it('ends in time where the provider never answers, and says so', async () => {
    const { signOut, give, service, lines } = worldOf(silent, [login], 20);
    await give(login, { refreshToken: 'refresh' });
    assert.equal(outcomeOf(await signOut.one(login)), 'failed: timeout');
    assert.equal(await service.peek(login), undefined);
    assert.ok(lines.includes('personal:login: signed out; revocation: failed: timeout'), lines.join('\n'));
  });

  const rows: [what: string, answer: () => Response, outcome: string, line: string][] = [
    ['that is down', () => new Response('', { status: 503 }), 'failed: server-error', 'failed: server-error'],
    [
      'that does not know the client',
      () => Response.json({ error: 'invalid_client' }, { status: 401 }),
      'failed: client-refused',
      'failed: client-refused (invalid_client)',
    ],
    [
      'that revokes no such tokens',
      () => Response.json({ error: 'unsupported_token_type' }, { status: 400 }),
      'unsupported',
      'unsupported',
    ],
  ];
  for (const [what, answer, outcome, line] of rows) {
    it(`at a provider ${what} forgets the tokens all the same`, async () => {
      const { signOut, give, service, lines } = worldOf(revoking(answer).fetch, [login]);
      await give(login);
      assert.equal(outcomeOf(await signOut.one(login)), outcome);
      assert.equal(await service.peek(login), undefined);
      assert.ok(lines.includes(`personal:login: signed out; revocation: ${line}`), lines.join('\n'));
    });
  }

  it('uses no network without a revocation endpoint, without tokens, or with tokens that have expired', async () => {
    const { fetch, revoked } = revoking();
    const { revocation: _, ...without } = endpoints;
    const basic = usableProfile({ ...login.profile, id: 'basic', endpoints: without });
    const { signOut, give } = worldOf(fetch, [login, basic, machine]);
    await give(basic);
    await give(machine, { expiresAt: Date.now() - 1 });
    assert.equal(outcomeOf(await signOut.one(basic)), 'unsupported');
    assert.equal(outcomeOf(await signOut.one(login)), 'nothing');
    assert.equal(outcomeOf(await signOut.one(machine)), 'nothing');
    assert.deepEqual(revoked, []);
  });

  it('asks nobody anything: a missing secret is an outcome', async () => {
    const { fetch, revoked } = revoking();
    const who = usableProfile({ ...machine.profile, clientAuth: 'client_secret_post' });
    const { signOut, give, person } = worldOf(fetch, [who]);
    await give(who);
    assert.equal(outcomeOf(await signOut.one(who)), 'failed: interaction-required');
    assert.deepEqual([revoked, person.asked], [[], []]);
  });

  it('of a folder’s profile that is not allowed sends nothing', async () => {
    const { fetch, revoked } = revoking();
    const who = usableProfile(login.profile, team('app'));
    const { signOut, give, person, service } = worldOf(fetch, [who]);
    await give(who);
    assert.equal(outcomeOf(await signOut.one(who)), 'failed: access-denied');
    assert.equal(await service.peek(who), undefined);
    assert.deepEqual([revoked, person.asked], [[], []]);
  });

  it('does not revoke a machine’s token that another profile uses too', async () => {
    const { fetch, revoked } = revoking();
    const other = usableProfile({ ...machine.profile, id: 'other' });
    const apart = usableProfile({ ...machine.profile, id: 'apart', scope: 'less' });
    const { signOut, give, service, secrets } = worldOf(fetch, [machine, other, apart]);
    await secrets.set('clientSecret', machine, 'a-secret');
    await give(machine);
    assert.equal(outcomeOf(await signOut.one(machine)), 'shared');
    assert.equal(await service.peek(other), undefined);
    await give(apart);
    assert.equal(outcomeOf(await signOut.one(apart)), 'revoked');
    assert.deepEqual(revoked, ['access of apart']);
  });

  it('deletes a token that was pasted by hand', async () => {
    const pasted = usableProfile({ id: 'key', grant: 'static' });
    const { signOut, secrets } = worldOf(silent, [pasted]);
    await secrets.set('token', pasted, 'an-api-key');
    assert.equal(outcomeOf(await signOut.one(pasted)), 'nothing');
    assert.equal(await secrets.get('token', pasted), undefined);
  });

  it('revokes also where the store cannot delete them, and then says that', async () => {
    const { fetch, revoked } = revoking();
    const { signOut, give, memory, service } = worldOf(fetch, [login]);
    await give(login);
    memory.delete = () => Promise.reject(new Error('hunter2'));
    assert.equal((await faultOf(signOut.one(login))).code, 'storage-failed');
    assert.deepEqual(revoked, ['access of login']);
    assert.equal(await service.peek(login), undefined);
  });

  const hints: [what: string, claims: object, hint: string | undefined][] = [
    ['a session', { sid: 's' }, 's'],
    ['what Microsoft calls the sign-in', { login_hint: 'h', sid: 's' }, 'h'],
    ['nothing', { sub: 'u' }, undefined],
    ['no text', { sid: 7, login_hint: {} }, undefined],
    ['too much', { sid: 'x'.repeat(501) }, undefined],
  ];
  for (const [what, claims, hint] of hints) {
    it(`remembers how the provider knows the session, where the ID token has ${what}`, async () => {
      const { signOut, give } = worldOf(revoking().fetch, [login]);
      await give(login, { idToken: jwt(claims) });
      assert.equal((await signOut.one(login)).logoutHint, hint);
    });
  }
});

describe('tokens: signing out of all profiles', () => {
  const many = Array.from({ length: 20 }, (_, at) => usableProfile({ ...login.profile, id: `login-${at}` }));

  it('revokes each token once, some at a time, also those that profiles share', async () => {
    let running = 0;
    let most = 0;
    const { fetch, revoked } = revoking(async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setImmediate(resolve));
      running--;
      return new Response('');
    });
    const other = usableProfile({ ...machine.profile, id: 'other' });
    const broken = { usable: false, id: 'b', home: team('x'), name: undefined, problems: [] } as const;
    const { signOut, give, tokens, secrets } = worldOf(fetch, [...many, machine, other, broken]);
    await secrets.set('clientSecret', machine, 'a-secret');
    for (const profile of [...many, machine]) await give(profile);
    const { signedOut, unknown } = await signOut.all();
    assert.deepEqual([signedOut.length, unknown, tokens.keysAtHand()], [21, 0, []]);
    assert.deepEqual(new Set(signedOut.map(outcomeOf)), new Set(['revoked']));
    assert.equal(revoked.length, 21);
    assert.ok(most > 1 && most <= 6, `${most} at a time`);
  });

  it('ends in time where no provider answers', async () => {
    const { signOut, give, tokens } = worldOf(silent, many, 20);
    for (const profile of many) await give(profile);
    const { signedOut } = await signOut.all();
    assert.deepEqual(new Set(signedOut.map(outcomeOf)), new Set(['failed: timeout']));
    assert.equal(signedOut.length, 20);
    assert.deepEqual(tokens.keysAtHand(), []);
  });

  it('counts the tokens of profiles that are not there', async () => {
    const { fetch, revoked } = revoking();
    const gone = usableProfile({ ...login.profile, id: 'gone' });
    const { signOut, give, lines, memory } = worldOf(fetch, [login]);
    for (const profile of [login, gone]) await give(profile);
    const { signedOut, unknown } = await signOut.all();
    assert.deepEqual([signedOut.length, unknown, revoked], [1, 1, ['access of login']]);
    assert.equal(memory.entries.size, 0);
    assert.ok(
      lines.some((line) => line.endsWith('not revoked: 1')),
      lines.join('\n'),
    );
  });

  it('says where the store cannot delete them, after revoking', async () => {
    const { fetch, revoked } = revoking();
    const { signOut, give, memory } = worldOf(fetch, [login]);
    await give(login);
    memory.delete = () => Promise.reject(new Error('hunter2'));
    assert.equal((await faultOf(signOut.all())).code, 'storage-failed');
    assert.deepEqual(revoked, ['access of login']);
  });
});

describe('tokens: signing out at a real provider', () => {
  let server: Server;
  before(async () => {
    server = await startServer();
  });
  after(() => server.close());

  it('ends the refresh token and the access token there', async () => {
    const { issuer: realm, clients, endpoints: its, user } = server.tenants.keycloak;
    const who: UsableProfile = usableProfile({
      ...{ id: 'console', grant: 'authorization_code', clientId: clients.login?.clientId },
      ...{ issuer: realm, scope: 'openid' },
    });
    const { signOut, client, tokens, service, lines } = worldOf(fetch, [who]);
    const pending = await beginLogin(
      client,
      { settings: who.settings, credentials: {} },
      'http://127.0.0.1:1/callback',
    );
    const set = await pending.finish((await createVisitor().signIn(pending.url, user)).searchParams);
    await tokens.set(await service.keyOf(who), set);
    const activeNow = async () => {
      const { clientId = '', clientSecret = '' } = clients.m2m ?? {};
      const body = new URLSearchParams({ token: set.accessToken, client_id: clientId, client_secret: clientSecret });
      const answer = await fetch(its.introspection ?? '', { method: 'POST', body });
      return ((await answer.json()) as { active: boolean }).active;
    };
    assert.equal(await activeNow(), true);
    assert.equal(outcomeOf(await signOut.one(who)), 'revoked');
    await eventually('the access token is not active', async () => !(await activeNow()));
    const again = faultOf(client.refresh({ settings: who.settings, credentials: {} }, set));
    assert.equal((await again).error, 'invalid_grant');
    const log = lines.join('\n');
    for (const token of [set.accessToken, set.refreshToken ?? '', set.idToken ?? '']) assert.ok(!log.includes(token));
    assert.match(log, /revocation: POST .*: 200.*sent client_id, token, token_type_hint/);
  });
});
