import assert from 'node:assert/strict';
import { isFault } from '../../../src/faults/fault';
import { encodeEntry } from '../../../src/storage/entry';
import type { TokenSet } from '../../../src/storage/token-set';
import { TokenStore } from '../../../src/storage/tokens';
import { MemorySecrets } from './memory-secrets';

const key = 'token.one';
const tokenSet = (accessToken: string): TokenSet => ({ accessToken, tokenType: 'bearer', obtainedAt: 1 });

/** A window: its storage, its store, what it logged and which keys it told of. */
function open(secrets = new MemorySecrets(), persist = () => true) {
  const lines: string[] = [];
  const told: string[] = [];
  const store = new TokenStore(secrets, persist, (line) => lines.push(line));
  store.onDidChange((changed) => told.push(changed));
  return { secrets, store, lines, told };
}

describe('storage: tokens', () => {
  it('knows nothing before it was asked, and asks once', async () => {
    const { secrets, store } = open();
    secrets.entries.set(key, encodeEntry(tokenSet('a')));
    assert.equal(store.peek(key), undefined);
    assert.equal((await store.get(key))?.accessToken, 'a');
    assert.equal((await store.get(key))?.accessToken, 'a');
    assert.equal(store.peek(key)?.accessToken, 'a');
    assert.deepEqual(secrets.reads, [key]);
  });

  it('stores before it resolves, and tells', async () => {
    const { secrets, store, told } = open();
    const stored = store.set(key, tokenSet('a'));
    assert.equal(store.peek(key)?.accessToken, 'a');
    await stored;
    assert.equal(secrets.entries.get(key), encodeEntry(tokenSet('a')));
    assert.deepEqual(told, [key]);
    await secrets.settled();
    assert.deepEqual(told, [key], 'its own change is no news');
  });

  it('survives a reload of the window', async () => {
    const { secrets, store } = open();
    await store.set(key, tokenSet('a'));
    assert.equal((await open(secrets.otherWindow()).store.get(key))?.accessToken, 'a');
  });

  it('that was loaded answers for every key from memory, and follows what other windows store', async () => {
    const one = open();
    await one.store.set(key, tokenSet('a'));
    const two = open(one.secrets.otherWindow());
    assert.equal(two.store.isAtHand(key), false);
    let rests = 0;
    await Promise.all([two.store.load(async () => void rests++), two.store.load(async () => void rests++)]);
    assert.equal(rests, 1, 'once, also for two who ask');
    assert.deepEqual(two.store.keysAtHand(), [key]);
    assert.equal(two.store.isAtHand('token.other'), true);
    assert.equal(await two.store.get('token.other'), undefined);
    assert.deepEqual(two.secrets.reads, [key], 'a key without an entry is not read');
    await one.store.set('token.other', tokenSet('b'));
    await one.secrets.settled();
    assert.equal(two.store.peek('token.other')?.accessToken, 'b');
    assert.deepEqual(two.told, ['token.other'], 'loading is no change');
  });

  it('that could not be loaded is loaded with the next call', async () => {
    const { secrets, store } = open();
    secrets.entries.set(key, encodeEntry(tokenSet('a')));
    const { get } = secrets;
    secrets.get = () => Promise.reject(new Error('keyring locked'));
    await assert.rejects(
      store.load(async () => undefined),
      { code: 'storage-failed' },
    );
    assert.equal(store.isAtHand('token.other'), false);
    secrets.get = get;
    await store.load(async () => undefined);
    assert.equal(store.peek(key)?.accessToken, 'a');
  });

  const garbled = ['', '{"accessToken":"secret-to', '{"version":2,"accessToken":"a"}', encodeEntry({ accessToken: 7 })];
  for (const text of garbled) {
    it(`counts ${JSON.stringify(text)} as none, says so, and leaves it`, async () => {
      const { secrets, store, lines } = open();
      secrets.entries.set(key, text);
      assert.equal(await store.get(key), undefined);
      assert.equal(secrets.entries.get(key), text);
      assert.match(lines.join(), /garbled/);
      assert.doesNotMatch(lines.join(), /secret-to/);
      await store.set(key, tokenSet('b'));
      assert.equal((await store.get(key))?.accessToken, 'b');
    });
  }

  describe('with another window', () => {
    it('takes over what it stores, and what it deletes', async () => {
      const one = open();
      const two = open(one.secrets.otherWindow());
      await one.store.set(key, tokenSet('a'));
      assert.equal((await two.store.get(key))?.accessToken, 'a');
      await two.store.set(key, tokenSet('b'));
      await two.secrets.settled();
      assert.equal(one.store.peek(key)?.accessToken, 'b');
      assert.deepEqual(one.told, [key, key]);
      await one.store.delete(key);
      await one.secrets.settled();
      assert.equal(two.store.peek(key), undefined);
      assert.equal(one.secrets.entries.size, 0);
    });

    it('reads again past the memory when told to', async () => {
      const { secrets, store } = open();
      await store.set(key, tokenSet('a'));
      secrets.entries.set(key, encodeEntry(tokenSet('b')));
      assert.equal((await store.get(key))?.accessToken, 'a');
      assert.equal((await store.reread(key))?.accessToken, 'b');
      assert.equal(store.peek(key)?.accessToken, 'b');
    });

    it('reads nothing for changes of keys that it was never asked for', async () => {
      const one = open();
      const two = open(one.secrets.otherWindow());
      await one.store.set(key, tokenSet('a'));
      await one.secrets.settled();
      assert.deepEqual(two.secrets.reads, []);
    });

    it('hears nothing any more once it is disposed', async () => {
      const one = open();
      const two = open(one.secrets.otherWindow());
      await one.store.set(key, tokenSet('a'));
      await two.store.get(key);
      two.store.dispose();
      await one.store.set(key, tokenSet('b'));
      await one.secrets.settled();
      assert.equal(two.store.peek(key)?.accessToken, 'a');
    });

    it('logs where a change cannot be read, and goes on', async () => {
      const one = open();
      const two = open(one.secrets.otherWindow());
      await two.store.get(key);
      two.secrets.get = () => Promise.reject(new Error('keyring locked'));
      await one.store.set(key, tokenSet('b'));
      await one.secrets.settled();
      assert.match(two.lines.join(), /could not be read/);
    });
  });

  describe('while it is being written', () => {
    it('an old token that is read meanwhile does not replace the new one', async () => {
      const { secrets, store } = open();
      await store.set(key, tokenSet('old'));
      await secrets.settled();
      const reading = store.reread(key);
      const writing = store.set(key, tokenSet('new'));
      const alsoReading = store.reread(key);
      assert.equal((await reading)?.accessToken, 'new');
      assert.equal((await alsoReading)?.accessToken, 'new');
      await writing;
      assert.equal(store.peek(key)?.accessToken, 'new');
    });

    it('a token that is deleted does not come back by a reading', async () => {
      const { secrets, store } = open();
      secrets.entries.set(key, encodeEntry(tokenSet('old')));
      const reading = store.reread(key);
      const deleting = store.delete(key);
      assert.equal(await reading, undefined);
      await deleting;
      assert.equal(store.peek(key), undefined);
    });

    it('two writes are stored in their order', async () => {
      const { secrets, store } = open();
      await Promise.all([store.set(key, tokenSet('a')), store.set(key, tokenSet('b'))]);
      assert.equal(secrets.entries.get(key), encodeEntry(tokenSet('b')));
    });
  });

  describe('while storing takes its time', () => {
    /** A window whose writes are held until they are let go. */
    function slow(persist = () => true) {
      const window = open(new MemorySecrets(), persist);
      const { secrets } = window;
      const store = secrets.store.bind(secrets);
      let letGo: () => void = () => undefined;
      const held = new Promise<void>((resolve) => (letGo = resolve));
      secrets.store = async (key, value) => {
        await held;
        await store(key, value);
      };
      return { ...window, letGo };
    }

    it('a token is handed out when it is stored, and not before', async () => {
      const { secrets, store, letGo } = slow();
      const writing = store.set(key, tokenSet('a'));
      let stored: string | undefined;
      const reading = store.get(key).then((set) => {
        stored = secrets.entries.get(key);
        return set;
      });
      setImmediate(letGo);
      assert.equal((await reading)?.accessToken, 'a');
      assert.equal(stored, encodeEntry(tokenSet('a')));
      await writing;
    });

    it('one of another key is handed out at once', async () => {
      const { store, letGo } = slow();
      const writing = store.set(key, tokenSet('a'));
      assert.equal(await store.get('token.two'), undefined);
      letGo();
      await writing;
    });

    for (const when of ['before', 'after']) {
      it(`leaves nothing stored where persisting is switched off meanwhile, and let go ${when} it is forgotten`, async () => {
        let persist = true;
        const { secrets, store, letGo } = slow(() => persist);
        const writing = store.set(key, tokenSet('a'));
        await Promise.resolve();
        persist = false;
        if (when === 'before') letGo();
        const forgetting = store.forgetStored();
        setImmediate(letGo);
        await Promise.all([writing, forgetting]);
        assert.equal(secrets.entries.size, 0);
        assert.equal((await store.get(key))?.accessToken, 'a');
        persist = true;
        assert.equal((await store.reread(key))?.accessToken, 'a');
      });
    }

    it('leaves nothing stored where persisting is switched off, and nobody forgets', async () => {
      let persist = true;
      const { secrets, store, letGo } = slow(() => persist);
      const writing = store.set(key, tokenSet('a'));
      await Promise.resolve();
      persist = false;
      letGo();
      await writing;
      assert.equal(secrets.entries.size, 0);
    });
  });

  describe('when all are deleted', () => {
    it('none is left, in memory or stored, looked at or not, and other entries are', async () => {
      const { secrets, store } = open();
      secrets.entries.set('secret.x', 'kept').set('profile.token.x', 'kept').set('token.other', 'gone');
      await store.set(key, tokenSet('a'));
      const writing = store.set('token.two', tokenSet('b'));
      await store.deleteAll();
      await writing;
      assert.deepEqual([...secrets.entries.keys()], ['secret.x', 'profile.token.x']);
      for (const one of [key, 'token.two', 'token.other']) assert.equal(await store.get(one), undefined);
    });

    it('goes on after a failure, and says it at the end', async () => {
      const { secrets, store } = open();
      for (const name of ['a', 'b', 'c']) await store.set(`token.${name}`, tokenSet(name));
      const remove = secrets.delete.bind(secrets);
      secrets.delete = (one) => (one === 'token.a' ? Promise.reject(new Error('hunter2')) : remove(one));
      await assert.rejects(store.deleteAll(), isStorageFailed);
      assert.deepEqual([...secrets.entries.keys()], ['token.a']);
      assert.equal(store.peek('token.a'), undefined);
    });

    it('forgets what is in memory also where the keys cannot be listed', async () => {
      const { secrets, store } = open();
      await store.set(key, tokenSet('a'));
      secrets.keys = () => Promise.reject(new Error('hunter2'));
      await assert.rejects(store.deleteAll(), isStorageFailed);
      assert.equal(store.peek(key), undefined);
      assert.equal(secrets.entries.size, 0);
    });

    it('tokens that are not to be stored are forgotten too', async () => {
      const { store } = open(new MemorySecrets(), () => false);
      await store.set(key, tokenSet('a'));
      await store.deleteAll();
      assert.equal(await store.get(key), undefined);
    });
  });

  describe('where storing fails', () => {
    it('keeps the token in memory, says so, and does not fall back to the older one', async () => {
      const { secrets, store, lines } = open();
      await store.set(key, tokenSet('a'));
      secrets.storeFailure = new Error('disk full of secret-token');
      await store.set(key, tokenSet('b'));
      assert.equal((await store.get(key))?.accessToken, 'b');
      assert.equal((await store.reread(key))?.accessToken, 'b', 'what stands in the store is older');
      assert.match(lines.join(), /in memory alone/);
      assert.doesNotMatch(lines.join(), /secret-token/);
    });

    it('does not fall back to an older one that was never read either', async () => {
      const { secrets, store } = open();
      secrets.entries.set(key, encodeEntry(tokenSet('a')));
      secrets.storeFailure = new Error('disk full');
      await store.set(key, tokenSet('b'));
      assert.equal((await store.reread(key))?.accessToken, 'b');
    });

    it('takes what another window stored since', async () => {
      const { secrets, store } = open();
      await store.set(key, tokenSet('a'));
      secrets.storeFailure = new Error('disk full');
      await store.set(key, tokenSet('b'));
      await open(secrets.otherWindow()).store.set(key, tokenSet('c'));
      assert.equal((await store.reread(key))?.accessToken, 'c');
    });

    it('a later write that succeeds is stored', async () => {
      const { secrets, store } = open();
      secrets.storeFailure = new Error('disk full');
      await store.set(key, tokenSet('b'));
      secrets.storeFailure = undefined;
      await store.set(key, tokenSet('c'));
      assert.equal(secrets.entries.get(key), encodeEntry(tokenSet('c')));
      assert.equal((await store.reread(key))?.accessToken, 'c');
    });
  });

  const isStorageFailed = (thrown: unknown) =>
    isFault(thrown) && thrown.code === 'storage-failed' && !thrown.message.includes('hunter2');
  it('where reading or deleting fails, says storage-failed and none of what the system said', async () => {
    const { secrets, store } = open();
    secrets.get = () => Promise.reject(new Error('hunter2'));
    secrets.delete = () => Promise.reject(new Error('hunter2'));
    secrets.keys = () => Promise.reject(new Error('hunter2'));
    await assert.rejects(store.get(key), isStorageFailed);
    await assert.rejects(store.delete(key), isStorageFailed);
    await assert.rejects(store.forgetStored(), isStorageFailed);
    assert.equal(store.peek(key), undefined);
  });

  describe('where tokens are not to be stored', () => {
    it('keeps them in memory, and neither stores nor reads', async () => {
      const { secrets, store, told } = open(new MemorySecrets(), () => false);
      await store.set(key, tokenSet('a'));
      assert.equal((await store.get(key))?.accessToken, 'a');
      assert.equal((await store.reread(key))?.accessToken, 'a');
      assert.equal(secrets.entries.size, 0);
      assert.deepEqual(secrets.reads, []);
      assert.deepEqual(told, [key]);
    });

    it('does not use one that was stored before', async () => {
      const { secrets, store } = open(new MemorySecrets(), () => false);
      secrets.entries.set(key, encodeEntry(tokenSet('a')));
      assert.equal(await store.get(key), undefined);
    });

    it('forgets what is stored, of tokens alone, and keeps what is in memory', async () => {
      let persist = true;
      const { secrets, store } = open(new MemorySecrets(), () => persist);
      secrets.entries.set('secret.x', 'kept').set('profile.token.x', 'kept').set('token.other', 'gone');
      await store.set(key, tokenSet('a'));
      persist = false;
      await store.forgetStored();
      await secrets.settled();
      assert.deepEqual([...secrets.entries.keys()], ['secret.x', 'profile.token.x']);
      assert.equal((await store.get(key))?.accessToken, 'a');
    });

    it('keeps what is in memory when they may be stored again', async () => {
      let persist = false;
      const { store } = open(new MemorySecrets(), () => persist);
      await store.set(key, tokenSet('a'));
      persist = true;
      assert.equal((await store.reread(key))?.accessToken, 'a');
    });

    it('keeps what was stored once, forgotten, and may be stored again', async () => {
      let persist = true;
      const { store } = open(new MemorySecrets(), () => persist);
      await store.set(key, tokenSet('a'));
      persist = false;
      await store.forgetStored();
      persist = true;
      assert.equal((await store.reread(key))?.accessToken, 'a');
    });

    it('still deletes', async () => {
      const { secrets, store } = open(new MemorySecrets(), () => false);
      secrets.entries.set(key, encodeEntry(tokenSet('a')));
      await store.delete(key);
      assert.equal(secrets.entries.size, 0);
    });
  });
});
