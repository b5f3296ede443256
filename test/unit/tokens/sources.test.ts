import assert from 'node:assert/strict';
import type { Fetch } from '../../../src/oauth/transport';
import type { UsableProfile } from '../../../src/profile/known';
import { testOnlyCertificate } from '../../server/test-only-certificate';
import { jwt } from '../../support/jwts';
import { faultOf } from '../faults/fault-of';
import { team, usableProfile } from '../storage/profiles-of';
import { worldOf } from './world';

const provider = 'https://sso.example.com';
const elsewhere = 'https://sts.example.org';
const personFields = { grant: 'authorization_code', clientId: 'c', clientAuth: 'none' };
const at = (origin: string) => ({ endpoints: { authorization: `${origin}/authorize`, token: `${origin}/token` } });
const exchangeAt = (origin: string) => ({
  ...{ grant: 'token_exchange', clientId: 'x', clientAuth: 'none' },
  endpoints: { token: `${origin}/token` },
});

const user = usableProfile({ ...personFields, ...at(provider), id: 'user' });
const exchange = (subject: object, origin = provider, more: object = {}) =>
  usableProfile({ ...exchangeAt(origin), id: 'exchange', subject, ...more });

/** A window with these profiles; the provider's token endpoint counts its tokens. */
function windowOf(profiles: readonly UsableProfile[]) {
  const sent: Record<string, string>[] = [];
  const fetch: Fetch = (_url, { body }) => {
    sent.push(Object.fromEntries(body as URLSearchParams));
    return Promise.resolve(Response.json({ access_token: `t${sent.length}`, token_type: 'Bearer', expires_in: 3600 }));
  };
  return { ...worldOf(fetch, profiles), sent };
}

describe('the tokens of other profiles', () => {
  it('are handed in: the subject’s token as it is', async () => {
    const profile = exchange({ profile: 'user' });
    const { service, give, sent, person } = windowOf([user, profile]);
    await give(user);
    assert.equal((await service.get(profile)).accessToken, 't1');
    assert.deepEqual(
      sent.map(({ subject_token: token }) => token),
      ['access of user'],
    );
    assert.deepEqual(person.asked, []);
  });

  it('are renewed first where they have to be', async () => {
    const profile = exchange({ profile: 'user' });
    const { service, give, sent } = windowOf([user, profile]);
    await give(user, { refreshToken: 'r', expiresAt: Date.now() - 1000 });
    await service.get(profile);
    assert.deepEqual(
      sent.map(({ grant_type: grant, subject_token: token }) => [grant?.split(':').at(-1), token]),
      [
        ['refresh_token', undefined],
        ['token-exchange', 't1'],
      ],
    );
  });

  it('are not got again while the exchanged token is fresh', async () => {
    const profile = exchange({ profile: 'user' });
    const { service, give, sent } = windowOf([user, profile]);
    await give(user);
    await service.get(profile);
    await service.get(profile);
    assert.equal(sent.length, 1);
  });

  const types: [type: string, token: string][] = [
    ['id_token', 'the-id-token'],
    ['refresh_token', 'the-refresh-token'],
    ['jwt', 'access of user'],
    ['urn:ietf:params:oauth:token-type:id_token', 'the-id-token'],
  ];
  for (const [type, token] of types)
    it(`are those of the type that is named: ${type}`, async () => {
      const profile = exchange({ profile: 'user', type });
      const { service, give, sent } = windowOf([user, profile]);
      await give(user, { idToken: 'the-id-token', refreshToken: 'the-refresh-token' });
      await service.get(profile);
      assert.equal(sent[0]?.subject_token, token);
    });

  it('are of whoever is signed in: a token that was got for somebody else is got again', async () => {
    const profile = exchange({ profile: 'user' });
    const { service, give, sent } = windowOf([user, profile]);
    await give(user, { idToken: jwt({ sub: 'dana' }) });
    await service.get(profile);
    await give(user, { idToken: jwt({ sub: 'dana' }), accessToken: 'renewed' });
    await service.get(profile);
    assert.equal(sent.length, 1, 'the same user');
    await give(user, { idToken: jwt({ sub: 'robin' }), accessToken: 'of Robin' });
    await service.get(profile);
    assert.deepEqual(
      sent.map(({ subject_token: token }) => token),
      ['access of user', 'of Robin'],
    );
  });

  it('end with the login: afterwards, a token that was got by them is not handed out', async () => {
    const profile = exchange({ profile: 'user' });
    const { service, give, sent } = windowOf([user, profile]);
    await give(user);
    await service.get(profile);
    await service.forget(user);
    const fault = await faultOf(service.get(profile, { interactive: false }));
    assert.deepEqual([fault.code, sent.length], ['interaction-required', 1]);
  });

  it('of a type that there is none of are missed by name', async () => {
    const profile = exchange({ profile: 'user', type: 'id_token' });
    const { service, give, sent } = windowOf([user, profile]);
    await give(user);
    const fault = await faultOf(service.get(profile));
    assert.equal(fault.code, 'profile-invalid');
    assert.match(fault.message, /personal:user/);
    assert.deepEqual(sent, []);
  });

  it('are those of all the profiles on the way, the first one too', async () => {
    const middle = usableProfile({ ...exchangeAt(provider), id: 'middle', subject: { profile: 'user' } });
    const profile = exchange({ profile: 'middle' });
    const { service } = windowOf([user, middle, profile]);
    const involved = await service.involved(profile);
    assert.deepEqual(
      involved.map(({ id }) => id),
      ['exchange', 'middle', 'user'],
    );
    assert.deepEqual(await service.involved(user), [user]);
    const ring = [
      exchange({ profile: 'middle' }),
      usableProfile({ ...exchangeAt(provider), id: 'middle', subject: { profile: 'exchange' } }),
    ];
    assert.deepEqual(await windowOf(ring).service.involved(ring[0] ?? user), ring, 'a ring is told of later');
  });

  it('go to another provider only as the user allows', async () => {
    const profile = exchange({ profile: 'user' }, elsewhere);
    const { service, give, sent, person, handedIn } = windowOf([user, profile]);
    await give(user);
    assert.equal((await faultOf(service.get(profile))).code, 'access-denied');
    assert.deepEqual([sent, person.asked], [[], [`token of user to ${elsewhere}`]]);
    person.allowsSending = true;
    await service.get(profile, { byProgram: true });
    assert.equal(sent.length, 1);
    const told = `user to ${elsewhere} for a`;
    assert.deepEqual(handedIn, [`${told} person, refused`, `${told} program`]);
  });

  it('go to whom other authorities let pass for their provider only as the user allows', async () => {
    const tls = { ca: testOnlyCertificate };
    const profile = exchange({ profile: 'user' }, provider, { tls });
    const { service, give, sent, person } = windowOf([user, profile]);
    await give(user);
    assert.equal((await faultOf(service.get(profile))).code, 'access-denied');
    assert.deepEqual([sent, person.asked], [[], [`token of user to ${provider}`]]);
    const trusting = usableProfile({ ...personFields, ...at(provider), id: 'user', tls });
    const both = windowOf([trusting, profile]);
    await both.give(trusting);
    await both.service.get(profile);
    assert.deepEqual([both.sent.length, both.person.asked], [1, []]);
  });

  it('do not go there where nobody can be asked', async () => {
    const profile = exchange({ profile: 'user' }, elsewhere);
    const { service, give, sent, person } = windowOf([user, profile]);
    person.allowsSending = true;
    await give(user);
    assert.equal((await faultOf(service.get(profile, { interactive: false }))).code, 'access-denied');
    assert.deepEqual([sent, person.asked], [[], []]);
  });

  it('are not taken by a folder’s profile that the user did not allow', async () => {
    const thief = usableProfile(
      { ...exchangeAt(elsewhere), id: 'exchange', subject: { profile: 'user' } },
      team('app'),
    );
    const { service, give, sent, person } = windowOf([user, thief]);
    person.allowsSending = true;
    await give(user);
    assert.equal((await faultOf(service.get(thief))).code, 'access-denied');
    assert.deepEqual(sent, []);
    assert.deepEqual(person.asked, ['use of exchange']);
  });

  it('wait for a person where only a login brings one', async () => {
    const profile = exchange({ profile: 'user' });
    const { service, sent } = windowOf([user, profile]);
    const fault = await faultOf(service.get(profile, { interactive: false }));
    assert.deepEqual([fault.code, sent], ['interaction-required', []]);
  });

  const rings: [what: string, profiles: UsableProfile[], ring: string][] = [
    ['itself', [exchange({ profile: 'exchange' })], 'personal:exchange → personal:exchange'],
    [
      'another one, which names it',
      [
        exchange({ profile: 'back' }),
        usableProfile({
          ...exchangeAt(provider),
          id: 'back',
          actor: { profile: 'exchange' },
          subject: { profile: 'user' },
        }),
        user,
      ],
      'personal:exchange → personal:back → personal:exchange',
    ],
    [
      'one of a ring',
      [
        exchange({ profile: 'a' }),
        usableProfile({ ...exchangeAt(provider), id: 'a', subject: { profile: 'b' } }),
        usableProfile({ ...exchangeAt(provider), id: 'b', subject: { profile: 'a' } }),
      ],
      'personal:a → personal:b → personal:a',
    ],
  ];
  for (const [what, profiles, ring] of rings)
    it(`are refused to a profile that names ${what}`, async () => {
      const { service, sent } = windowOf(profiles);
      const fault = await faultOf(service.get(profiles[0] ?? assert.fail()));
      assert.equal(fault.code, 'profile-invalid');
      assert.ok(fault.message.includes(ring), fault.message);
      assert.deepEqual(sent, []);
    });

  it('may be named twice without a ring', async () => {
    const profile = exchange({ profile: 'user' }, provider, { actor: { profile: 'user' } });
    const { service, give, sent } = windowOf([user, profile]);
    await give(user);
    await service.get(profile);
    assert.equal(sent[0]?.actor_token, 'access of user');
  });
});
