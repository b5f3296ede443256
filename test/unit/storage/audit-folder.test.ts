import assert from 'node:assert/strict';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
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
    assert.deepEqual(await folder.list(), []);
    await folder.append('a', 'one\n');
    await folder.append('a', 'two\n');
    folder.appendNow('a', 'three\n');
    assert.equal(await folder.read('a'), 'one\ntwo\nthree\n');
    if (process.platform !== 'win32') {
      assert.equal((await stat(path.join(at, 'a'))).mode & 0o777, 0o600);
      assert.equal((await stat(at)).mode & 0o777, 0o700);
    }
  });

  it('is made by a window that closes at once, too', async () => {
    auditFolder(at).appendNow('a', 'one\n');
    assert.equal(await readFile(path.join(at, 'a'), 'utf8'), 'one\n');
  });

  it('lists its files, with their size and when they were written, and no folders', async () => {
    const folder = auditFolder(at);
    await folder.append('a', 'é\n');
    await mkdir(path.join(at, 'b'));
    const [file, ...more] = await folder.list();
    assert.deepEqual([file?.name, file?.bytes, more], ['a', 3, []]);
    assert.ok(Math.abs((file?.changed ?? 0) - Date.now()) < 60_000);
  });

  it('replaces a file as a whole, and removes files that are there or not', async () => {
    const folder = auditFolder(at);
    await folder.append('a', 'one\n');
    await folder.replace('a', 'two\n');
    assert.equal(await folder.read('a'), 'two\n');
    assert.equal((await folder.list()).length, 1);
    await folder.remove('a');
    await folder.remove('a');
    assert.deepEqual(await folder.list(), []);
  });

  it('that cannot be made rejects', async () => {
    await writeFile(path.join(temporary.path, 'storage'), '');
    await assert.rejects(auditFolder(at).append('a', 'one\n'));
  });
});
