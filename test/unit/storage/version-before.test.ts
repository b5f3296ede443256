import assert from 'node:assert/strict';
import { byAddress, byPlace, placeOf, type Home } from '../../../src/profile/known';
import { parseProfile } from '../../../src/profile/parse';
import type { SecretKind } from '../../../src/profile/problem';
import { usable } from '../../../src/profile/usable';
import { secretKey, shapeKey, tokenKey } from '../../../src/storage/keys';
import { ProfileStore } from '../../../src/storage/profiles';
import { SecretsStore } from '../../../src/storage/secrets';
import { TokenStore } from '../../../src/storage/tokens';
import { Answers } from '../../../src/vscode/access/answers';
import { hasSelection, selectedKey } from '../../../src/vscode/ui/selection';
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
  const homes = stored.homes.map((home) => ({ ...home, folderId: 'id' }) as Home);

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
      const known = byAddress(usableProfile(written.profile, place));
      assert.deepEqual({ token: await tokenKey(known), secret: await secretKey(kind, known) }, keys);
      const { value } = JSON.parse(entries[keys.secret] ?? '') as { value: string };
      assert.equal(await new SecretsStore(secrets(), log).get(kind, known), value);
      const { version, ...set } = JSON.parse(entries[keys.token] ?? '') as { version: number };
      assert.equal(version, 1);
      assert.deepEqual(await new TokenStore(secrets(), () => true, log).get(keys.token), set);
    });
  }
});

/** What version 0.1.0 wrote into VS Code's mementos: answers of all windows, and one workspace's choice. */
describe('the state of version 0.1.0', () => {
  const written = (id: string): Record<string, unknown> =>
    (
      JSON.parse((stored.entries as Record<string, string>)[`profile.${id}`] ?? '') as {
        profile: Record<string, unknown>;
      }
    ).profile;
  const [personal, team] = stored.homes as [Home, Home];
  const machine = usableProfile(written('machine'), personal);
  const person = usableProfile(written('person'), team);

  function answers(memory = new Map<string, unknown>(Object.entries(stored.globalState))) {
    const update = async (key: string, value: unknown) => {
      if (value === undefined) memory.delete(key);
      else memory.set(key, value);
    };
    return new Answers({ keys: () => [...memory.keys()], get: (key) => memory.get(key), update }, () => 1);
  }

  // By the folder’s address; test/unit/vscode/access/automation-answers.test.ts has how they move to its id.
  const automation = async (known: typeof machine) => `${placeOf(known)} ${await shapeKey(byAddress(known))}`;

  it('keeps who may use tokens, and whose keys may be asked for', async () => {
    const kept = answers();
    await kept.dropOld();
    assert.equal(kept.given('automation', await automation(machine)), 'allow');
    assert.equal(kept.given('automation', await automation(person)), 'deny');
    assert.equal(kept.given('keys', 'https://keys.example.com'), 'allow');
    assert.deepEqual(
      kept.list().map(({ question, answer }) => `${question} ${answer}`),
      ['automation allow', 'automation deny', 'keys allow'],
    );
  });

  it('loses the answers about folders and stored secrets: each is asked again', async () => {
    const memory = new Map<string, unknown>(Object.entries(stored.globalState));
    const old = [...memory.keys()].filter((key) => key.startsWith('answer.consent.'));
    assert.equal(old.length, 2);
    await answers(memory).dropOld();
    assert.deepEqual(
      [...memory.keys()].sort(),
      Object.keys(stored.globalState)
        .filter((key) => !old.includes(key))
        .sort(),
    );
  });

  it('loses what was answered about a profile with that profile', async () => {
    const kept = answers();
    await kept.forget(placeOf(machine));
    assert.equal(kept.given('automation', await automation(machine)), undefined);
    assert.equal(kept.given('automation', await automation(person)), 'deny');
  });

  it('keeps which profile is shown, and which were used last', () => {
    const { workspaceState } = stored;
    const memento = {
      keys: () => Object.keys(workspaceState),
      get: (key: string) => workspaceState[key as 'selected'],
    };
    assert.ok(hasSelection({ ...memento, update: () => assert.fail('nothing is written') } as never));
    const find = byPlace([machine, person]);
    assert.equal(find(memento.get(selectedKey)), machine);
    assert.deepEqual(workspaceState.lastUsed.map(find), [machine, person]);
  });
});
