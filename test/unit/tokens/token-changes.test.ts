import assert from 'node:assert/strict';
import { Emitter } from '../../../src/base/event';
import { Fault } from '../../../src/faults/fault';
import type { KnownProfile, UsableProfile } from '../../../src/profile/known';
import { tokenKey } from '../../../src/storage/keys';
import type { TokenSet } from '../../../src/storage/token-set';
import { TokenStore } from '../../../src/storage/tokens';
import { TokenChanges } from '../../../src/tokens/token-changes';
import { eventually } from '../../support/eventually';
import { MemorySecrets } from '../storage/memory-secrets';
import { usableProfile } from '../storage/profiles-of';

const login = (id: string, more: object = {}) =>
  usableProfile({ id, grant: 'authorization_code', clientId: 'c', issuer: 'https://sso.example.com', ...more });
const set = (accessToken: string, more: Partial<TokenSet> = {}): TokenSet => ({
  ...{ accessToken, tokenType: 'bearer', obtainedAt: 1, ...more },
});

/** A window with these profiles, over SecretStorage that it may share with another one. */
async function open(profiles: readonly KnownProfile[], secrets = new MemorySecrets(), keyOf = tokenKey) {
  const tokens = new TokenStore(
    secrets,
    () => true,
    () => undefined,
  );
  await tokens.load(async () => undefined);
  const changed = new Emitter<void>();
  const news = new Emitter<{ key: string } | { profile: string } | 'all'>();
  tokens.onDidChange((key) => news.fire({ key }));
  let list: readonly KnownProfile[] | undefined = profiles;
  const logged: string[] = [];
  const changes = new TokenChanges(
    {
      all: () => (list === undefined ? Promise.reject(new Fault('storage-failed', 'No.')) : Promise.resolve(list)),
      onDidChange: changed.event,
    },
    { keyOf: (profile) => keyOf(profile), peek: async (profile) => tokens.get(await tokenKey(profile)) },
    { onDidChange: news.event },
    (line) => logged.push(line),
  );
  await changes.all();
  const seen: string[] = [];
  changes.onDidChange((all) => {
    seen.push(...all.map(({ kind, profile, before }) => `${kind} ${profile.id}${before === profile ? '' : ' anew'}`));
  });
  return {
    changes,
    seen,
    logged,
    put: async (profile: UsableProfile, token: TokenSet) => tokens.set(await tokenKey(profile), token),
    drop: async (profile: UsableProfile) => tokens.delete(await tokenKey(profile)),
    show: (now: readonly KnownProfile[] | undefined) => {
      list = now;
      changed.fire();
    },
    version: (profile: UsableProfile) => changes.version(profile),
    ids: async () => (await changes.all()).map(({ id }) => id),
  };
}

describe('changes of tokens', () => {
  const [a, b] = [login('a'), login('b')];

  it('are a sign-in, a renewal and a sign-out of one profile', async () => {
    const { put, drop, seen, ids } = await open([a, b]);
    await put(a, set('1'));
    assert.deepEqual(await ids(), ['a']);
    await put(a, set('2'));
    await put(a, set('2', { replacesRejected: true, refreshToken: 'r' }));
    await put(b, set('3'));
    assert.deepEqual(await ids(), ['a', 'b']);
    await drop(a);
    assert.deepEqual(await ids(), ['b']);
    assert.deepEqual(seen, ['signed-in a', 'renewed a', 'signed-in b', 'signed-out a']);
  });

  it('are those of another window too', async () => {
    const secrets = new MemorySecrets();
    const [here, there] = [await open([a], secrets), await open([a], secrets.otherWindow())];
    await there.put(a, set('1'));
    await eventually('the sign-in', () => here.seen.length === 1);
    await there.put(a, set('2'));
    await eventually('the renewal', () => here.seen.length === 2);
    await there.drop(a);
    await eventually('the sign-out', () => here.seen.length === 3);
    assert.deepEqual(here.seen, ['signed-in a', 'renewed a', 'signed-out a']);
    assert.deepEqual(there.seen, here.seen);
  });

  it('have a number for each token', async () => {
    const { put, drop, version } = await open([a, b]);
    assert.equal(await version(a), undefined);
    const seen: (number | undefined)[] = [];
    for (const token of ['1', '2', '1']) {
      await put(a, set(token));
      seen.push(await version(a));
    }
    await put(a, set('1', { replacesRejected: true }));
    assert.equal(await version(a), seen[2]);
    await put(b, set('1'));
    seen.push(await version(b));
    assert.equal(new Set(seen).size, 4);
    await drop(a);
    assert.equal(await version(a), undefined);
  });

  it('are not what was there before', async () => {
    const secrets = new MemorySecrets();
    await (await open([a], secrets)).put(a, set('1'));
    const { seen, ids } = await open([a, b], secrets);
    assert.deepEqual(await ids(), ['a']);
    assert.deepEqual(seen, []);
  });

  it('follow the profiles: one that is gone, cannot be used or asks for something else has no token', async () => {
    const { put, show, seen, ids } = await open([a, b]);
    await put(a, set('1'));
    await put(b, set('2'));
    const renamed = login('a', { name: 'Anna' });
    show([renamed, b]);
    assert.deepEqual(await ids(), ['a', 'b']);
    show([login('a', { scope: 'more' }), { usable: false, id: 'b', home: b.home, name: undefined, problems: [] }]);
    assert.deepEqual(await ids(), []);
    show([renamed]);
    assert.deepEqual(await ids(), ['a']);
    show([]);
    assert.deepEqual(await ids(), []);
    assert.deepEqual(seen.slice(2), ['edited a anew', 'signed-out a', 'signed-out b', 'signed-in a', 'signed-out a']);
  });

  it('are none where SecretStorage does not answer', async () => {
    const { put, show, seen, ids } = await open([a]);
    await put(a, set('1'));
    show(undefined);
    assert.deepEqual(await ids(), ['a']);
    show([a]);
    assert.deepEqual(await ids(), ['a']);
    assert.deepEqual(seen, ['signed-in a']);
  });

  it('are told again after one that could not be read, or a listener that failed', async () => {
    let isBroken = true;
    const keyOf: typeof tokenKey = (profile) => (isBroken ? Promise.reject(new Error('no')) : tokenKey(profile));
    const { changes, put, seen, ids, logged } = await open([a], undefined, keyOf);
    await put(a, set('1'));
    assert.deepEqual(await ids(), []);
    isBroken = false;
    const { dispose } = changes.onDidChange(() => assert.fail());
    await put(a, set('2'));
    assert.deepEqual(await ids(), ['a']);
    dispose();
    await put(a, set('3'));
    assert.deepEqual(await ids(), ['a']);
    assert.deepEqual(seen, ['signed-in a', 'renewed a']);
    assert.equal(logged.length, 2);
  });
});
