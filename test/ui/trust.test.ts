import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Workbench } from '../host/workbench';
import { openBefore } from './window';

describe('a workspace that is not trusted', () => {
  let workbench: Workbench;

  const opened = openBefore(async (folder) => {
    const profile = {
      id: 'p',
      name: 'Of the repository',
      grant: 'client_credentials',
      endpoints: { token: 'https://nowhere.invalid/t' },
      clientId: 'c',
    };
    await mkdir(path.join(folder, '.vscode'));
    await writeFile(path.join(folder, '.vscode/token-deck.json'), JSON.stringify({ version: 1, profiles: [profile] }));
    return {
      settings: {
        'security.workspace.trust.enabled': true,
        'security.workspace.trust.startupPrompt': 'never',
        'security.workspace.trust.banner': 'never',
      },
    };
  });
  before(async () => {
    ({ workbench } = opened);
    await workbench.openView('Token Deck');
  });

  it('has no team profiles, and a view that says what to do', async () => {
    await workbench.page.getByRole('button', { name: 'Manage Workspace Trust' }).waitFor();
    await workbench.page.getByRole('button', { name: 'Add Profile', exact: true }).waitFor();
    assert.deepEqual(await workbench.treeRows(), []);
    assert.equal(await workbench.page.getByRole('button', { name: 'Create Team File' }).count(), 0);
  });
});
