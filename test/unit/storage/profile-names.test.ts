import assert from 'node:assert/strict';
import type { KnownProfile } from '../../../src/profile/known';
import { encodeEntry } from '../../../src/storage/entry';
import { ProfileNames } from '../../../src/storage/profile-names';
import { FailingSecrets } from './failing-secrets';
import { MemorySecrets } from './memory-secrets';
import { team, usableProfile } from './profiles-of';

const many: KnownProfile[] = Array.from({ length: 100 }, (_, index) =>
  usableProfile({ id: `p${index}`, grant: 'static', ...(index === 7 && { name: 'Seven', group: 'Odd' }) }),
);

function open(secrets = new MemorySecrets(), profiles: KnownProfile[] = many) {
  const known = { all: profiles };
  const lines: string[] = [];
  let settled = 0;
  const settle = () => Promise.resolve(void settled++);
  const names = new ProfileNames(
    secrets,
    () => Promise.resolve(known.all),
    settle,
    (line) => lines.push(line),
  );
  return { secrets, known, names, lines, settled: () => settled };
}

describe('the names of personal profiles', () => {
  it('are read in one piece by the next window', async () => {
    const { secrets, names } = open();
    await names.update();
    const next = open(secrets.otherWindow());
    const read = await next.names.read();
    assert.equal(read.length, 100);
    assert.deepEqual(read[7], { id: 'p7', name: 'Seven', group: 'Odd' });
    assert.deepEqual(read[8], { id: 'p8', name: 'p8' });
    assert.equal(next.secrets.reads.length, 1);
  });

  it('are not kept of few profiles, nor of a team’s', async () => {
    const { secrets, known, names } = open();
    await names.update();
    known.all = [...many.slice(1), usableProfile({ id: 'theirs', grant: 'static' }, team('shop'))];
    await names.update();
    assert.deepEqual([...secrets.entries.keys()], []);
    assert.deepEqual(await names.read(), []);
  });

  it('are stored only where they changed, once for changes that come together', async () => {
    const { secrets, known, names, settled } = open();
    await names.update();
    const [key] = [...secrets.entries.keys()];
    assert.ok(key);
    await secrets.settled();
    let stored = 0;
    secrets.onDidChange(() => stored++);
    await names.update();
    known.all = [...many, usableProfile({ id: 'another', grant: 'static' })];
    await Promise.all([names.update(), names.update(), names.update()]);
    await secrets.settled();
    assert.deepEqual([stored, settled()], [1, 3]);
    assert.equal((await open(secrets).names.read()).at(-1)?.id, 'another');
  });

  it('follow a profile that changed while they were being stored', async () => {
    const { secrets, known, names } = open();
    const storing = names.update();
    known.all = [...many, usableProfile({ id: 'another', grant: 'static' })];
    await names.update();
    await storing;
    assert.equal((await open(secrets).names.read()).length, 101);
  });

  const garbled: [what: string, text: string, ids: string[]][] = [
    ['is cut off', encodeEntry({ profiles: [{ id: 'a', name: 'A' }] }).slice(0, -3), []],
    ['is of another version', JSON.stringify({ version: 2, profiles: [{ id: 'a', name: 'A' }] }), []],
    ['has no list', encodeEntry({ profiles: 'a' }), []],
    ['has rows that are none', encodeEntry({ profiles: [null, 'a', { id: 'a' }, { id: 'b', name: 'B' }] }), ['b']],
    ['has a group that is none', encodeEntry({ profiles: [{ id: 'a', name: 'A', group: 1 }] }), []],
    [
      'names a profile twice',
      encodeEntry({
        profiles: [
          { id: 'a', name: 'A' },
          { id: 'a', name: 'B' },
        ],
      }),
      ['a'],
    ],
  ];
  for (const [what, text, ids] of garbled) {
    it(`are read as far as they can be where the entry ${what}`, async () => {
      const { names } = open(new MemorySecrets(new Map([['names', text]])));
      assert.deepEqual(
        (await names.read()).map(({ id }) => id),
        ids,
      );
    });
  }

  it('are missing where SecretStorage fails, and are read and stored when it works again', async () => {
    const secrets = new FailingSecrets();
    const { names, lines } = open(secrets);
    secrets.fails = () => true;
    assert.deepEqual(await names.read(), []);
    await names.update();
    assert.deepEqual(lines, [
      'the names of profiles could not be read from SecretStorage',
      'the names of profiles could not be stored in SecretStorage',
    ]);
    secrets.fails = () => false;
    await names.update();
    assert.equal((await names.read()).length, 100);
  });
});
