import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pickHost } from '../host/pick';
import type { Workbench } from '../host/workbench';
import { pictureOfFailure } from './actions';

const repository = path.resolve(import.meta.dirname, '../../..');

describe('a workspace that is not trusted', () => {
  let folder: string;
  let workbench: Workbench;

  before(async function () {
    this.timeout(240_000);
    const host = await pickHost();
    folder = await mkdtemp(path.join(os.tmpdir(), 'token-deck-trust-'));
    const profile = {
      id: 'p',
      name: 'Of the repository',
      grant: 'client_credentials',
      endpoints: { token: 'https://nowhere.invalid/t' },
      clientId: 'c',
    };
    await mkdir(path.join(folder, '.vscode'));
    await writeFile(path.join(folder, '.vscode/token-deck.json'), JSON.stringify({ version: 1, profiles: [profile] }));
    workbench = await host.open({
      workspace: folder,
      developmentPath: repository,
      settings: {
        'security.workspace.trust.enabled': true,
        'security.workspace.trust.startupPrompt': 'never',
        'security.workspace.trust.banner': 'never',
      },
    });
    await workbench.openView('Token Deck');
  });

  after(async () => {
    await workbench.close();
    await rm(folder, { recursive: true, force: true });
  });

  afterEach(pictureOfFailure(() => workbench));

  it('has no team profiles; the view says what to do, and personal ones can be added', async () => {
    await workbench.page.getByRole('button', { name: 'Manage Workspace Trust' }).waitFor();
    await workbench.page.getByRole('button', { name: 'Add Profile', exact: true }).waitFor();
    assert.deepEqual(await workbench.treeRows(), []);
  });
});
