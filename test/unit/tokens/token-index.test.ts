import assert from 'node:assert/strict';
import { Emitter } from '../../../src/base/event';
import type { KnownProfile, UsableProfile } from '../../../src/profile/known';
import { encodeEntry } from '../../../src/storage/entry';
import { tokenKey } from '../../../src/storage/keys';
import type { TokenSet } from '../../../src/storage/token-set';
import { TokenStore } from '../../../src/storage/tokens';
import { TokenIndex } from '../../../src/tokens/token-index';
import { MemorySecrets } from '../storage/memory-secrets';
import { usableProfile } from '../storage/profiles-of';

/** A profile in which a person signs in, so that no other profile shares its token. */
const login = (id: string) =>
  usableProfile({ id, grant: 'authorization_code', clientId: 'c', issuer: 'https://sso.example.com', scope: 'openid' });

/** A machine's profile: every one of them makes the same request, and shares its token. */
const machine = (id: string) =>
  usableProfile({ id, grant: 'client_credentials', clientId: 'c', issuer: 'https://sso.example.com' });

const broken = (id: string): KnownProfile => ({
  usable: false,
  id,
  home: { kind: 'personal' },
  name: undefined,
  problems: [],
});

const tokenSet = (accessToken: string, idToken?: string): TokenSet => ({
  accessToken,
  tokenType: 'bearer',
  obtainedAt: 1,
  ...(idToken !== undefined && { idToken }),
});

/** A window with these profiles. */
async function open(profiles: readonly KnownProfile[], secrets = new MemorySecrets(), persist = () => true) {
  const keys = new Map<string, string>();
  const addKeys = async (list: readonly KnownProfile[]) => {
    for (const profile of list) if (profile.usable) keys.set(profile.id, await tokenKey(profile));
  };
  await addKeys(profiles);
  const changed = new Emitter<void>();
  const known = { list: profiles, shown: () => Promise.resolve(known.list), onDidChange: changed.event };
  const tokens = new TokenStore(secrets, persist, () => undefined);
  let rests = 0;
  const keyOf = (profile: UsableProfile) => Promise.resolve(keys.get(profile.id) ?? assert.fail(profile.id));
  const index = new TokenIndex(tokens, known, keyOf, async () => void rests++);
  return {
    index,
    secrets,
    tokens,
    known,
    keyOf,
    rests: () => rests,
    idOf: (token: string) => index.profileOf(token)?.id,
    /** Gives the window other profiles, and waits until the index has followed. */
    change: async (list: readonly KnownProfile[]) => {
      await addKeys(list);
      known.list = list;
      changed.fire();
      await secrets.settled();
    },
    changed,
  };
}

describe('the token index', () => {
  const [ada, bob] = [login('ada'), login('bob')];

  it('knows no token, and reads nothing, before it is filled', async () => {
    const { index, secrets, idOf } = await open([ada]);
    secrets.entries.set(await tokenKey(ada), encodeEntry(tokenSet('a')));
    assert.equal(idOf('a'), undefined);
    await secrets.settled();
    assert.deepEqual(secrets.reads, []);
    await index.fill();
    assert.equal(idOf('a'), 'ada');
  });

  it('finds a profile by its access token and by its ID token', async () => {
    const { index, secrets, idOf } = await open([ada, bob]);
    secrets.entries.set(await tokenKey(ada), encodeEntry(tokenSet('a', 'a-id')));
    secrets.entries.set(await tokenKey(bob), encodeEntry({ ...tokenSet('b'), refreshToken: 'b-refresh' }));
    await index.fill();
    assert.deepEqual(['a', 'a-id', 'b'].map(idOf), ['ada', 'ada', 'bob']);
    for (const stranger of ['b-refresh', 'c', '', 'toString']) assert.equal(idOf(stranger), undefined, stranger);
  });

  it('reads no store when it is asked', async () => {
    const profiles = Array.from({ length: 200 }, (_, count) => login(`p${count}`));
    const { index, secrets, idOf } = await open(profiles);
    for (const profile of profiles)
      secrets.entries.set(await tokenKey(profile), encodeEntry(tokenSet(`t-${profile.id}`)));
    await index.fill();
    const before = secrets.reads.length;
    for (const { id } of profiles) assert.equal(idOf(`t-${id}`), id);
    for (let count = 0; count < 200; count++) assert.equal(idOf(`stranger-${count}`), undefined);
    await secrets.settled();
    assert.equal(secrets.reads.length, before);
  });

  it('rests while it is filled, so that others can work', async () => {
    const profiles = Array.from({ length: 60 }, (_, count) => login(`p${count}`));
    const { index, secrets, rests } = await open(profiles);
    for (const profile of profiles) secrets.entries.set(await tokenKey(profile), encodeEntry(tokenSet(profile.id)));
    await index.fill();
    assert.ok(rests() > 60, String(rests()));
  });

  describe('follows a token', () => {
    it('that is replaced', async () => {
      const { index, tokens, idOf, keyOf } = await open([ada]);
      await tokens.set(await keyOf(ada), tokenSet('old', 'old-id'));
      await index.fill();
      await tokens.set(await keyOf(ada), tokenSet('new'));
      assert.deepEqual(['old', 'old-id', 'new'].map(idOf), [undefined, undefined, 'ada']);
    });

    it('that is deleted', async () => {
      const { index, tokens, idOf, keyOf } = await open([ada, bob]);
      await tokens.set(await keyOf(ada), tokenSet('a', 'a-id'));
      await tokens.set(await keyOf(bob), tokenSet('b'));
      await index.fill();
      await tokens.delete(await keyOf(ada));
      assert.deepEqual(['a', 'a-id', 'b'].map(idOf), [undefined, undefined, 'bob']);
    });

    it('that another window stores, replaces and deletes', async () => {
      const one = await open([ada]);
      const two = await open([ada], one.secrets.otherWindow());
      await one.index.fill();
      const key = await one.keyOf(ada);
      await two.tokens.set(key, tokenSet('first'));
      await two.secrets.settled();
      assert.equal(one.idOf('first'), 'ada');
      await two.tokens.set(key, tokenSet('second'));
      await two.secrets.settled();
      assert.deepEqual(['first', 'second'].map(one.idOf), [undefined, 'ada']);
      await two.tokens.delete(key);
      await two.secrets.settled();
      assert.equal(one.idOf('second'), undefined);
    });

    it('that moves to another profile, and stays there when the first one forgets it', async () => {
      const { index, tokens, idOf, keyOf } = await open([ada, bob]);
      await index.fill();
      await tokens.set(await keyOf(ada), tokenSet('same'));
      await tokens.set(await keyOf(bob), tokenSet('same'));
      assert.equal(idOf('same'), 'bob');
      await tokens.delete(await keyOf(ada));
      assert.equal(idOf('same'), 'bob');
    });

    it('that is not persisted', async () => {
      const { index, tokens, idOf, keyOf, secrets } = await open([ada], new MemorySecrets(), () => false);
      await tokens.set(await keyOf(ada), tokenSet('before'));
      await index.fill();
      assert.equal(idOf('before'), 'ada');
      await tokens.set(await keyOf(ada), tokenSet('after'));
      assert.equal(idOf('after'), 'ada');
      assert.deepEqual(secrets.reads, []);
    });
  });

  describe('follows profiles', () => {
    it('that are added and removed', async () => {
      const { index, tokens, idOf, change } = await open([ada]);
      await tokens.set(await tokenKey(bob), tokenSet('b'));
      await index.fill();
      assert.equal(idOf('b'), undefined);
      await change([ada, bob]);
      assert.equal(idOf('b'), 'bob');
      await change([ada]);
      assert.equal(idOf('b'), undefined);
    });

    it('that make another request now: their old token is no longer theirs', async () => {
      const { index, tokens, idOf, keyOf, change } = await open([ada]);
      await tokens.set(await keyOf(ada), tokenSet('a'));
      await index.fill();
      await change([usableProfile({ ...ada.profile, scope: 'openid more' })]);
      assert.equal(idOf('a'), undefined);
    });

    it('only once it is filled', async () => {
      const { index, tokens, idOf, keyOf, change } = await open([ada]);
      await tokens.set(await keyOf(ada), tokenSet('a'));
      await change([ada]);
      assert.equal(idOf('a'), undefined);
      await index.fill();
      assert.equal(idOf('a'), 'ada');
    });

    it('by the newest list, even if an older one arrives later', async () => {
      const { index, known, tokens, secrets, idOf, keyOf, change, changed } = await open([ada, bob]);
      await tokens.set(await keyOf(ada), tokenSet('a'));
      await index.fill();
      const { shown } = known;
      let arrive: () => void = () => undefined;
      known.shown = () => new Promise((resolve) => (arrive = () => resolve([ada, bob])));
      changed.fire();
      known.shown = shown;
      await change([bob]);
      arrive();
      await secrets.settled();
      assert.equal(idOf('a'), undefined);
    });

    it('until it is disposed', async () => {
      const { index, tokens, idOf, keyOf, change } = await open([ada]);
      await tokens.set(await keyOf(ada), tokenSet('a'));
      await index.fill();
      index.dispose();
      await tokens.delete(await keyOf(ada));
      await change([]);
      assert.equal(idOf('a'), 'ada');
    });
  });

  it('names the first profile in the list if several share a token', async () => {
    const shared = [machine('first'), machine('second')];
    const { index, tokens, idOf, keyOf, change } = await open([broken('zero'), ...shared]);
    await tokens.set(await keyOf(machine('first')), tokenSet('m'));
    await index.fill();
    assert.equal(idOf('m'), 'first');
    await change(shared.toReversed());
    assert.equal(idOf('m'), 'second');
  });

  it('has what is in memory if SecretStorage fails, and reads the rest with the next fill', async () => {
    const { index, secrets, tokens, idOf, keyOf } = await open([ada, bob]);
    secrets.entries.set(await keyOf(ada), encodeEntry(tokenSet('a')));
    await tokens.set(await keyOf(bob), tokenSet('b'));
    const { get } = secrets;
    secrets.get = () => Promise.reject(new Error('keyring locked'));
    await assert.rejects(index.fill(), { code: 'storage-failed' });
    assert.deepEqual(['a', 'b'].map(idOf), [undefined, 'bob']);
    secrets.get = get;
    await index.fill();
    assert.deepEqual(['a', 'b'].map(idOf), ['ada', 'bob']);
  });

  it('still knows a token that two profiles have, once one of them has lost it', async () => {
    const one = login('one');
    const two = login('two');
    const { index, tokens, idOf } = await open([one, two]);
    await index.fill();
    const keys = [await tokenKey(one), await tokenKey(two)] as const;
    for (const key of keys) await tokens.set(key, tokenSet('same'));
    assert.equal(idOf('same'), 'two');
    await tokens.delete(keys[1]);
    assert.equal(idOf('same'), 'one');
    await tokens.delete(keys[0]);
    assert.equal(idOf('same'), undefined);
  });
});
