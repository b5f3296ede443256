import assert from 'node:assert/strict';
import type { Home } from '../../../src/profile/known';
import { encodeEntry } from '../../../src/storage/entry';
import { FallbackStorage } from '../../../src/storage/fallback';
import { secretKey, tokenKey } from '../../../src/storage/keys';
import { ownedBy, ProfileMove } from '../../../src/storage/profile-move';
import { SecretsStore } from '../../../src/storage/secrets';
import { TokenStore } from '../../../src/storage/tokens';
import { FailingSecrets, type Call } from './failing-secrets';
import { MemorySecrets } from './memory-secrets';
import { personal, team, usableProfile } from './profiles-of';

const issuer = 'https://sso.example.com';
const grants = {
  login: { grant: 'authorization_code', clientAuth: 'none', issuer, clientId: 'app' },
  machine: { grant: 'client_credentials', issuer, clientId: 'app' },
  pasted: { grant: 'static' },
};
const profile = (grant: keyof typeof grants, id: string, home: Home = personal, more: object = {}) =>
  usableProfile({ ...grants[grant], id, ...more }, home);
const folder = team('app');

const own = ['token', 'subjectToken', 'actorToken', 'dpopKey', 'registration'];

describe('storage: what a profile owns', () => {
  const cases: [
    what: string,
    from: ReturnType<typeof profile>,
    to: ReturnType<typeof profile>,
    token: boolean,
    secrets: string[],
  ][] = [
    ['a login with another id', profile('login', 'a'), profile('login', 'b'), true, own],
    ['a login in a folder', profile('login', 'a'), profile('login', 'a', folder), true, own],
    ['a login with another name', profile('login', 'a'), profile('login', 'a', personal, { name: 'A' }), false, []],
    ['a login of another scope', profile('login', 'a'), profile('login', 'b', personal, { scope: 's' }), false, own],
    ['a machine with another id', profile('machine', 'a'), profile('machine', 'b'), false, own],
    ['a machine in a folder', profile('machine', 'a'), profile('machine', 'b', folder), false, own],
    ['a pasted token with another id', profile('pasted', 'a'), profile('pasted', 'b'), true, own],
    ['a pasted token of a folder', profile('pasted', 'a', folder), profile('pasted', 'a', team('other')), true, own],
  ];
  for (const [what, from, to, token, secrets] of cases)
    it(`${what}: ${token ? 'its token, ' : ''}${secrets.length} secrets`, async () => {
      const owned = await ownedBy(from, to);
      const keys = { from: await tokenKey(from), to: await tokenKey(to) };
      assert.deepEqual(owned, { token: token ? keys : undefined, secrets });
    });

  it('is never a secret of the client or of a user', async () => {
    const { secrets } = await ownedBy(profile('login', 'a'), profile('login', 'b', folder));
    for (const kind of ['clientSecret', 'privateKey', 'clientCertificate', 'password'] as const) {
      assert.ok(!secrets.includes(kind));
      assert.equal(await secretKey(kind, profile('login', 'a')), await secretKey(kind, profile('login', 'b', folder)));
    }
  });
});

function world(persist = true) {
  const memory = new MemorySecrets();
  const tokens = new TokenStore(
    memory,
    () => persist,
    () => undefined,
  );
  const secrets = new SecretsStore(memory, () => undefined);
  return { memory, tokens, secrets, move: new ProfileMove(tokens, secrets) };
}

const set = (accessToken: string) => ({ accessToken, tokenType: 'bearer', refreshToken: 'r', obtainedAt: 1 });

describe('storage: moving what a profile owns', () => {
  const [before, after] = [profile('login', 'a'), profile('login', 'b', folder)];

  for (const persist of [true, false])
    it(`takes a login along ${persist ? 'in SecretStorage' : 'in memory only'}`, async () => {
      const { tokens, move, memory } = world(persist);
      await tokens.set(await tokenKey(before), set('mine'));
      await move.copy(before, after);
      assert.deepEqual(await tokens.get(await tokenKey(after)), set('mine'));
      assert.deepEqual(await tokens.get(await tokenKey(before)), set('mine'));
      await move.remove(before, after);
      assert.equal(await tokens.get(await tokenKey(before)), undefined);
      assert.deepEqual(await tokens.get(await tokenKey(after)), set('mine'));
      assert.equal(memory.entries.size, persist ? 1 : 0);
    });

  it('takes a pasted token along, and leaves the client’s secret', async () => {
    const { secrets, move } = world();
    const [from, to] = [profile('pasted', 'a'), profile('pasted', 'b', folder)];
    await secrets.set('token', from, 'pasted');
    await secrets.set('clientSecret', from, 'secret');
    await move.copy(from, to);
    await move.remove(from, to);
    assert.equal(await secrets.get('token', from), undefined);
    assert.equal(await secrets.get('token', to), 'pasted');
    assert.equal(await secrets.get('clientSecret', to), 'secret');
  });

  it('replaces what an earlier profile of that id left, also where there is nothing to move', async () => {
    const { tokens, secrets, move } = world();
    await tokens.set(await tokenKey(after), set('someone else’s'));
    await secrets.set('token', after, 'someone-elses');
    await move.copy(before, after);
    assert.equal(await tokens.get(await tokenKey(after)), undefined);
    assert.equal(await secrets.get('token', after), undefined);
  });

  it('keeps the token that both share', async () => {
    const { tokens, move } = world();
    const [from, to] = [profile('machine', 'a'), profile('machine', 'b', folder)];
    await tokens.set(await tokenKey(from), set('shared'));
    await move.copy(from, to);
    await move.remove(from, to);
    assert.equal((await tokens.get(await tokenKey(to)))?.accessToken, 'shared');
  });

  for (const calls of [['store'], ['get'], ['get', 'store', 'delete']] as Call[][])
    it(`fails where ${calls.join(', ')} fails, and loses nothing`, async () => {
      const memory = new FailingSecrets();
      const log = () => undefined;
      const storage = new FallbackStorage(memory, log);
      const tokens = new TokenStore(storage, () => true, log);
      const secrets = new SecretsStore(storage, log);
      const move = new ProfileMove(tokens, secrets);
      const pasted = [profile('pasted', 'a'), profile('pasted', 'b')] as const;
      const login = [profile('login', 'a'), profile('login', 'b')] as const;
      const other = new SecretsStore(memory.otherWindow(), log);
      await other.set('token', pasted[0], 'pasted');
      await memory.store(await tokenKey(login[0]), encodeEntry(set('mine')));
      const before = new Map(memory.entries);
      memory.fails = (call) => calls.includes(call);
      for (const [from, to] of [pasted, login]) await assert.rejects(move.copy(from, to), { code: 'storage-failed' });
      memory.fails = () => false;
      for (const [key, text] of before) assert.equal(memory.entries.get(key), text);
      assert.equal(await other.get('token', pasted[0]), 'pasted');
    });
});
