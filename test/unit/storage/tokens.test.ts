import assert from 'node:assert/strict';
import { isFault } from '../../../src/faults/fault';
import { encodeEntry } from '../../../src/storage/entry';
import { FallbackStorage } from '../../../src/storage/fallback';
import type { TokenSet } from '../../../src/storage/token-set';
import { TokenStore } from '../../../src/storage/tokens';
import { FailingSecrets } from './failing-secrets';
import { MemorySecrets } from './memory-secrets';

const key = 'token.one';
const tokenSet = (accessToken: string): TokenSet => ({ accessToken, tokenType: 'bearer', obtainedAt: 1 });

/** A window: its SecretStorage, its store, its log, and the keys of the changes that it fired. */
function open<S extends MemorySecrets = MemorySecrets>(secrets = new MemorySecrets() as S, persist = () => true) {
  const lines: string[] = [];
  const told: string[] = [];
  const log = (line: string) => lines.push(line);
  const store = new TokenStore(new FallbackStorage(secrets, log), persist, log);
  store.onDidChange((changed) => told.push(changed));
  return { secrets, store, lines, told };
}

describe('a token store', () => {
  it('knows nothing before it is asked, and reads an entry once', async () => {
    const { secrets, store } = open();
    secrets.entries.set(key, encodeEntry(tokenSet('a')));
    assert.equal(store.peek(key), undefined);
    assert.equal((await store.get(key))?.accessToken, 'a');
    assert.equal((await store.get(key))?.accessToken, 'a');
    assert.equal(store.peek(key)?.accessToken, 'a');
    assert.deepEqual(secrets.reads, [key]);
  });

  it('stores a token before it resolves, and fires a change', async () => {
    const { secrets, store, told } = open();
    const stored = store.set(key, tokenSet('a'));
    assert.equal(store.peek(key)?.accessToken, 'a');
    await stored;
    assert.equal(secrets.entries.get(key), encodeEntry(tokenSet('a')));
    assert.deepEqual(told, [key]);
    await secrets.settled();
    assert.deepEqual(told, [key], 'its own change does not fire again');
  });

  it('keeps tokens when the window is reloaded', async () => {
    const { secrets, store } = open();
    await store.set(key, tokenSet('a'));
    assert.equal((await open(secrets.otherWindow()).store.get(key))?.accessToken, 'a');
  });

  it('answers for every key from memory once it is loaded, and follows other windows', async () => {
    const one = open();
    await one.store.set(key, tokenSet('a'));
    const two = open(one.secrets.otherWindow());
    assert.equal(two.store.isAtHand(key), false);
    let rests = 0;
    await Promise.all([two.store.load(async () => void rests++), two.store.load(async () => void rests++)]);
    assert.equal(rests, 1, 'once for two callers');
    assert.deepEqual(two.store.keysAtHand(), [key]);
    assert.equal(two.store.isAtHand('token.other'), true);
    assert.equal(await two.store.get('token.other'), undefined);
    assert.deepEqual(two.secrets.reads, [key], 'a key without an entry is not read');
    await one.store.set('token.other', tokenSet('b'));
    await one.secrets.settled();
    assert.equal(two.store.peek('token.other')?.accessToken, 'b');
    assert.deepEqual(two.told, ['token.other'], 'loading is not a change');
  });

  it('loads with the next call if loading failed', async () => {
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
    it(`takes ${JSON.stringify(text)} for no token, logs that, and keeps the entry`, async () => {
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
    it('takes over the tokens that it stores and deletes', async () => {
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

    it('rereads an entry past its memory', async () => {
      const { secrets, store } = open();
      await store.set(key, tokenSet('a'));
      secrets.entries.set(key, encodeEntry(tokenSet('b')));
      assert.equal((await store.get(key))?.accessToken, 'a');
      assert.equal((await store.reread(key))?.accessToken, 'b');
      assert.equal(store.peek(key)?.accessToken, 'b');
    });

    it('reads nothing when a key changes that it was never asked for', async () => {
      const one = open();
      const two = open(one.secrets.otherWindow());
      await one.store.set(key, tokenSet('a'));
      await one.secrets.settled();
      assert.deepEqual(two.secrets.reads, []);
    });

    it('ignores changes once it is disposed', async () => {
      const one = open();
      const two = open(one.secrets.otherWindow());
      await one.store.set(key, tokenSet('a'));
      await two.store.get(key);
      two.store.dispose();
      await one.store.set(key, tokenSet('b'));
      await one.secrets.settled();
      assert.equal(two.store.peek(key)?.accessToken, 'a');
    });

    it('logs a change that cannot be read', async () => {
      const one = open();
      const two = open(one.secrets.otherWindow());
      await two.store.get(key);
      two.secrets.get = () => Promise.reject(new Error('keyring locked'));
      await one.store.set(key, tokenSet('b'));
      await one.secrets.settled();
      assert.match(two.lines.join(), /could not be read/);
    });
  });

  describe('while a token is being written', () => {
    it('does not replace the new token with an old one that is read at the same time', async () => {
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

    it('does not bring back a deleted token by reading', async () => {
      const { secrets, store } = open();
      secrets.entries.set(key, encodeEntry(tokenSet('old')));
      const reading = store.reread(key);
      const deleting = store.delete(key);
      assert.equal(await reading, undefined);
      await deleting;
      assert.equal(store.peek(key), undefined);
    });

    it('stores two writes in order', async () => {
      const { secrets, store } = open();
      await Promise.all([store.set(key, tokenSet('a')), store.set(key, tokenSet('b'))]);
      assert.equal(secrets.entries.get(key), encodeEntry(tokenSet('b')));
    });
  });

  describe('while storing is slow', () => {
    /** A window whose writes wait until the test lets them go. */
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

    it('hands out a token only once it is stored', async () => {
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

    it('hands out a token of another key at once', async () => {
      const { store, letGo } = slow();
      const writing = store.set(key, tokenSet('a'));
      assert.equal(await store.get('token.two'), undefined);
      letGo();
      await writing;
    });

    for (const when of ['before', 'after']) {
      it(`leaves nothing stored if persisting is turned off during the write, which ends ${when} the clean-up`, async () => {
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

    it('leaves nothing stored if persisting is turned off during the write, without a clean-up', async () => {
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

  describe('when a token is taken out', () => {
    it('gives it to nobody else from that moment on, also where it was not read before', async () => {
      const { secrets, store } = open();
      secrets.entries.set(key, encodeEntry(tokenSet('a')));
      const taking = store.take(key);
      assert.equal(await store.get(key), undefined);
      assert.deepEqual(await taking, { set: tokenSet('a'), failure: undefined });
      assert.equal(secrets.entries.size, 0);
      assert.deepEqual(await store.take(key), { set: undefined, failure: undefined });
    });

    it('gives it to one of two that take it at the same time', async () => {
      const { store } = open();
      await store.set(key, tokenSet('a'));
      const taken = await Promise.all([store.take(key), store.take(key)]);
      assert.deepEqual(
        taken.map(({ set }) => set?.accessToken),
        ['a', undefined],
      );
    });

    it('is the one that another window stored a moment ago', async () => {
      const { secrets, store } = open();
      await store.set(key, tokenSet('a'));
      secrets.entries.set(key, encodeEntry(tokenSet('newer')));
      assert.equal((await store.take(key)).set?.accessToken, 'newer');
    });

    it('is the one that is only in memory, where persisting is off', async () => {
      const { secrets, store } = open(new MemorySecrets(), () => false);
      await store.set(key, tokenSet('a'));
      secrets.entries.set(key, encodeEntry(tokenSet('old')));
      assert.equal((await store.take(key)).set?.accessToken, 'a');
      assert.equal(secrets.entries.size, 0);
    });

    it('is taken also where the store fails, which is told, and does not come back', async () => {
      const { secrets, store } = open();
      secrets.entries.set(key, encodeEntry(tokenSet('a')));
      secrets.delete = () => Promise.reject(new Error('hunter2'));
      const { set, failure } = await store.take(key);
      assert.equal(set?.accessToken, 'a');
      assert.ok(isStorageFailed(failure));
      assert.equal(await store.reread(key), undefined);
    });
  });

  describe('if storing fails', () => {
    it('keeps the token in memory, logs that, and does not fall back to the older one', async () => {
      const { secrets, store, lines } = open();
      await store.set(key, tokenSet('a'));
      secrets.storeFailure = new Error('disk full of secret-token');
      await store.set(key, tokenSet('b'));
      assert.equal((await store.get(key))?.accessToken, 'b');
      assert.equal((await store.reread(key))?.accessToken, 'b', 'the stored token is older');
      assert.match(lines.join(), /only in memory/);
      assert.doesNotMatch(lines.join(), /secret-token/);
    });

    it('does not fall back to an older token that was never read', async () => {
      const { secrets, store } = open();
      secrets.entries.set(key, encodeEntry(tokenSet('a')));
      secrets.storeFailure = new Error('disk full');
      await store.set(key, tokenSet('b'));
      assert.equal((await store.reread(key))?.accessToken, 'b');
    });

    it('takes over a token that another window stored since', async () => {
      const { secrets, store } = open();
      await store.set(key, tokenSet('a'));
      secrets.storeFailure = new Error('disk full');
      await store.set(key, tokenSet('b'));
      await open(secrets.otherWindow()).store.set(key, tokenSet('c'));
      assert.equal((await store.reread(key))?.accessToken, 'c');
    });

    it('stores a later token', async () => {
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
  it('rejects with storage-failed, without the system’s message, if deleting or listing fails', async () => {
    const { secrets, store } = open(new FailingSecrets());
    secrets.fails = (call) => call === 'delete' || call === 'keys';
    await assert.rejects(store.delete(key), isStorageFailed);
    await assert.rejects(store.forgetStored(), isStorageFailed);
    assert.equal(store.peek(key), undefined);
  });

  describe('if reading fails', () => {
    /** A window whose stored token cannot be read. */
    function unreadable(stored = tokenSet('a')) {
      const window = open(new FailingSecrets());
      window.secrets.entries.set(key, encodeEntry(stored));
      window.secrets.fails = (call) => call === 'get';
      return window;
    }

    it('takes the token for none until it can be read, and says so in the log', async () => {
      const { secrets, store, lines } = unreadable();
      assert.equal(await store.get(key), undefined);
      assert.match(lines.join(), /could not be read/);
      assert.doesNotMatch(lines.join(), /hunter2/);
      await assert.rejects(store.read(key), isStorageFailed, 'for who has to know');
      secrets.fails = () => false;
      assert.equal((await store.get(key))?.accessToken, 'a');
    });

    it('goes on with the token in memory, until the store can be read', async () => {
      const { secrets, store } = unreadable();
      await store.set(key, tokenSet('b'));
      await open(secrets.otherWindow()).store.set(key, tokenSet('c'));
      await secrets.settled();
      assert.equal((await store.reread(key))?.accessToken, 'b');
      assert.equal((await store.get(key))?.accessToken, 'b');
      secrets.fails = () => false;
      assert.equal((await store.get(key))?.accessToken, 'c');
    });

    const change = { ...tokenSet('a'), scope: 'changed' };
    for (const when of ['while it fails', 'once it works'])
      it(`does not change a token that may be newer in the store, ${when}`, async () => {
        const { secrets, store } = open(new FailingSecrets());
        await store.set(key, tokenSet('a'));
        await secrets.settled();
        secrets.fails = (call) => call === 'get';
        await store.reread(key);
        secrets.entries.set(key, encodeEntry(tokenSet('theirs')));
        if (when === 'once it works') secrets.fails = () => false;
        await store.set(key, change);
        assert.equal(secrets.entries.get(key), encodeEntry(tokenSet('theirs')));
        secrets.fails = () => false;
        assert.equal((await store.get(key))?.accessToken, 'theirs');
      });

    it('stores a change of the token that is still there', async () => {
      const { secrets, store } = open(new FailingSecrets());
      await store.set(key, tokenSet('a'));
      secrets.fails = (call) => call === 'get';
      await store.reread(key);
      secrets.fails = () => false;
      await store.set(key, change);
      assert.equal(secrets.entries.get(key), encodeEntry(change));
    });
  });

  describe('if tokens are not persisted', () => {
    it('keeps them in memory, and neither stores nor reads', async () => {
      const { secrets, store, told } = open(new MemorySecrets(), () => false);
      await store.set(key, tokenSet('a'));
      assert.equal((await store.get(key))?.accessToken, 'a');
      assert.equal((await store.reread(key))?.accessToken, 'a');
      assert.equal(secrets.entries.size, 0);
      assert.deepEqual(secrets.reads, []);
      assert.deepEqual(told, [key]);
    });

    it('does not use a token that was stored before', async () => {
      const { secrets, store } = open(new MemorySecrets(), () => false);
      secrets.entries.set(key, encodeEntry(tokenSet('a')));
      assert.equal(await store.get(key), undefined);
    });

    it('deletes stored tokens but no other entries, and keeps tokens in memory', async () => {
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

    it('keeps tokens in memory when persisting is turned on again', async () => {
      let persist = false;
      const { store } = open(new MemorySecrets(), () => persist);
      await store.set(key, tokenSet('a'));
      persist = true;
      assert.equal((await store.reread(key))?.accessToken, 'a');
    });

    it('keeps a token in memory that was stored and deleted from the store when persisting is turned on again', async () => {
      let persist = true;
      const { store } = open(new MemorySecrets(), () => persist);
      await store.set(key, tokenSet('a'));
      persist = false;
      await store.forgetStored();
      persist = true;
      assert.equal((await store.reread(key))?.accessToken, 'a');
    });

    it('still deletes a stored token', async () => {
      const { secrets, store } = open(new MemorySecrets(), () => false);
      secrets.entries.set(key, encodeEntry(tokenSet('a')));
      await store.delete(key);
      assert.equal(secrets.entries.size, 0);
    });
  });
});
