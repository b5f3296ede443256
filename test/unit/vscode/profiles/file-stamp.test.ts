import assert from 'node:assert/strict';
import { utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { temporaryFolder, type TemporaryFolder } from '../../../host/temporary';
import { stampOfPath } from '../../../../src/vscode/profiles/file-stamp.node';

describe('the stamp of a file', () => {
  let folder: TemporaryFolder;
  before(async () => (folder = await temporaryFolder()));
  after(() => folder.remove());

  it('changes with its size and with its time', async () => {
    const file = path.join(folder.path, 'token-deck.json');
    await writeFile(file, '{}');
    await utimes(file, 1, 1);
    const first = await stampOfPath(file);
    assert.equal(await stampOfPath(file), first);
    await utimes(file, 1, 2);
    const touched = await stampOfPath(file);
    assert.notEqual(touched, first);
    await writeFile(file, '{ }');
    await utimes(file, 1, 2);
    assert.notEqual(await stampOfPath(file), touched);
  });

  it('is undefined where there is no file', async () => {
    assert.equal(await stampOfPath(path.join(folder.path, 'none.json')), undefined);
  });
});
