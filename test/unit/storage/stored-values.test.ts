import assert from 'node:assert/strict';
import { encodeEntry, type SecretStorage } from '../../../src/storage/entry';
import { storedValues } from '../../../src/storage/stored-values';

const none = { keysAtHand: () => [], peek: () => undefined };

function storageOf(entries: Record<string, string>, change: Partial<SecretStorage> = {}): SecretStorage {
  const fail = () => Promise.reject(new Error('not asked for'));
  return {
    keys: async () => Object.keys(entries),
    get: async (key) => entries[key],
    store: fail,
    delete: fail,
    onDidChange: () => ({ dispose: () => undefined }),
    ...change,
  };
}

describe('storage: every stored secret and token', () => {
  const entries = {
    'secret.a': encodeEntry({ kind: 'clientSecret', value: 'the-secret' }),
    'token.b': encodeEntry({
      ...{ accessToken: 'an-access', refreshToken: 'a-refresh', idToken: 'an-id' },
      ...{ tokenType: 'bearer', obtainedAt: 1 },
    }),
    'token.c': 'garbled',
    'profile.d': encodeEntry({ id: 'd', value: 'not-a-secret' }),
  };

  it('is read, and nothing else', async () =>
    assert.deepEqual(await storedValues(storageOf(entries), none), ['the-secret', 'an-access', 'an-id', 'a-refresh']));

  it('includes tokens that are only in memory', async () => {
    const tokens = {
      keysAtHand: () => ['token.m'],
      peek: () => ({ accessToken: 'in-memory', tokenType: 'bearer', obtainedAt: 1 }),
    };
    assert.deepEqual(await storedValues(storageOf({}), tokens), ['in-memory']);
  });

  it('is what the window keeps where SecretStorage fails', async () => {
    const failing = storageOf(entries, {
      keys: () => Promise.reject(new Error('locked')),
      kept: new Map([
        ['secret.a', ''],
        ['token.b', ''],
      ]),
      get: (key) => (key === 'secret.a' ? Promise.resolve(entries[key]) : Promise.reject(new Error('locked'))),
    });
    assert.deepEqual(await storedValues(failing, none), ['the-secret']);
  });
});
