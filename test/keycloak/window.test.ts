import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import type { Workbench } from '../host/workbench';
import { eventually } from '../support/eventually';
import { dismiss, getTokenAllowed, notification, row } from '../ui/actions';
import { openBefore } from '../ui/window';
import { countEvents, endSessions } from './admin';
import { given } from './given';
import { people, publicClients, realm } from './realm';

const name = 'Console';

describe('Keycloak: clicked', () => {
  let workbench: Workbench;

  const opened = openBefore(async (folder) => {
    const profile = {
      ...{ id: 'console', name, preset: 'keycloak', server: given().origin, realm },
      ...{ grant: 'authorization_code', clientAuth: 'none', clientId: publicClients.console, scope: 'openid' },
    };
    await mkdir(path.join(folder, '.vscode'));
    await writeFile(path.join(folder, '.vscode/token-deck.json'), JSON.stringify({ version: 1, profiles: [profile] }));
    return undefined;
  });
  before(async () => {
    ({ workbench } = opened);
    await workbench.openView('Token Deck');
  });

  async function signIn(page: Page): Promise<void> {
    await page.fill('#username', people.kim.username);
    await page.fill('#password', people.kim.password);
    await page.click('#kc-login');
  }

  /** The token, by the clipboard. */
  async function token(): Promise<string> {
    await workbench.treeMenu(name, 'Copy Token');
    return eventually('the token', async () => /^eyJ[\w.-]+$/.exec(await workbench.clipboard())?.[0]);
  }

  it('a login leads to its own page, and back to the countdown', async () => {
    const page = await workbench.newTab(() => getTokenAllowed(workbench, name));
    await page.locator('#kc-login').waitFor();
    await workbench.screenshot('keycloak-waiting');
    await signIn(page);
    await notification(workbench, /Console: The token is valid for 1[45] min/);
    await row(workbench, name, /valid 1[45] min/);
    await page.close().catch(() => undefined);
    await workbench.treeMenu(name, 'Show in Status Bar');
    assert.match(await workbench.statusBarItem(name), /1[45] min/);
    await dismiss(workbench);
    await workbench.screenshot('keycloak-signed-in');
  });

  it('the facts under the profile are those of the token', async () => {
    await workbench.expandTreeRow(name);
    await row(workbench, 'Kind', /JWT/);
    await row(workbench, 'Refresh token', /yes/);
    await row(workbench, 'Scope', /openid/);
    await workbench.screenshot('keycloak-facts');
    await workbench.expandTreeRow(name);
  });

  it('Renew Token uses the refresh token, and opens no page', async () => {
    const before = await token();
    const refreshes = await countEvents('REFRESH_TOKEN', publicClients.console);
    const pages = workbench.page.context().pages().length;
    await workbench.runCommand('Token Deck: Renew Token');
    await workbench.quickInput.submit(name);
    await notification(workbench, /Console: The token was renewed and is valid for 1[45] min/);
    // The clipboard may still have the one of before.
    await eventually('another token', async () => (await token()) !== before);
    assert.equal(await countEvents('REFRESH_TOKEN', publicClients.console), refreshes + 1);
    assert.equal(workbench.page.context().pages().length, pages);
    await dismiss(workbench);
  });

  it('Renew Token asks for a login once the session was ended at the server', async () => {
    await endSessions(people.kim);
    const page = await workbench.newTab(() => workbench.treeMenu(name, 'Renew Token'));
    await signIn(page);
    await notification(workbench, /Console: The token was renewed and is valid for 1[45] min/);
    await page.close().catch(() => undefined);
    await dismiss(workbench);
  });

  it('Sign Out forgets the token', async () => {
    await workbench.treeMenu(name, 'Sign Out');
    await row(workbench, name, /signed out/);
    await workbench.screenshot('keycloak-signed-out');
  });
});
