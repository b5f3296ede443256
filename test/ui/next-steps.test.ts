import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Workbench } from '../host/workbench';
import { startServer, type Server } from '../server/server';
import { jwt } from '../support/jwts';
import { dismiss, notification, row } from './actions';
import { openBefore, withSender } from './window';

/** What a message names can be done by its buttons, in a window whose settings deny what is asked. */
describe('what a message names, clicked', () => {
  let server: Server;
  let workbench: Workbench;

  const opened = openBefore(async (folder) => {
    server = await startServer();
    const { keycloak } = server.tenants;
    const expired = jwt({ sub: 'pasted', exp: 1_700_000_000 });
    const profiles = [
      { id: 'sync', name: 'Sync', grant: 'client_credentials', issuer: keycloak.issuer, ...keycloak.clients.m2m },
      { id: 'pasted', name: 'Pasted', grant: 'static', token: expired },
    ];
    const task = {
      version: '2.0.0',
      inputs: [{ id: 'token', type: 'command', command: 'tokenDeck.getToken', args: 'sync' }],
      tasks: [{ label: 'Use it', type: 'process', command: 'true', args: ['${input:token}'], problemMatcher: [] }],
    };
    await mkdir(path.join(folder, '.vscode'));
    await writeFile(path.join(folder, '.vscode/tasks.json'), JSON.stringify(task));
    return {
      settings: { 'tokenDeck.automation': 'deny', 'tokenDeck.jwt.allowNetwork': 'never' },
      ...withSender(profiles),
    };
  });
  before(async () => {
    ({ workbench } = opened);
    await workbench.openView('Token Deck');
    await row(workbench, 'Sync', /ready/);
  });
  afterEach(async () => {
    await workbench.runCommand('View: Close All Editors');
    await dismiss(workbench);
  });
  after(() => server.close());

  async function isSettingShown(id: string): Promise<void> {
    const editor = workbench.page.locator('.settings-editor');
    await editor.locator(`.suggest-input-container .view-line`, { hasText: `@id:${id}` }).waitFor();
  }

  it('a program that the setting denies a token: Open Setting', async () => {
    await workbench.runCommand('Tasks: Run Task');
    await workbench.quickInput.submit('Use it');
    await notification(workbench, /Sync: A program was denied a token\. The setting tokenDeck\.automation is “deny”/);
    await workbench.screenshot('denied-by-setting');
    await workbench.clickNotification('Open Setting');
    await isSettingShown('tokenDeck.automation');
    await workbench.screenshot('denied-by-setting-opened');
  });

  it('keys that the setting does not let be asked for: Open Setting, in the inspector', async () => {
    await workbench.clickTreeAction('Sync', 'Get Token');
    await workbench.clickNotification('Inspect', 'Sync: The token is valid');
    const page = workbench.webview();
    await page.getByText('Verify as an API would').click();
    await page.getByRole('button', { name: 'Verify', exact: true }).click();
    await page.getByText('does not allow asking any address for keys').waitFor();
    await workbench.screenshot('keys-off');
    await page.getByRole('button', { name: 'Open Setting' }).click();
    await isSettingShown('tokenDeck.jwt.allowNetwork');
  });

  it('a pasted token that has expired: Replace Token', async () => {
    await workbench.treeMenu('Pasted', 'Copy Token');
    await notification(workbench, /Pasted: The pasted token has expired/);
    await workbench.screenshot('pasted-expired');
    await workbench.clickNotification('Replace Token');
    await workbench.quickInput.opened('Token');
    await workbench.quickInput.submit(jwt({ sub: 'pasted', exp: 4_000_000_000 }));
    await row(workbench, 'Pasted', /stored/);
    await workbench.treeMenu('Pasted', 'Copy Token');
    await workbench.page.locator('.statusbar-item', { hasText: 'Pasted: token copied' }).waitFor();
    assert.deepEqual(
      (await workbench.notifications()).filter((text) => text.includes('expired')),
      [],
    );
  });
});
