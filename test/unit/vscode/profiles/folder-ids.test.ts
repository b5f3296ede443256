import assert from 'node:assert/strict';
import { FolderIds } from '../../../../src/vscode/profiles/folder-ids';

/** Folder ids over a workspace state of the test. */
function world(entries = new Map<string, unknown>()) {
  let made = 0;
  const state = {
    failure: undefined as Error | undefined,
    get: (key: string) => entries.get(key),
    update: async (key: string, value: unknown) => {
      await Promise.resolve();
      if (state.failure !== undefined) throw state.failure;
      entries.set(key, value);
    },
  };
  return { ids: new FolderIds(state, () => `id-${++made}`), entries, state };
}

describe('profiles: the ids of folders', () => {
  it('are made once for each folder, and found again', async () => {
    const { ids, entries } = world();
    assert.deepEqual(await Promise.all(['file:///a', 'file:///b', 'file:///a'].map((uri) => ids.of(uri))), [
      'id-1',
      'id-2',
      'id-1',
    ]);
    assert.equal(await ids.of('file:///a'), 'id-1');
    const reloaded = new FolderIds(
      { get: (key) => entries.get(key), update: () => assert.fail('nothing is written') },
      () => 'another',
    );
    assert.equal(await reloaded.of('file:///b'), 'id-2');
  });

  it('are others in another workspace', async () => {
    const two = new FolderIds({ get: () => undefined, update: async () => undefined }, () => 'of-two');
    assert.notEqual(await world().ids.of('file:///workspace'), await two.of('file:///workspace'));
  });

  it('are what is stored in the end, where another window stores one at the same time', async () => {
    const { ids, entries, state } = world();
    state.update = async (key) => {
      await Promise.resolve();
      entries.set(key, 'of the other window');
    };
    assert.equal(await ids.of('file:///a'), 'of the other window');
  });

  it('that cannot be stored are not used, and are tried again', async () => {
    const { ids, state } = world();
    state.failure = new Error('full');
    await assert.rejects(ids.of('file:///a'), /full/);
    state.failure = undefined;
    assert.equal(await ids.of('file:///a'), 'id-2');
  });

  for (const garbled of ['', 7, null, {}]) {
    it(`are made where ${JSON.stringify(garbled)} is stored`, async () => {
      assert.equal(await world(new Map([['folder.file:///a', garbled]])).ids.of('file:///a'), 'id-1');
    });
  }
});
