import assert from 'node:assert/strict';
import type { UsableProfile } from '../../../src/profile/known';
import { FolderMove } from '../../../src/storage/folder-move';
import { secretKey, tokenKey } from '../../../src/storage/keys';
import { SecretsStore } from '../../../src/storage/secrets';
import { TokenStore } from '../../../src/storage/tokens';
import { MemorySecrets } from './memory-secrets';
import { personal, team, usableProfile } from './profiles-of';
import stored from './stored-0.1.0.json';

const address = 'file:///projects/app';
const one = team('app', address, 'id-1');
const other = team('app', address, 'id-2');

/** A window on what version 0.1.0 left, or on what another window shares. */
function open(memory = new MemorySecrets(new Map(Object.entries(stored.entries))), persist = true) {
  const lines: string[] = [];
  const log = (line: string) => lines.push(line);
  const tokens = new TokenStore(memory, () => persist, log);
  const secrets = new SecretsStore(memory, log);
  const move = new FolderMove(memory, tokens, log);
  return { memory, tokens, secrets, move, lines };
}

const written = (id: string, home = one) =>
  usableProfile(
    (JSON.parse((stored.entries as Record<string, string>)[`profile.${id}`] ?? '') as { profile: object })
      .profile as Record<string, unknown>,
    home,
  );
const keysBefore = (id: string) => {
  const row = stored.expected.find(({ profile, home }) => profile === id && home === 'team');
  assert.ok(row);
  return row.keys;
};
const accessToken = async ({ tokens }: ReturnType<typeof open>, known: UsableProfile) =>
  (await tokens.get(await tokenKey(known)))?.accessToken;

describe('storage: the move from a folder’s address to its id', () => {
  it('takes logins along, and leaves nothing at the address', async () => {
    const window = open();
    await window.move.bring([written('person'), written('own')]);
    assert.equal(await accessToken(window, written('person')), 'access 4');
    assert.equal(await accessToken(window, written('own')), 'access 12');
    assert.equal(window.memory.entries.has(keysBefore('person').token), false);
    const refresh = (await window.tokens.get(await tokenKey(written('person'))))?.refreshToken;
    assert.equal(refresh, 'refresh 4');
  });

  it('takes pasted tokens along', async () => {
    const window = open();
    await window.move.bring([written('pasted')]);
    assert.equal(await window.secrets.get('token', written('pasted')), 'stored value 15');
    assert.equal(window.memory.entries.has(keysBefore('pasted').secret), false);
  });

  it('leaves what is not a folder’s own: clients’ tokens and secrets, and personal profiles', async () => {
    const window = open();
    const before = new Map(window.memory.entries);
    await window.move.bring([written('machine'), written('isp'), written('person', personal)]);
    assert.deepEqual(window.memory.entries, before);
  });

  it('is seen at once by a window that has read everything before', async () => {
    const window = open();
    await window.tokens.load(() => Promise.resolve());
    await window.move.bring([written('person')]);
    assert.equal(window.tokens.peek(await tokenKey(written('person')))?.accessToken, 'access 4');
  });

  it('keeps what was stored under the id already', async () => {
    const window = open();
    const key = await tokenKey(written('person'));
    await window.tokens.set(key, { accessToken: 'newer', tokenType: 'bearer', obtainedAt: 1 });
    await window.move.bring([written('person')]);
    assert.equal(await accessToken(window, written('person')), 'newer');
    assert.equal(window.memory.entries.has(keysBefore('person').token), false);
  });

  it('goes to the folder that is opened first; the other one signs in', async () => {
    const first = open();
    await first.move.bring([written('person')]);
    const second = open(first.memory.otherWindow());
    await second.move.bring([written('person', other)]);
    assert.equal(await accessToken(second, written('person', other)), undefined);
    assert.equal(await accessToken(open(first.memory.otherWindow()), written('person')), 'access 4');
  });

  it('of two windows at once loses nothing', async () => {
    const first = open();
    const second = open(first.memory.otherWindow());
    await Promise.all([first.move.bring([written('person')]), second.move.bring([written('person', other)])]);
    const found = [
      await accessToken(first, written('person')),
      await accessToken(second, written('person', other)),
    ].filter((token) => token !== undefined);
    assert.ok(found.length > 0 && found.every((token) => token === 'access 4'), found.join());
  });

  it('that ended after the copy is finished the next time', async () => {
    const window = open();
    const from = keysBefore('pasted').secret;
    const to = await secretKey('token', written('pasted'));
    window.memory.entries.set(to, window.memory.entries.get(from) ?? '');
    await window.move.bring([written('pasted')]);
    assert.equal(await window.secrets.get('token', written('pasted')), 'stored value 15');
    assert.equal(window.memory.entries.has(from), false);
  });

  it('that fails deletes nothing, says so, and is tried again', async () => {
    const window = open();
    const before = new Map(window.memory.entries);
    window.memory.storeFailure = new Error('locked');
    await window.move.bring([written('pasted'), written('person')]);
    assert.deepEqual(window.memory.entries, before);
    assert.match(window.lines.join(), /could not all be moved/);
    window.memory.storeFailure = undefined;
    await window.move.bring([written('pasted'), written('person')]);
    assert.equal(await window.secrets.get('token', written('pasted')), 'stored value 15');
    assert.equal(await accessToken(window, written('person')), 'access 4');
  });

  it('stores no token where tokens are not persisted', async () => {
    const window = open(undefined, false);
    await window.move.bring([written('person')]);
    assert.equal(window.memory.entries.has(await tokenKey(written('person'))), false);
  });

  it('happens once: a token that was signed out does not come back', async () => {
    const window = open();
    await window.move.bring([written('person')]);
    await window.tokens.delete(await tokenKey(written('person')));
    await window.move.bring([written('person')]);
    await open(window.memory.otherWindow()).move.bring([written('person')]);
    assert.equal(window.memory.entries.has(await tokenKey(written('person'))), false);
  });
});
