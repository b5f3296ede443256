import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Workbench } from '../host/workbench';
import { eventually } from '../support/eventually';
import { dismiss, notification } from './actions';
import { openBefore } from './window';

describe('the document of a personal profile', () => {
  let workbench: Workbench;

  const opened = openBefore(async (folder) => {
    const profile = {
      id: 'calendar',
      name: 'Calendar',
      grant: 'client_credentials',
      endpoints: { token: 'https://login.example.com/token' },
      clientId: 'calendar-sync',
    };
    await mkdir(path.join(folder, '.vscode'));
    await writeFile(path.join(folder, '.vscode/token-deck.json'), JSON.stringify({ version: 1, profiles: [profile] }));
    return { size: { width: 1200, height: 700 } };
  });
  before(async () => {
    ({ workbench } = opened);
    await workbench.openView('Token Deck');
    await eventually('the profile', async () => (await workbench.treeRows()).length === 1);
    await workbench.treeMenu('Calendar', 'Keep a Personal Copy');
    assert.match(await workbench.dialogText(), /^Use the profile “Calendar/);
    await workbench.clickDialog('Allow');
    for (const asked of ['ID of the copy of Calendar', 'Name of the copy of Calendar']) {
      await workbench.quickInput.opened(asked);
      await workbench.page.keyboard.press('Enter');
    }
    await eventually('the copy', async () => (await workbench.treeRows()).length === 2);
    await workbench.treeMenu('Calendar (copy)', 'Edit Profile');
    await workbench.page.locator('.tabs-container .tab.active', { hasText: 'calendar-copy' }).waitFor();
  });

  /** Puts a line in, after the first brace. */
  const insert = async (line: string) => {
    const { page } = workbench;
    await page.locator('.view-line', { hasText: '"id"' }).first().click();
    await page.keyboard.press('Home');
    await page.keyboard.insertText(`${line}\n`);
  };
  const save = () => workbench.runCommand('File: Save');
  const error = (text: string) => workbench.page.locator('.marker-widget, .monaco-hover', { hasText: text }).first();

  it('says in words why it cannot be saved', async () => {
    await insert('"grant_type": "x",');
    await save();
    const text = await notification(workbench, /Failed to save/);
    await workbench.screenshot('profile-refused');
    assert.match(text, /The profile was not saved: “grant_type” is an unknown field/);
    assert.doesNotMatch(text, /NoPermissions|FileSystemError/);
    await workbench.theme('Light Modern');
    await workbench.page.locator('.monaco-workbench.vs').waitFor();
    await workbench.screenshot('profile-refused-light');
    await workbench.theme('Dark Modern');
    await dismiss(workbench);
    await workbench.runCommand('File: Revert File');
  });

  it('shows a secret in it as an error, and a quick fix moves it', async () => {
    await insert('"clientSecret": "typed-by-hand",');
    await workbench.page.locator('.squiggly-error').first().waitFor();
    await workbench.runCommand('Go to Next Problem (Error, Warning, Info)');
    await error('“clientSecret” is a secret').waitFor();
    await workbench.screenshot('profile-secret');
    await workbench.page.keyboard.press('Escape');
    await workbench.page.keyboard.press('Control+.');
    const fix = workbench.page.locator('.action-widget').getByText('Move the secret into SecretStorage');
    await fix.waitFor();
    // In older versions the menu ignores clicks until the mouse has moved over it.
    await fix.hover({ force: true });
    await fix.click();
    await workbench.page.locator('.squiggly-error').first().waitFor({ state: 'detached' });
    assert.ok(!(await workbench.editorText()).includes('typed-by-hand'));
    await workbench.page.locator('.tabs-container .tab.active:not(.dirty)', { hasText: 'calendar-copy' }).waitFor();
  });

  it('completes only the grants that work', async () => {
    const { page } = workbench;
    await page
      .locator('.view-line', { hasText: '"client_credentials"' })
      .first()
      .dblclick({ position: { x: 130, y: 8 } });
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Control+Space');
    const items = page.locator('.suggest-widget.visible .monaco-list-row .label-name');
    await items.first().waitFor();
    await workbench.screenshot('profile-completion');
    const labels = await eventually('the grants', async () => {
      const found = await items.allInnerTexts();
      return found.length >= 3 && found;
    });
    assert.deepEqual(
      labels.sort(),
      [
        'authorization_code',
        'client_credentials',
        'device_code',
        'implicit',
        'jwt_bearer',
        'password',
        'static',
        'token_exchange',
      ].map((grant) => `"${grant}"`),
    );
  });
});
