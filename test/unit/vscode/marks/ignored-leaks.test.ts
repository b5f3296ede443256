import assert from 'node:assert/strict';
import { IgnoredLeaks, ignoredKey, readLeaks, type IgnoredLeak } from '../../../../src/vscode/marks/ignored-leaks';

const token: IgnoredLeak = { kind: 'token', key: 'hash', file: 'a.http', issuer: 'login.example.com' };
const file: IgnoredLeak = { kind: 'file', key: 'file:///w/a.http', file: 'a.http' };

function memory(stored?: unknown) {
  const values = new Map([[ignoredKey, stored]]);
  return {
    values,
    get: (key: string) => values.get(key) as never,
    update: async (key: string, value: unknown) => void values.set(key, value),
  };
}

describe('what the leak guard ignores', () => {
  it('is kept in the workspace', async () => {
    const state = memory();
    const ignored = new IgnoredLeaks(state);
    let changes = 0;
    ignored.onDidChange(() => changes++);
    await ignored.add(token);
    await ignored.add(file);
    await ignored.add(file);
    assert.equal(changes, 2);
    const again = new IgnoredLeaks(state);
    assert.deepEqual(again.all, [token, file]);
    assert.deepEqual([again.has('token', 'hash'), again.has('file', 'hash')], [true, false]);
  });

  it('can be taken back, and then leaves nothing behind', async () => {
    const state = memory([token, file]);
    const ignored = new IgnoredLeaks(state);
    await ignored.remove([token]);
    assert.deepEqual(ignored.all, [file]);
    await ignored.remove([file]);
    assert.equal(state.values.get(ignoredKey), undefined);
  });

  it('is read without what is not its own', () => {
    const garbage = [null, 1, 'x', {}, { kind: 'other', key: 'a', file: 'b' }, { kind: 'token', key: 1, file: 'b' }];
    assert.deepEqual(readLeaks([...garbage, { ...token, token: 'eyJ' }, { ...file, issuer: 5 }]), [token, file]);
    for (const value of [undefined, null, {}, 'x']) assert.deepEqual(readLeaks(value), []);
  });
});
