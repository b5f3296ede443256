import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Workbench } from '../host/workbench';
import { startServer, type Server } from '../server/server';
import { dismiss, getTokenAllowed, notification, row } from './actions';
import { openBefore } from './window';

/** Two workspaces with one folder: as two containers whose folders have the same address, they share all but their state. */
describe('a folder of two workspaces', () => {
  let server: Server;
  let workbench: Workbench;
  let other: Workbench | undefined;

  const opened = openBefore(async (folder) => {
    server = await startServer();
    const profile = {
      id: 'mine',
      name: 'Mine',
      grant: 'authorization_code',
      clientAuth: 'none',
      issuer: server.faults.issuerWith(),
      clientId: server.faults.clients.public.clientId,
    };
    await mkdir(path.join(folder, '.vscode'));
    await writeFile(path.join(folder, '.vscode/token-deck.json'), JSON.stringify({ version: 1, profiles: [profile] }));
    await writeFile(path.join(folder, 'one.code-workspace'), JSON.stringify({ folders: [{ path: '.' }] }));
    return undefined;
  });
  before(async () => {
    ({ workbench } = opened);
    await workbench.openView('Token Deck');
  });
  after(async () => {
    await other?.close();
    await server.close();
  });

  async function signIn(window: Workbench): Promise<void> {
    const page = await window.newTab(() => getTokenAllowed(window, 'Mine'));
    await notification(window, /Mine: The token is (?:already )?valid/);
    await page.close().catch(() => undefined);
    await dismiss(window);
  }

  it('is signed in for one of them only', async () => {
    await signIn(workbench);
    await row(workbench, 'Mine', /valid/);
    other = await workbench.newWindow(path.join(opened.folder, 'one.code-workspace'));
    await other.openView('Token Deck');
    await row(other, 'Mine', /signed out/);
  });

  it('is asked about in each of them', async () => {
    assert.ok(other);
    await signIn(other);
    await row(other, 'Mine', /valid/);
  });

  it('is still signed in after a reload', async () => {
    await workbench.page.reload();
    // The view may be shown again by itself; clicking its icon then would hide it.
    await workbench.runCommand('View: Show Token Deck');
    await row(workbench, 'Mine', /valid/);
    await workbench.clickTreeAction('Mine', 'Get Token');
    await notification(workbench, /Mine: The token is (?:already )?valid/);
  });
});
