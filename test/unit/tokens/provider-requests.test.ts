import assert from 'node:assert/strict';
import { endSession } from '../../../src/oauth/endpoints/end-session';
import type { Fetch } from '../../../src/oauth/transport';
import { startServer, type Server } from '../../server/server';
import { jwt } from '../../support/jwts';
import { faultOf } from '../faults/fault-of';
import { provider } from '../oauth/provider';
import { team, usableProfile } from '../storage/profiles-of';
import { worldOf } from './world';

const issuer = 'https://sso.example.com';
const its = { introspection: `${issuer}/introspection`, userinfo: `${issuer}/userinfo`, endSession: `${issuer}/off` };
const endpoints = { authorization: `${issuer}/authorize`, token: `${issuer}/token`, ...its };
const fields = { id: 'p', name: 'Production', grant: 'authorization_code', clientId: 'c', endpoints };
const set = { accessToken: 'access-token', tokenType: 'bearer', obtainedAt: 0 };

/** A window with one profile, and a provider that answers. */
function open(profile = usableProfile(fields)) {
  const { fetch, asked, sent } = provider({
    '/introspection': { active: true },
    '/userinfo': { sub: 'u', name: 'Ursula' },
  });
  return { profile, asked, sent, ...worldOf(fetch, [profile]) };
}

describe('tokens: what is asked of a provider', () => {
  it('is answered about the access token, and about the user', async () => {
    const { requests, profile, asked } = open();
    assert.deepEqual(await requests.introspection(profile, set), { active: true });
    assert.deepEqual(await requests.userinfo(profile, set), { sub: 'u', name: 'Ursula' });
    assert.deepEqual(asked(), ['/introspection', '/userinfo']);
  });

  it('is not used where it is about another user than the ID token', async () => {
    const { requests, profile } = open();
    const idToken = jwt({ sub: 'someone else' });
    assert.equal((await faultOf(requests.userinfo(profile, { ...set, idToken }))).code, 'response-invalid');
    await requests.userinfo(profile, { ...set, idToken: jwt({ sub: 'u' }) });
  });

  it('says of a machine’s token that it has no user', async () => {
    const machine = usableProfile({ ...fields, grant: 'client_credentials' });
    for (const profile of [machine, usableProfile(fields)]) {
      const { fetch } = provider({ '/userinfo': new Response('', { status: 401 }) });
      const { next } = await faultOf(worldOf(fetch, [profile]).requests.userinfo(profile, set));
      assert.equal(next.includes('has no user'), profile === machine, next);
    }
  });

  it('fails with a fault that names the profile', async () => {
    const { requests } = open();
    const { introspection: _, ...without } = endpoints;
    const fault = await faultOf(requests.introspection(usableProfile({ ...fields, endpoints: without }), set));
    assert.equal(fault.code, 'endpoint-missing');
    assert.equal(fault.reference, 'personal:p');
    assert.match(fault.message, /^Production: .*“endpoints\.introspection”/);
  });

  it('asks for a secret that the client needs, and not where it may not, or where none is sent', async () => {
    const secretive = usableProfile({ ...fields, clientAuth: 'client_secret_post' });
    const { requests, person, sent, asked } = open(secretive);
    const quietly = await faultOf(requests.introspection(secretive, set, { interactive: false }));
    assert.equal(quietly.code, 'interaction-required');
    await requests.userinfo(secretive, set);
    assert.deepEqual([person.asked, asked()], [[], ['/userinfo']]);
    await requests.introspection(secretive, set);
    assert.deepEqual(person.asked, ['clientSecret of p']);
    assert.equal(sent.at(-1)?.form.client_secret, 'typed');
  });

  it('ends when the caller cancels', async () => {
    const profile = usableProfile(fields);
    const abort = new AbortController();
    // Cancelled while it waits for the answer.
    const silent: Fetch = (_url, { signal }) => {
      setImmediate(() => abort.abort());
      return new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(new Error('aborted'))));
    };
    const asking = worldOf(silent, [profile]).requests.introspection(profile, set, { signal: abort.signal });
    assert.equal((await faultOf(asking)).code, 'cancelled');
  });
});

describe('tokens: what is asked of a provider for a folder’s profile', () => {
  const ofFolder = usableProfile(fields, team('app'));
  const requestsOf = ({ requests }: ReturnType<typeof open>) => ({
    introspection: (interactive: boolean) => requests.introspection(ofFolder, set, { interactive }),
    userinfo: (interactive: boolean) => requests.userinfo(ofFolder, set, { interactive }),
    endSession: (interactive: boolean) => requests.ask(ofFolder, endSession(undefined), { interactive }),
  });

  for (const name of ['introspection', 'userinfo', 'endSession'] as const) {
    it(`is sent only once the user allowed the profile: ${name}`, async () => {
      const window = open(ofFolder);
      const { person, asked } = window;
      const ask = requestsOf(window)[name];
      assert.equal((await faultOf(ask(false))).code, 'access-denied');
      assert.deepEqual([person.asked, asked()], [[], []]);
      assert.equal((await faultOf(ask(true))).code, 'access-denied');
      assert.deepEqual([person.asked, asked()], [['use of p'], []]);
      person.allowsUse = true;
      await ask(true);
      assert.deepEqual(asked(), name === 'endSession' ? [] : [`/${name}`]);
    });
  }

  it('asks about a host that only the issuer’s metadata name', async () => {
    const elsewhere = 'https://elsewhere.example.com';
    const { fetch, asked } = provider({
      '/.well-known/openid-configuration': { issuer, introspection_endpoint: `${elsewhere}/introspection` },
      '/introspection': { active: true },
    });
    const who = usableProfile({ ...fields, issuer, endpoints: undefined }, team('app'));
    const { requests, person } = worldOf(fetch, [who]);
    person.allowsUse = true;
    assert.equal((await faultOf(requests.introspection(who, set))).code, 'access-denied');
    assert.deepEqual(asked(), ['/.well-known/openid-configuration']);
    assert.ok(person.asked.includes(`hosts of p: ${elsewhere}`), person.asked.join());
    person.allowsHosts = true;
    assert.deepEqual(await requests.introspection(who, set), { active: true });
  });
});

describe('tokens: what a real provider answers', () => {
  let server: Server;
  before(async () => {
    server = await startServer();
  });
  after(() => server.close());

  it('about a machine’s token, before and after it is revoked', async () => {
    const { issuer: realm, clients } = server.tenants.keycloak;
    const who = usableProfile({
      ...{ id: 'm', grant: 'client_credentials', clientId: clients.m2m?.clientId },
      ...{ issuer: realm, clientAuth: 'client_secret_post' },
    });
    const { requests, service, secrets, signOut, lines } = worldOf(fetch, [who]);
    await secrets.set('clientSecret', who, clients.m2m?.clientSecret ?? '');
    const got = await service.get(who);
    assert.deepEqual(got.extra, { refresh_expires_in: 0, 'not-before-policy': 0 });
    const { active, client_id: client, exp } = await requests.introspection(who, got);
    assert.deepEqual([active, client, typeof exp], [true, clients.m2m?.clientId, 'number']);
    await signOut.one(who);
    assert.deepEqual(await requests.introspection(who, got), { active: false });
    assert.ok(!lines.join('\n').includes(got.accessToken));
    assert.match(
      lines.join('\n'),
      /introspection: POST .*: 200.*sent client_id, client_secret, token, token_type_hint/,
    );
  });
});
