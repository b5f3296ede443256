import assert from 'node:assert/strict';
import { isStorageFailed } from '../../../src/storage/entry';
import { FallbackStorage } from '../../../src/storage/fallback';
import { takeAll } from '../../../src/storage/taken-tokens';
import type { TokenSet } from '../../../src/storage/token-set';
import { TokenStore } from '../../../src/storage/tokens';
import { MemorySecrets } from './memory-secrets';

const key = 'token.one';
const tokenSet = (accessToken: string): TokenSet => ({ accessToken, tokenType: 'bearer', obtainedAt: 1 });

function open(persist = true) {
  const secrets = new MemorySecrets();
  const log = () => undefined;
  return { secrets, store: new TokenStore(new FallbackStorage(secrets, log), () => persist, log) };
}

describe('when all tokens are taken out', () => {
  it('leaves none in memory or stored, even if never read, and keeps other entries', async () => {
    const { secrets, store } = open();
    secrets.entries.set('secret.x', 'kept').set('profile.token.x', 'kept').set('token.other', 'gone');
    await store.set(key, tokenSet('a'));
    const writing = store.set('token.two', tokenSet('b'));
    const { sets, failure } = await takeAll(store);
    await writing;
    assert.deepEqual(
      [[...sets].map(([one, { accessToken }]) => `${one} ${accessToken}`), failure],
      [['token.one a', 'token.two b'], undefined],
    );
    assert.deepEqual([...secrets.entries.keys()], ['secret.x', 'profile.token.x']);
    for (const one of [key, 'token.two', 'token.other']) assert.equal(await store.get(one), undefined);
  });

  it('deletes the others after a failure, then reports it', async () => {
    const { secrets, store } = open();
    for (const name of ['a', 'b', 'c']) await store.set(`token.${name}`, tokenSet(name));
    const remove = secrets.delete.bind(secrets);
    secrets.delete = (one) => (one === 'token.a' ? Promise.reject(new Error('hunter2')) : remove(one));
    assert.ok(isStorageFailed((await takeAll(store)).failure));
    assert.deepEqual([...secrets.entries.keys()], ['token.a']);
    assert.equal(store.peek('token.a'), undefined);
  });

  it('forgets tokens in memory even if the keys cannot be listed', async () => {
    const { secrets, store } = open();
    await store.set(key, tokenSet('a'));
    secrets.keys = () => Promise.reject(new Error('hunter2'));
    assert.ok(isStorageFailed((await takeAll(store)).failure));
    assert.equal(store.peek(key), undefined);
    assert.equal(secrets.entries.size, 0);
  });

  it('forgets tokens that are not persisted', async () => {
    const { store } = open(false);
    await store.set(key, tokenSet('a'));
    assert.equal((await takeAll(store)).sets.get(key)?.accessToken, 'a');
    assert.equal(await store.get(key), undefined);
  });
});
