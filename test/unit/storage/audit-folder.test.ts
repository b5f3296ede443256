import assert from 'node:assert/strict';
import { mkdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { auditFolder } from '../../../src/storage/audit-folder.node';
import { temporaryFolder, type TemporaryFolder } from '../../host/temporary';

describe('storage: the folder of the audit', () => {
  let temporary: TemporaryFolder;
  let at: string;
  beforeEach(async () => {
    temporary = await temporaryFolder();
    at = path.join(temporary.path, 'storage/audit');
  });
  afterEach(() => temporary.remove());

  it('is made with the first line, for nobody else to read', async () => {
    const folder = auditFolder(at);
    assert.deepEqual(folder.list(), []);
    folder.append('a', 'one\n');
    folder.append('a', 'two\n');
    assert.equal(folder.read('a'), 'one\ntwo\n');
    if (process.platform !== 'win32') {
      assert.equal((await stat(path.join(at, 'a'))).mode & 0o777, 0o600);
      assert.equal((await stat(at)).mode & 0o777, 0o700);
    }
  });

  it('lists its files, and when they were written, and no folders', async () => {
    const folder = auditFolder(at);
    folder.append('a', 'one\n');
    await mkdir(path.join(at, 'b'));
    const [file, ...more] = folder.list();
    assert.deepEqual([file?.name, more], ['a', []]);
    assert.ok(Math.abs((file?.changed ?? 0) - Date.now()) < 60_000);
  });

  it('removes files that are there or not', () => {
    const folder = auditFolder(at);
    folder.append('a', 'one\n');
    folder.remove('a');
    folder.remove('a');
    assert.deepEqual(folder.list(), []);
  });

  it('that cannot be made throws', async () => {
    await writeFile(path.join(temporary.path, 'storage'), '');
    assert.throws(() => auditFolder(at).append('a', 'one\n'));
    assert.throws(() => auditFolder(at).list());
  });
});
