import assert from 'node:assert/strict';
import { Fault } from '../../../src/faults/fault';
import type { FaultCode } from '../../../src/faults/table';
import type { OAuthClient } from '../../../src/oauth/client';
import { tokenKey } from '../../../src/storage/keys';
import { SecretsStore } from '../../../src/storage/secrets';
import type { TokenSet } from '../../../src/storage/token-set';
import { TokenStore } from '../../../src/storage/tokens';
import { noLock } from '../../../src/storage/window-lock';
import { ClientSecrets } from '../../../src/tokens/client-secrets';
import { keep, renewQuietly } from '../../../src/tokens/renewal';
import { jwt } from '../../support/jwts';
import { faultOf } from '../faults/fault-of';
import { MemorySecrets } from '../storage/memory-secrets';
import { usableProfile } from '../storage/profiles-of';

const now = 1_000_000;
const base = { id: 'p', clientId: 'c', issuer: 'https://sso.example.com', username: 'alice' };
const set = (name: string, left: number, refreshToken?: string): TokenSet => ({
  ...{ accessToken: name, tokenType: 'bearer', obtainedAt: 0, expiresAt: now + left * 1000 },
  ...(refreshToken !== undefined && { refreshToken }),
});
const refused = new Fault('grant-refused', 'No.', { error: 'invalid_grant' });

/** A profile with all its secrets, and a server at which every way of getting a token is told. */
async function world(fields: object, stored?: TokenSet) {
  const memory = new MemorySecrets();
  const log = (line: string) => assert.fail(line);
  const tokens = new TokenStore(memory, () => true, log);
  const store = new SecretsStore(memory, log);
  const profile = usableProfile({ ...base, ...fields });
  const key = await tokenKey(profile);
  for (const kind of ['clientSecret', 'password'] as const) await store.set(kind, profile, 'stored');
  if (stored !== undefined) await tokens.set(key, stored);
  const calls: string[] = [];
  const server = {
    obtain: async () => (calls.push('obtain'), set('obtained', 3600)),
    refresh: async (_client: unknown, { refreshToken }: TokenSet) => (
      calls.push(`refresh ${refreshToken ?? ''}`),
      set('refreshed', 3600, 'r2')
    ),
  };
  const clientSecrets = new ClientSecrets(store, {
    askSecret: () => assert.fail('asked'),
    mayUse: () => assert.fail('asked'),
    mayContact: () => assert.fail('asked'),
    rememberTyped: () => assert.fail('asked'),
  });
  const oauth = async () => server as unknown as OAuthClient;
  const deps = { tokens, clientSecrets, oauth, now: () => now, lock: noLock };
  const renew = () => renewQuietly(deps, profile, key, {}, new AbortController().signal);
  return { renew, calls, server, tokens, key, memory, store, profile };
}

describe('tokens: renewing without a person', () => {
  const rows: [grant: string, stored: TokenSet | undefined, calls: string[]][] = [
    ['client_credentials', undefined, ['obtain']],
    // RFC 6749 section 4.4.3: a refresh token should not be there, and is not used.
    ['client_credentials', set('old', 0, 'r'), ['obtain']],
    ['password', undefined, ['obtain']],
    ['password', set('old', 0), ['obtain']],
    ['password', set('old', 0, 'r'), ['refresh r']],
    ['authorization_code', set('old', 0, 'r'), ['refresh r']],
  ];
  for (const [grant, stored, expected] of rows) {
    it(`with ${grant} and ${stored === undefined ? 'nothing' : `${stored.refreshToken ?? 'no refresh token'}`}: ${expected.join()}`, async () => {
      const { renew, calls, tokens, key } = await world({ grant }, stored);
      const renewed = await renew();
      assert.deepEqual(calls, expected);
      assert.equal((await tokens.get(key))?.accessToken, renewed.accessToken, 'it is stored');
    });
  }

  for (const stored of [undefined, set('old', 0)]) {
    it(`of a login ${stored === undefined ? 'that never was' : 'without a refresh token'} needs one`, async () => {
      const { renew, calls } = await world({ grant: 'authorization_code' }, stored);
      assert.equal((await faultOf(renew())).code, 'interaction-required');
      assert.deepEqual(calls, []);
    });
  }

  it('by a refresh token that is refused forgets it, and a login is needed', async () => {
    const { renew, server, tokens, key } = await world({ grant: 'authorization_code' }, set('old', 0, 'r'));
    server.refresh = () => Promise.reject(refused);
    const fault = await faultOf(renew());
    assert.deepEqual([fault.code, fault.error], ['interaction-required', 'invalid_grant']);
    assert.equal((await tokens.get(key))?.refreshToken, undefined);
  });

  const answers: [code: FaultCode, error: string | undefined, over: boolean][] = [
    ['grant-refused', 'invalid_grant', true],
    // Dex says so of a refresh token that was used or has expired.
    ['request-refused', 'invalid_request', true],
    ['client-unauthorized', 'unauthorized_client', true],
    ['client-unauthorized', 'unsupported_grant_type', true],
    ['scope-refused', 'invalid_scope', true],
    ['login-refused', 'login_required', true],
    ['request-refused', 'token_inactive', true],
    ['client-refused', 'invalid_client', false],
    ['server-error', 'server_error', false],
    ['server-error', 'temporarily_unavailable', false],
    ['rate-limited', 'slow_down', false],
    ['rate-limited', undefined, false],
    ['request-refused', undefined, false],
    ['unreachable', undefined, false],
    ['timeout', undefined, false],
    ['response-not-json', undefined, false],
  ];
  for (const [code, error, over] of answers) {
    it(`by a refresh token to which a provider answers ${error ?? code} ${over ? 'needs a login' : 'fails, and can be tried again'}`, async () => {
      const { renew, server, tokens, key } = await world({ grant: 'authorization_code' }, set('old', 0, 'r'));
      server.refresh = () => Promise.reject(new Fault(code, 'No.', { error }));
      assert.equal((await faultOf(renew())).code, over ? 'interaction-required' : code);
      assert.equal((await tokens.get(key))?.refreshToken, error === 'invalid_grant' ? undefined : 'r');
    });
  }

  it('by a refresh token that is refused runs the grant again if it needs no login', async () => {
    const { renew, server, calls } = await world({ grant: 'password' }, set('old', 0, 'r'));
    server.refresh = () => Promise.reject(refused);
    assert.equal((await renew()).accessToken, 'obtained');
    assert.deepEqual(calls, ['obtain']);
  });

  it('by a refresh token fails as the network does, and deletes nothing', async () => {
    const { renew, server, calls, tokens, key } = await world({ grant: 'password' }, set('old', 0, 'r'));
    server.refresh = () => Promise.reject(new Fault('unreachable', 'No.'));
    assert.equal((await faultOf(renew())).code, 'unreachable');
    assert.deepEqual(calls, []);
    assert.equal((await tokens.get(key))?.refreshToken, 'r');
  });

  it('takes what another window obtained since this one read its token', async () => {
    const { renew, calls, memory, key, tokens } = await world({ grant: 'authorization_code' }, set('old', 0, 'r'));
    assert.equal(tokens.peek(key)?.accessToken, 'old');
    const other = new TokenStore(
      memory.otherWindow(),
      () => true,
      (line) => assert.fail(line),
    );
    await other.set(key, set('theirs', 3600, 'r2'));
    assert.equal((await renew()).accessToken, 'theirs');
    assert.deepEqual(calls, []);
  });

  it('tries the refresh token that another window stored while ours was refused', async () => {
    const { renew, server, calls, memory, key } = await world({ grant: 'authorization_code' }, set('old', 0, 'r'));
    const refresh = server.refresh;
    server.refresh = async (client, previous) => {
      server.refresh = refresh;
      await new TokenStore(
        memory.otherWindow(),
        () => true,
        (line) => assert.fail(line),
      ).set(key, set('theirs', 0, 'r1'));
      void [client, previous];
      throw refused;
    };
    assert.equal((await renew()).accessToken, 'refreshed');
    assert.deepEqual(calls, ['refresh r1']);
  });

  it('says which secret is missing, before anything is sent', async () => {
    const { renew, calls, store, profile } = await world({ grant: 'password' });
    await store.delete('password', profile);
    const fault = await faultOf(renew());
    assert.equal(fault.code, 'secret-missing');
    assert.match(fault.what, /password/);
    assert.deepEqual(calls, []);
  });

  it('is not enough where the ID token is handed out and was not renewed', async () => {
    const { renew } = await world({ grant: 'authorization_code', use: 'id_token' }, set('old', 0, 'r'));
    assert.equal((await renew()).accessToken, 'refreshed', 'without an ID token, the access token’s life counts');
    const idToken = jwt({ exp: now / 1000 - 1 });
    const stale = await world({ grant: 'authorization_code', use: 'id_token' }, set('old', 0, 'r'));
    stale.server.refresh = async () => ({ ...set('refreshed', 3600, 'r2'), idToken });
    assert.equal((await faultOf(stale.renew())).code, 'interaction-required');
    assert.equal((await stale.tokens.get(stale.key))?.refreshToken, 'r2', 'the rotated refresh token is kept');
  });
});

describe('tokens: keeping a new token set', () => {
  it('stores nothing once its profile was signed out', async () => {
    const tokens = new TokenStore(
      new MemorySecrets(),
      () => true,
      (line) => assert.fail(line),
    );
    assert.equal((await faultOf(keep(tokens, 'token.k', set('a', 1), AbortSignal.abort()))).code, 'cancelled');
    assert.equal(await tokens.get('token.k'), undefined);
  });
});
