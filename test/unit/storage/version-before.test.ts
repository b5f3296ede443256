import assert from 'node:assert/strict';
import type { Home } from '../../../src/profile/known';
import { parseProfile } from '../../../src/profile/parse';
import type { SecretKind } from '../../../src/profile/problem';
import { usable } from '../../../src/profile/usable';
import { secretKey, tokenKey } from '../../../src/storage/keys';
import { ProfileStore } from '../../../src/storage/profiles';
import { SecretsStore } from '../../../src/storage/secrets';
import { TokenStore } from '../../../src/storage/tokens';
import { MemorySecrets } from './memory-secrets';
import { usableProfile } from './profiles-of';
import stored from './stored-0.1.0.json';

/** SecretStorage as version 0.1.0 left it: eight profiles, with their secrets and tokens and the keys of those. */
describe('the entries of version 0.1.0', () => {
  const entries: Record<string, string> = stored.entries;
  const log = (line: string) => assert.fail(line);
  const secrets = () => new MemorySecrets(new Map(Object.entries(entries)));
  const expected = stored.expected as {
    profile: string;
    home: Home['kind'];
    kind: SecretKind;
    keys: { token: string; secret: string };
  }[];
  const homes = stored.homes as Home[];

  it('are read as the profiles that were stored', async () => {
    const store = new ProfileStore(secrets(), async () => parseProfile, log);
    const list = await store.list();
    assert.equal(list.length, 8);
    for (const known of list) {
      const entry = JSON.parse(entries[`profile.${known.id}`] ?? '') as { profile: object };
      assert.deepEqual(usable(known).profile, entry.profile);
    }
  });

  for (const { profile, home, kind, keys } of expected) {
    it(`are found as the secret and the token of the ${home} profile “${profile}”`, async () => {
      const written = JSON.parse(entries[`profile.${profile}`] ?? '') as { profile: Record<string, unknown> };
      const place = homes.find((each) => each.kind === home);
      const known = usableProfile(written.profile, place);
      assert.deepEqual({ token: await tokenKey(known), secret: await secretKey(kind, known) }, keys);
      const { value } = JSON.parse(entries[keys.secret] ?? '') as { value: string };
      assert.equal(await new SecretsStore(secrets(), log).get(kind, known), value);
      const { version, ...set } = JSON.parse(entries[keys.token] ?? '') as { version: number };
      assert.equal(version, 1);
      assert.deepEqual(await new TokenStore(secrets(), () => true, log).get(keys.token), set);
    });
  }
});
