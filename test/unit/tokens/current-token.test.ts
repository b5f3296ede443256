import assert from 'node:assert/strict';
import { Shared } from '../../../src/base/shared';
import type { OAuthClient } from '../../../src/oauth/client';
import type { Home } from '../../../src/profile/known';
import { tokenKey } from '../../../src/storage/keys';
import { SecretsStore } from '../../../src/storage/secrets';
import type { TokenSet } from '../../../src/storage/token-set';
import { TokenStore } from '../../../src/storage/tokens';
import { ClientSecrets } from '../../../src/tokens/client-secrets';
import { currentToken, type GetOptions } from '../../../src/tokens/current-token';
import { faultOf } from '../faults/fault-of';
import { MemorySecrets } from '../storage/memory-secrets';
import { personal, team, usableProfile } from '../storage/profiles-of';

const now = 1_000_000;
const base = { id: 'p', clientId: 'c', issuer: 'https://sso.example.com', username: 'alice' };
const set = (name: string, left: number): TokenSet => ({
  ...{ accessToken: name, tokenType: 'bearer', obtainedAt: 0, expiresAt: now + left * 1000 },
});

/** A profile whose secrets are stored, with everything that a person is asked and that is sent told in `told`. */
async function world(fields: object, home: Home = personal, stored?: TokenSet) {
  const told: string[] = [];
  const memory = new MemorySecrets();
  const tokens = new TokenStore(
    memory,
    () => true,
    (line) => assert.fail(line),
  );
  const store = new SecretsStore(memory, (line) => assert.fail(line));
  const profile = usableProfile({ ...base, ...fields }, home);
  const key = await tokenKey(profile);
  for (const kind of ['clientSecret', 'password', 'privateKey', 'token'] as const)
    await store.set(kind, profile, `the-${kind}`);
  if (stored !== undefined) await tokens.set(key, stored);
  const clientSecrets = new ClientSecrets(store, {
    askSecret: async (_known, kind) => (told.push(`ask ${kind}`), 'typed'),
    mayUseSecret: async (_known, interactive) => (interactive && told.push('consent'), false),
    rememberSecretUse: async () => undefined,
  });
  const oauth = { obtain: async () => (told.push('obtain'), set('obtained', 3600)) };
  const deps = {
    ...{ tokens, clientSecrets, oauth: async () => oauth as unknown as OAuthClient, now: () => now },
    login: async () => (told.push('login'), set('signed-in', 3600)),
    log: () => undefined,
    work: { renewals: new Shared<TokenSet>(), logins: new Shared<TokenSet>(), otherLogins: new Shared<TokenSet>() },
    onLogin: () => told.push('a login begins'),
  };
  return { get: (options: GetOptions = {}) => currentToken(deps, profile, key, options), told, store, profile };
}

describe('tokens: the current token', () => {
  for (const fields of [
    { grant: 'password' },
    { grant: 'device_code' },
    { grant: 'jwt_bearer', clientAuth: 'none' },
    { grant: 'client_credentials', clientAuth: 'private_key_jwt' },
    { grant: 'authorization_code', clientAuth: 'tls_client_auth' },
    { grant: 'client_credentials', security: { dpop: true } },
  ]) {
    it(`of ${JSON.stringify(fields)} is refused before anyone is asked for anything`, async () => {
      const { get, told } = await world(fields, team('app'), set('old', 3600));
      assert.equal((await faultOf(get())).code, 'grant-unsupported');
      assert.deepEqual(told, []);
    });
  }

  const rows: [
    what: string,
    fields: object,
    stored: TokenSet | undefined,
    options: GetOptions,
    token: string,
    told: string[],
  ][] = [
    ['in hand, while it is fresh', { grant: 'client_credentials' }, set('old', 3600), {}, 'old', []],
    ['run again, once it is stale', { grant: 'client_credentials' }, set('old', 30), {}, 'obtained', ['obtain']],
    [
      'run again, on demand',
      { grant: 'client_credentials' },
      set('old', 3600),
      { forceRefresh: true },
      'obtained',
      ['obtain'],
    ],
    [
      'run again, for longer',
      { grant: 'client_credentials' },
      set('old', 100),
      { minValidity: 200 },
      'obtained',
      ['obtain'],
    ],
    ['pasted', { grant: 'static' }, undefined, {}, 'the-token', []],
    ['of a login in hand', { grant: 'authorization_code', clientAuth: 'none' }, set('old', 3600), {}, 'old', []],
    [
      'of a login, once it has run out',
      { grant: 'authorization_code', clientAuth: 'none' },
      set('old', 0),
      {},
      'signed-in',
      ['a login begins', 'login'],
    ],
    [
      'of a login as another account',
      { grant: 'authorization_code', clientAuth: 'none' },
      set('old', 3600),
      { otherAccount: true },
      'signed-in',
      ['a login begins', 'login'],
    ],
    [
      'of a login in hand, while it is still good and nobody can sign in',
      { grant: 'authorization_code', clientAuth: 'none' },
      set('old', 30),
      { interactive: false },
      'old',
      [],
    ],
  ];
  for (const [what, fields, stored, options, token, expected] of rows) {
    it(`is the one ${what}`, async () => {
      const { get, told } = await world(fields, personal, stored);
      assert.equal((await get(options)).accessToken, token);
      assert.deepEqual([...told].sort(), [...expected].sort());
    });
  }

  it('cannot be got as another account where nobody signs in', async () => {
    const { get } = await world({ grant: 'client_credentials' });
    assert.equal((await faultOf(get({ otherAccount: true }))).code, 'argument-invalid');
  });

  it('without a person says that one is needed, whatever is missing', async () => {
    const { get, store, profile, told } = await world({ grant: 'client_credentials' });
    await store.delete('clientSecret', profile);
    assert.equal((await faultOf(get({ interactive: false }))).code, 'interaction-required');
    assert.deepEqual(told, []);
    assert.equal((await get()).accessToken, 'obtained');
    assert.deepEqual(told, ['ask clientSecret', 'obtain']);
  });

  it('of a folder’s profile is not handed out unasked, though another profile has got it', async () => {
    const { get, told } = await world({ grant: 'client_credentials' }, team('app'), set('old', 3600));
    assert.equal((await faultOf(get())).code, 'access-denied');
    assert.deepEqual(told, ['consent']);
  });
});
