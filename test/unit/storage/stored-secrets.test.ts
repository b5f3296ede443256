import assert from 'node:assert/strict';
import { SecretsStore } from '../../../src/storage/secrets';
import { StoredSecrets } from '../../../src/storage/stored-secrets';
import { FallbackStorage } from '../../../src/storage/fallback';
import { FailingSecrets } from './failing-secrets';
import { MemorySecrets } from './memory-secrets';
import { usableProfile } from './profiles-of';

const known = usableProfile({ id: 'key', grant: 'static' });
const other = usableProfile({ id: 'other', grant: 'static' });

function open(secrets = new MemorySecrets()) {
  return { secrets, store: new SecretsStore(secrets, () => undefined), stored: new StoredSecrets(secrets) };
}

describe('which secrets are stored', () => {
  it('is not known until they are loaded', async () => {
    const { store, stored } = open();
    await store.set('token', known, 't');
    assert.equal(stored.isLoaded, false);
    assert.equal(await stored.has('token', known), undefined);
    await stored.load();
    assert.equal(stored.isLoaded, true);
    assert.deepEqual([await stored.has('token', known), await stored.has('token', other)], [true, false]);
  });

  it('is read without their values', async () => {
    const { secrets, store, stored } = open();
    await store.set('token', known, 't');
    secrets.reads.length = 0;
    await stored.load();
    await stored.has('token', known);
    assert.deepEqual(secrets.reads, []);
  });

  it('follows what this window and others store and delete', async () => {
    const { secrets, store, stored } = open();
    await stored.load();
    const elsewhere = new SecretsStore(secrets.otherWindow(), () => undefined);
    await elsewhere.set('token', known, 't');
    await new Promise((resolve) => stored.onDidChange(() => resolve(undefined)));
    assert.equal(await stored.has('token', known), true);
    await store.delete('token', known);
    await secrets.settled();
    assert.equal(await stored.has('token', known), false);
  });

  it('tells nobody about tokens that come and go', async () => {
    const { secrets, stored } = open();
    await stored.load();
    let told = 0;
    stored.onDidChange(() => told++);
    await secrets.store('token.x', '{}');
    await secrets.settled();
    assert.equal(told, 0);
  });

  it('tries again after a failure', async () => {
    const { secrets, stored } = open();
    const { keys } = secrets;
    secrets.keys = () => Promise.reject(new Error('locked'));
    await assert.rejects(stored.load(), { code: 'storage-failed' });
    secrets.keys = keys;
    await stored.load();
    assert.equal(stored.isLoaded, true);
  });

  for (const calls of [['store'], ['store', 'keys']])
    it(`has those that are only in memory, where ${calls.join(', ')} fails`, async () => {
      const secrets = new FailingSecrets();
      const storage = new FallbackStorage(secrets, () => undefined);
      const [store, stored] = [new SecretsStore(storage, () => undefined), new StoredSecrets(storage)];
      secrets.fails = (call) => calls.includes(call);
      const [isListed] = await Promise.allSettled([stored.load()]);
      let told = 0;
      stored.onDidChange(() => told++);
      await store.set('token', known, 't');
      assert.equal(await stored.has('token', known), true);
      const others = isListed.status === 'fulfilled' ? false : undefined;
      assert.equal(await stored.has('token', other), others);
      await secrets.settled();
      assert.equal(told, 1);
    });
});
