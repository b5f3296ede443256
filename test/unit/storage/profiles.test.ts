import assert from 'node:assert/strict';
import { isFault } from '../../../src/faults/fault';
import { parseProfile } from '../../../src/profile/parse';
import type { Profile } from '../../../src/profile/schema';
import { encodeEntry } from '../../../src/storage/entry';
import { ProfileStore } from '../../../src/storage/profiles';
import { FallbackStorage } from '../../../src/storage/fallback';
import { FailingSecrets, type Call } from './failing-secrets';
import { MemorySecrets } from './memory-secrets';

const profile = (id: string, name = id): Profile => ({
  id,
  name,
  grant: 'client_credentials',
  clientId: 'c',
  issuer: 'https://sso.example.com',
});

function open(secrets = new MemorySecrets()) {
  const lines: string[] = [];
  const store = new ProfileStore(
    secrets,
    () => Promise.resolve(parseProfile),
    (line) => lines.push(line),
  );
  let told = 0;
  store.onDidChange(() => told++);
  return { secrets, store, lines, told: () => told };
}

const code = (expected: string) => (thrown: unknown) => isFault(thrown) && thrown.code === expected;

describe('personal profiles in SecretStorage', () => {
  it('are listed in the order of their ids, with their home', async () => {
    const { store } = open();
    for (const id of ['b', 'a', 'c']) await store.save(profile(id), false);
    const list = await store.list();
    assert.deepEqual(
      list.map(({ id, home, usable }) => [id, home.kind, usable]),
      ['a', 'b', 'c'].map((id) => [id, 'personal', true]),
    );
  });

  it('are read by the next window', async () => {
    const { secrets, store } = open();
    await store.save(profile('a', 'Mine'), false);
    const [known] = await open(secrets.otherWindow()).store.list();
    assert.deepEqual(known?.usable && known.profile, profile('a', 'Mine'));
  });

  it('are not overwritten without `replace`', async () => {
    const { secrets, store } = open();
    await store.save(profile('a', 'first'), false);
    await assert.rejects(store.save(profile('a', 'second'), false), code('profile-exists'));
    assert.match(secrets.entries.get('profile.a') ?? '', /first/);
    await store.save(profile('a', 'third'), true);
    assert.match(secrets.entries.get('profile.a') ?? '', /third/);
  });

  it('are not overwritten if another window has just stored one', async () => {
    const { secrets, store } = open();
    await store.list();
    secrets.entries.set('profile.a', encodeEntry({ profile: profile('a', 'theirs') }));
    await assert.rejects(store.save(profile('a'), false), code('profile-exists'));
  });

  it('are not overwritten by a second one that is saved at the same time', async () => {
    const { secrets, store } = open();
    const both = await Promise.allSettled([
      store.save(profile('a', 'first'), false),
      store.save(profile('a', 'x'), false),
    ]);
    assert.equal(both[0].status, 'fulfilled');
    assert.ok(both[1].status === 'rejected' && code('profile-exists')(both[1].reason));
    assert.match(secrets.entries.get('profile.a') ?? '', /first/);
  });

  it('can be saved after saving one failed', async () => {
    const { secrets, store } = open();
    secrets.storeFailure = new Error('no');
    const failing = store.save(profile('a'), false);
    const removing = store.remove('b');
    await assert.rejects(failing, code('storage-failed'));
    await removing;
    secrets.storeFailure = undefined;
    await store.save(profile('a'), false);
    assert.equal((await store.list()).length, 1);
  });

  it('are followed as another window adds, changes and removes them', async () => {
    const one = open();
    const two = open(one.secrets.otherWindow());
    const names = async () => (await two.store.list()).map((known) => known.usable && known.profile.name);
    assert.deepEqual(await names(), []);
    await one.store.save(profile('a', 'first'), false);
    await one.secrets.settled();
    assert.deepEqual(await names(), ['first']);
    await one.store.save(profile('a', 'second'), true);
    await one.secrets.settled();
    assert.deepEqual(await names(), ['second']);
    await one.store.remove('a');
    await one.secrets.settled();
    assert.deepEqual(await names(), []);
    assert.equal(two.told(), 3);
  });

  it('are not read again when an entry of another kind changes', async () => {
    const one = open();
    const two = open(one.secrets.otherWindow());
    await one.secrets.store('token.a', 'x');
    await one.secrets.settled();
    assert.equal(two.told(), 0);
    assert.deepEqual(two.secrets.reads, []);
  });

  const broken: [string, string][] = [
    ['nothing', ''],
    ['truncated', '{"profile":{"id":"b'],
    ['another version', '{"version":2,"profile":{}}'],
    ['no profile', encodeEntry({})],
    ['a profile that is no longer valid', encodeEntry({ profile: { ...profile('b'), grant: 'magic' } })],
    ['a profile of another id', encodeEntry({ profile: profile('c') })],
  ];
  for (const [what, text] of broken) {
    it(`stay usable beside a broken entry, which is listed and kept: ${what}`, async () => {
      const secrets = new MemorySecrets();
      secrets.entries.set('profile.b', text).set('profile.a', encodeEntry({ profile: profile('a') }));
      const list = await open(secrets).store.list();
      assert.deepEqual(
        list.map(({ id, usable }) => [id, usable]),
        [
          ['a', true],
          ['b', false],
        ],
      );
      assert.equal(secrets.entries.get('profile.b'), text);
    });
  }

  it('can be replaced and removed if their entry is garbled', async () => {
    const secrets = new MemorySecrets();
    secrets.entries.set('profile.b', '{');
    const { store } = open(secrets);
    await assert.rejects(store.save(profile('b'), false), code('profile-exists'));
    await store.save(profile('b'), true);
    assert.equal((await store.list())[0]?.usable, true);
    await store.remove('b');
    assert.deepEqual(await store.list(), []);
  });

  it('are not listed if they cannot be stored', async () => {
    const { secrets, store } = open();
    secrets.storeFailure = new Error('no');
    await assert.rejects(store.save(profile('a'), false), code('storage-failed'));
    assert.deepEqual(await store.list(), []);
  });

  it('stay usable beside one that cannot be read, which is tried again next time', async () => {
    const { secrets, store, lines } = open();
    for (const id of ['a', 'b']) secrets.entries.set(`profile.${id}`, encodeEntry({ profile: profile(id) }));
    const get = secrets.get.bind(secrets);
    secrets.get = (key) => (key === 'profile.b' ? Promise.reject(new Error('hunter2')) : get(key));
    const usable = async () => (await store.list()).map(({ id, usable }) => [id, usable]);
    assert.deepEqual(await usable(), [
      ['a', true],
      ['b', false],
    ]);
    assert.match(lines.join(), /“b” could not be read/);
    assert.doesNotMatch(lines.join(), /hunter2/);
    secrets.get = get;
    assert.deepEqual(await usable(), [
      ['a', true],
      ['b', true],
    ]);
  });

  it('are listed again after listing them failed', async () => {
    const { secrets, store } = open();
    secrets.entries.set('profile.a', encodeEntry({ profile: profile('a') }));
    const { keys } = secrets;
    secrets.keys = () => Promise.reject(new Error('keyring locked'));
    await assert.rejects(store.list(), code('storage-failed'));
    secrets.keys = keys;
    assert.equal((await store.list()).length, 1);
  });
});

describe('personal profiles, where SecretStorage fails', () => {
  const everything: Call[] = ['get', 'store', 'delete', 'keys'];

  /** A window whose SecretStorage fails at those calls, with a profile “old” in it. */
  function failing(calls: readonly Call[]) {
    const secrets = new FailingSecrets();
    secrets.entries.set('profile.old', encodeEntry({ profile: profile('old', 'Old') }));
    const storage = new FallbackStorage(secrets, () => undefined);
    const store = new ProfileStore(
      storage,
      () => Promise.resolve(parseProfile),
      () => undefined,
    );
    secrets.fails = (call) => calls.includes(call);
    const works = async () => {
      secrets.fails = () => false;
      await storage.store('token.next', 'write');
    };
    const ids = async () => (await store.readable()).profiles.map(({ id }) => id);
    const inNextWindow = async () =>
      (await open(secrets.otherWindow()).store.list()).map((known) => known.usable && known.profile.name);
    return { secrets, store, works, ids, inNextWindow };
  }

  for (const calls of [['store'], ['store', 'get'], ['keys'], everything] as Call[][])
    it(`can be added where ${calls.join(', ')} fails, and are stored with the next write that works`, async () => {
      const { store, works, ids, inNextWindow } = failing(calls);
      await store.save(profile('new', 'New'), false);
      // What was stored before is listed where it can be.
      assert.deepEqual(await ids(), calls.includes('keys') ? ['new'] : ['new', 'old']);
      await works();
      assert.deepEqual(await inNextWindow(), ['New', 'Old']);
      assert.deepEqual(await ids(), ['new', 'old']);
    });

  it('are not replaced by one that was added while they could not be read', async () => {
    for (const calls of [['get'], ['get', 'keys'], everything] as Call[][]) {
      const { store, works, inNextWindow } = failing(calls);
      const saved = await store.save(profile('old', 'Impostor'), false).then(
        () => true,
        (thrown: unknown) => !code('profile-exists')(thrown),
      );
      assert.equal(saved, calls.includes('keys'), 'a listed id is taken');
      await works();
      assert.deepEqual(await inNextWindow(), ['Old']);
      if (!saved) continue;
      // Nor is it removed in the place of the one that was added.
      await store.remove('old');
      assert.deepEqual(await inNextWindow(), ['Old']);
      const [known] = await store.list();
      assert.equal(known?.usable && known.profile.name, 'Old');
    }
  });

  it('are changed in memory, and stored with the next write that works', async () => {
    const { store, works, inNextWindow } = failing(['store']);
    await store.save(profile('old', 'Changed'), true);
    const [known] = await store.list();
    assert.equal(known?.usable && known.profile.name, 'Changed');
    assert.ok(store.isKept('old'));
    assert.deepEqual(await inNextWindow(), ['Old']);
    await works();
    assert.deepEqual(await inNextWindow(), ['Changed']);
  });

  it('are not certain where SecretStorage does not list them', async () => {
    const { secrets, store } = failing(['keys']);
    await assert.rejects(store.list(), code('storage-failed'));
    assert.deepEqual(await store.readable(), { profiles: [], complete: false });
    secrets.fails = () => false;
    assert.equal((await store.readable()).complete, true);
  });

  it('stay listed if they cannot be removed, and that is said', async () => {
    const { store, ids } = failing(['delete']);
    await assert.rejects(
      store.remove('old'),
      (thrown) => isFault(thrown) && thrown.code === 'storage-failed' && /could not be deleted/.test(thrown.what),
    );
    assert.deepEqual(await ids(), ['old']);
  });

  it('do not get another id where the new one would be only in memory', async () => {
    const { store, works, ids, inNextWindow } = failing(['store']);
    await assert.rejects(store.saveAs(profile('new', 'Old'), 'old'), code('storage-failed'));
    assert.deepEqual(await ids(), ['old']);
    await works();
    assert.deepEqual(await inNextWindow(), ['Old']);
    await store.saveAs(profile('new', 'New'), 'old');
    assert.deepEqual(await ids(), ['new', 'old']);
  });

  it('get another id in memory if they are only there', async () => {
    const { store, ids } = failing(['store']);
    await store.save(profile('a'), false);
    await store.saveAs(profile('b'), 'a');
    await store.remove('a');
    assert.deepEqual(await ids(), ['b', 'old']);
  });
});
