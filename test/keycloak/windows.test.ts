import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { tokenKey } from '../../src/storage/keys';
import { TokenStore } from '../../src/storage/tokens';
import { temporaryFolder, type TemporaryFolder } from '../host/temporary';
import { FolderSecrets } from '../processes/folder-secrets';
import { openWindow, type ProcessWindow } from '../processes/window';
import { countEvents } from './admin';
import { publicClients, tokenLifetime } from './realm';
import { keepSecretsOutOfLogs, person, world } from './world';

describe('Keycloak: several windows', () => {
  keepSecretsOutOfLogs();
  const known = person(publicClients.console);
  let folder: TemporaryFolder;
  let windows: ProcessWindow[];

  before(async () => {
    folder = await temporaryFolder();
    const folders = { secrets: path.join(folder.path, 'secrets'), locks: path.join(folder.path, 'locks') };
    await mkdir(folders.secrets);
    const store = new TokenStore(
      new FolderSecrets(folders.secrets),
      () => true,
      (line) => assert.fail(line),
    );
    await store.set(await tokenKey(known), await world().service.get(known));
    store.dispose();
    windows = Array.from({ length: 4 }, () => openWindow(folders, known.profile, 30_000));
  });
  after(async () => {
    await Promise.all(windows.map((window) => window.end()));
    await folder.remove();
  });

  it('four of them, as processes, renew once for each of 10 expiries, and use no refresh token twice', async () => {
    const [refreshes, errors] = await counts();
    for (let expiry = 1; expiry <= 10; expiry++) {
      const answers = await Promise.all(windows.map((window) => window.get(expiry * 2 * tokenLifetime * 1000)));
      const [answer, ...others] = new Set(answers.map((each) => JSON.stringify(each)));
      assert.deepEqual(others, [], `all have one token after expiry ${expiry}`);
      assert.match(answer ?? '', /"token"/);
    }
    assert.deepEqual(await counts(), [refreshes + 10, errors]);
  });

  const counts = () =>
    Promise.all([
      countEvents('REFRESH_TOKEN', publicClients.console),
      countEvents('REFRESH_TOKEN_ERROR', publicClients.console),
    ]);
});
