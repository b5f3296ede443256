import assert from 'node:assert/strict';
import { parseProfile } from '../../../src/profile/parse';
import { tokenKey } from '../../../src/storage/keys';
import { ProfileStore } from '../../../src/storage/profiles';
import { SecretsStore } from '../../../src/storage/secrets';
import { TokenStore } from '../../../src/storage/tokens';
import { TokenUses } from '../../../src/storage/token-uses';
import { MemorySecrets } from './memory-secrets';
import { usableProfile } from './profiles-of';
import * as old from './reader-0.1.0.mjs';

/** During an update, windows of version 0.1.0 run on over the same SecretStorage. */
describe('a window of version 0.1.0', () => {
  const log = (line: string) => assert.fail(line);
  const issuer = 'https://login.example.com';
  const fields = [
    { id: 'machine', grant: 'client_credentials', issuer, clientId: 'm', audience: 'https://api.example.com' },
    { id: 'person', name: 'Person', grant: 'authorization_code', issuer, clientId: 'p', scope: 'openid' },
    { id: 'key', group: 'Keys', grant: 'static', headerName: 'X-Key', headerPrefix: '' },
    { id: 'destined', grant: 'client_credentials', issuer, clientId: 'd', origins: ['https://api.example.com'] },
  ];
  const set = {
    ...{ accessToken: 'access', refreshToken: 'refresh', idToken: 'id', scope: 'openid', tokenType: 'bearer' },
    ...{ obtainedAt: 1_700_000_000_000, expiresAt: 1_700_003_600_000, expirySource: 'expires_in' as const },
  };

  /** What this version stores, in all its kinds of entries. */
  async function stored() {
    const secrets = new MemorySecrets();
    const profiles = new ProfileStore(secrets, async () => parseProfile, log);
    for (const each of fields) await profiles.save(usableProfile(each).profile, false);
    const [machine, person, key] = fields.map((each) => usableProfile(each));
    assert.ok(machine && person && key);
    const values = new SecretsStore(secrets, log);
    await values.set('clientSecret', machine, 'a client’s secret');
    await values.set('token', key, 'pasted-token');
    const tokens = new TokenStore(secrets, () => true, log);
    await tokens.set(await tokenKey(person), { ...set, replacesRejected: true, extra: { instance_url: 'https://x' } });
    await new TokenUses(secrets, Date.now).note(await tokenKey(person), set.obtainedAt);
    return { secrets, tokens, machine, person, key };
  }

  it('reads the profiles that this version stores', async () => {
    const { secrets } = await stored();
    const list = await new old.ProfileStore(secrets, async () => old.parseProfile, log).list();
    const read = new Map(list.map(({ id, parsed }) => [id, parsed]));
    // It does not know where a token may go, and holds no token against that.
    for (const { origins: _, ...each } of fields as { id: string; origins?: string[] }[])
      assert.deepEqual(read.get(each.id)?.profile, usableProfile(each).profile, each.id);
    assert.equal(list.length, fields.length);
  });

  it('finds the secrets that this version stores', async () => {
    const { secrets } = await stored();
    const list = await new old.ProfileStore(secrets, async () => old.parseProfile, log).list();
    const values = new old.SecretsStore(secrets, log);
    const find = (id: string) => list.find((known) => known.id === id) ?? assert.fail(id);
    assert.equal(await values.get('clientSecret', find('machine')), 'a client’s secret');
    assert.equal(await values.get('token', find('key')), 'pasted-token');
  });

  it('reads the tokens that this version stores, and this version reads what it renews', async () => {
    const { secrets, person, tokens } = await stored();
    const key = await tokenKey(person);
    const theirs = new old.TokenStore(secrets.otherWindow(), () => true, log);
    assert.deepEqual(await theirs.get(key), set);
    const renewed = { ...set, accessToken: 'renewed', refreshToken: 'rotated' };
    await theirs.set(key, renewed);
    await secrets.settled();
    assert.deepEqual(await tokens.reread(key), renewed);
  });

  it('leaves what it does not know as it is', async () => {
    const { secrets } = await stored();
    const before = await secrets.keys();
    await new old.ProfileStore(secrets, async () => old.parseProfile, log).list();
    assert.deepEqual((await secrets.keys()).sort(), before.sort());
    assert.ok(before.some((key) => key.startsWith('used.')));
  });
});
