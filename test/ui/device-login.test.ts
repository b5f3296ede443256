import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Workbench } from '../host/workbench';
import { startServer, type Server } from '../server/server';
import { eventually } from '../support/eventually';
import { dismiss, getTokenAllowed, notification, row, signIn } from './actions';
import { openBefore } from './window';

describe('a login on another device, clicked', () => {
  let server: Server;
  let workbench: Workbench;

  const opened = openBefore(async (folder) => {
    server = await startServer();
    const { issuer, clients } = server.tenants.keycloak;
    const profiles = [
      {
        ...{ id: 'tv', name: 'Television', grant: 'device_code', clientAuth: 'none', issuer },
        clientId: clients.login?.clientId,
      },
    ];
    await mkdir(path.join(folder, '.vscode'));
    await writeFile(path.join(folder, '.vscode/token-deck.json'), JSON.stringify({ version: 1, profiles }));
    return undefined;
  });
  before(async () => {
    ({ workbench } = opened);
    await workbench.openView('Token Deck');
  });
  after(() => server.close());

  /** The code as the dialog shows it. */
  const shownCode = async (): Promise<string> => {
    const text = await eventually('the code', async () => {
      const shown = await workbench.dialogText();
      return shown.includes('Sign in to') && shown;
    });
    return /^[A-Z]{4}-[A-Z]{4}/m.exec(text)?.[0] ?? assert.fail(text);
  };

  it('is cancelled by the dialog that shows its code', async () => {
    await getTokenAllowed(workbench, 'Television');
    await shownCode();
    await workbench.clickDialog('Cancel');
    await row(workbench, 'Television', /signed out/);
  });

  it('shows the code, opens the page for it, and has the token once the user has signed in there', async () => {
    await workbench.clickTreeAction('Television', 'Get Token');
    const code = await shownCode();
    await workbench.screenshot('device-code');
    const page = await workbench.newTab(() => workbench.clickDialog('Copy Code and Open Browser'));
    assert.equal(await workbench.clipboard(), code);
    await notification(workbench, new RegExp(`check that it shows the code ${code}`));
    await workbench.screenshot('device-code-waiting');
    await page.click('#confirm');
    await signIn(page, server.tenants.keycloak.user, '#allow');
    await page.getByText('You are signed in on the device').waitFor();
    await page.close();
    // The server wants to be asked every five seconds.
    await notification(workbench, /Television: The token is valid/);
    await row(workbench, 'Television', /valid/);
    await dismiss(workbench);
  });
});
