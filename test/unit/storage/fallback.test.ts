import assert from 'node:assert/strict';
import { FallbackStorage } from '../../../src/storage/fallback';
import { FailingSecrets, type Call } from './failing-secrets';

/** A window: its SecretStorage, what falls back to memory over it, its log, and the changes and failures that it told. */
function open(secrets = new FailingSecrets()) {
  const lines: string[] = [];
  const told: string[] = [];
  let failures = 0;
  const storage = new FallbackStorage(secrets, (line) => lines.push(line));
  storage.onDidChange(({ key }) => told.push(key));
  storage.onDidFail(() => failures++);
  const fail = (...calls: Call[]) => (secrets.fails = (call) => calls.includes(call));
  return { secrets, storage, lines, told, fail, failures: () => failures };
}

const all: Call[] = ['get', 'store', 'delete', 'keys'];

describe('storage: SecretStorage that falls back to memory', () => {
  it('is SecretStorage itself while that works', async () => {
    const { secrets, storage, told, failures } = open();
    await storage.store('secret.a', '1');
    assert.equal(await storage.get('secret.a'), '1');
    assert.deepEqual(await storage.keys(), ['secret.a']);
    await storage.delete('secret.a');
    assert.equal(secrets.entries.size, 0);
    await secrets.settled();
    assert.deepEqual(told, ['secret.a', 'secret.a']);
    assert.equal(storage.kept.size, 0);
    assert.equal(failures(), 0);
  });

  for (const calls of [['store'], ['store', 'get'], all] as Call[][])
    it(`keeps what cannot be stored where ${calls.join(', ')} fails, and tells of it`, async () => {
      const { secrets, storage, lines, told, fail } = open();
      fail(...calls);
      await storage.store('secret.a', 's3cret');
      assert.equal(await storage.get('secret.a'), 's3cret');
      assert.deepEqual([...storage.kept.keys()], ['secret.a']);
      assert.deepEqual(told, ['secret.a']);
      assert.equal(secrets.entries.size, 0);
      assert.match(lines.join(), /a secret is kept only in memory/);
      assert.doesNotMatch(lines.join(), /s3cret|hunter2/);
    });

  it('lists what it keeps, but fails to list where SecretStorage does', async () => {
    const { secrets, storage, fail } = open();
    secrets.entries.set('secret.b', '2');
    fail('store');
    await storage.store('secret.a', '1');
    assert.deepEqual(await storage.keys(), ['secret.b', 'secret.a']);
    fail('keys');
    await assert.rejects(storage.keys());
  });

  it('fails to read what it does not keep', async () => {
    const { storage, fail } = open();
    fail('get');
    await assert.rejects(storage.get('secret.a'));
  });

  it('tells once that it failed, not where deleting did', async () => {
    const { storage, fail, failures } = open();
    fail(...all);
    await assert.rejects(storage.delete('secret.a'));
    assert.equal(failures(), 0);
    await assert.rejects(storage.get('secret.a'));
    await assert.rejects(storage.keys());
    await storage.store('secret.a', '1');
    assert.equal(failures(), 1);
  });

  describe('when SecretStorage works again', () => {
    it('stores what it keeps with the next write', async () => {
      const { secrets, storage, lines, fail } = open();
      fail(...all);
      await storage.store('secret.a', '1');
      await storage.store('token.b', '2');
      fail();
      assert.equal(secrets.entries.size, 0, 'not before');
      await storage.store('profile.c', '3');
      assert.deepEqual(Object.fromEntries(secrets.entries), { 'secret.a': '1', 'token.b': '2', 'profile.c': '3' });
      assert.equal(storage.kept.size, 0);
      assert.match(lines.join(), /a token that was kept in memory is stored/);
    });

    it('stores it also with a deletion, and the later value of two', async () => {
      const { secrets, storage, fail } = open();
      secrets.entries.set('secret.b', 'gone');
      fail('store');
      await storage.store('secret.a', '1');
      await storage.store('secret.a', '2');
      fail();
      await storage.delete('secret.b');
      assert.deepEqual([...secrets.entries], [['secret.a', '2']]);
    });

    it('tries again if it fails once more', async () => {
      const { secrets, storage, fail } = open();
      fail('store');
      await storage.store('secret.a', '1');
      secrets.fails = (call, key) => call === 'store' && key === 'secret.a';
      await storage.store('secret.b', '2');
      assert.deepEqual([...storage.kept.keys()], ['secret.a']);
      fail();
      await storage.store('secret.b', '3');
      assert.equal(secrets.entries.get('secret.a'), '1');
    });

    for (const calls of [['store'], all] as Call[][])
      it(`replaces the older value, where ${calls.join(', ')} had failed`, async () => {
        const { secrets, storage, fail } = open();
        secrets.entries.set('secret.a', 'old');
        fail(...calls);
        await storage.store('secret.a', 'new');
        fail();
        assert.equal(await storage.get('secret.a'), 'new');
        await storage.store('secret.b', '2');
        assert.equal(secrets.entries.get('secret.a'), 'new');
      });

    it('leaves what another window has stored or deleted since', async () => {
      for (const theirs of ['theirs', undefined]) {
        const { secrets, storage, fail } = open();
        secrets.entries.set('token.a', 'old');
        fail('store');
        await storage.store('token.a', 'ours');
        if (theirs === undefined) await secrets.otherWindow().delete('token.a');
        else await secrets.otherWindow().store('token.a', theirs);
        fail();
        await storage.store('token.b', '2');
        assert.equal(secrets.entries.get('token.a'), theirs);
        assert.equal(await storage.get('token.a'), theirs);
      }
    });

    it('takes what another window has stored since when it is read', async () => {
      const { secrets, storage, fail } = open();
      fail('store');
      await storage.store('token.a', 'ours');
      await secrets.otherWindow().store('token.a', 'theirs');
      assert.equal(await storage.get('token.a'), 'theirs');
      assert.equal(storage.kept.size, 0);
    });
  });

  describe('with an entry that was added unseen', () => {
    it('stores it where there is none', async () => {
      const { secrets, storage, fail } = open();
      fail('get');
      await storage.keep('profile.a', 'ours');
      fail();
      await storage.store('secret.b', '2');
      assert.equal(secrets.entries.get('profile.a'), 'ours');
    });

    it('keeps it in memory beside a stored one, which is not replaced', async () => {
      const { secrets, storage, fail } = open();
      secrets.entries.set('profile.a', 'theirs');
      fail('get');
      await storage.keep('profile.a', 'ours');
      fail('store');
      await storage.store('profile.a', 'ours, edited');
      fail();
      await storage.store('secret.b', '2');
      assert.equal(secrets.entries.get('profile.a'), 'theirs');
      assert.equal(await storage.get('profile.a'), 'ours, edited');
      assert.equal(storage.release('profile.a'), true);
      assert.equal(await storage.get('profile.a'), 'theirs');
      assert.equal(storage.release('profile.a'), false);
    });
  });

  describe('when deleting fails', () => {
    it('says so, and what is stored stays', async () => {
      const { secrets, storage, fail } = open();
      await storage.store('secret.a', '1');
      fail('delete');
      await assert.rejects(storage.delete('secret.a'));
      assert.equal(await storage.get('secret.a'), '1');
      assert.equal(secrets.entries.size, 1);
    });

    it('forgets what is only in memory, and does not store it later', async () => {
      const { secrets, storage, fail } = open();
      fail('store', 'delete');
      await storage.store('token.a', '1');
      await storage.delete('token.a');
      fail();
      await storage.store('secret.b', '2');
      assert.equal(await storage.get('token.a'), undefined);
      assert.deepEqual([...secrets.entries.keys()], ['secret.b']);
    });

    it('forgets it, but says so where an older one may still be stored', async () => {
      for (const calls of [['store', 'delete'], all] as Call[][]) {
        const { secrets, storage, fail } = open();
        secrets.entries.set('token.a', 'old');
        fail(...calls);
        await storage.store('token.a', 'new');
        await assert.rejects(storage.delete('token.a'));
        fail();
        await storage.store('secret.b', '2');
        assert.equal(secrets.entries.get('token.a'), 'old');
      }
    });
  });
});
