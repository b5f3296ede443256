/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pickHost } from '../host/pick';
import { failSecrets, storedSecrets } from '../host/secrets';
import type { Workbench } from '../host/workbench';
import { startServer, type Server } from '../server/server';
import { eventually } from '../support/eventually';
import { dismiss, getTokenAllowed, notification, row } from './actions';
import { openBefore } from './window';

const warning = /secret storage is not working/;

describe('a window whose SecretStorage fails', () => {
  let server: Server;
  let workbench: Workbench;

  const opened = openBefore(async (folder) => {
    server = await startServer();
    const { issuer, clients } = server.tenants.keycloak;
    const machine = {
      ...{ id: 'machine', name: 'Machine', grant: 'client_credentials', issuer },
      clientId: clients.m2m?.clientId,
    };
    const person = {
      ...{ id: 'person', name: 'Person', grant: 'authorization_code', clientAuth: 'none' },
      ...{ issuer: server.faults.issuerWith(), clientId: server.faults.clients.public.clientId },
    };
    await mkdir(path.join(folder, '.vscode'));
    await writeFile(
      path.join(folder, '.vscode/token-deck.json'),
      JSON.stringify({ version: 1, profiles: [machine, person] }),
    );
    return undefined;
  });
  before(async function () {
    // On the desktop, SecretStorage is the system's.
    if ((await pickHost()).kind !== 'web') this.skip();
    ({ workbench } = opened);
    await failSecrets(workbench.page, true);
    await workbench.openView('Token Deck');
  });
  after(() => server.close());

  const ours = async () => (await storedSecrets(workbench.page)).filter((key) => /"token-deck\.token-deck"/.test(key));

  it('says so once, with what helps', async () => {
    await notification(workbench, warning);
    const buttons = workbench.page.locator('.notification-toast', { hasText: warning }).getByRole('button');
    const texts = (await buttons.allInnerTexts()).filter((text) => text.trim() !== '');
    assert.deepEqual(texts, ['Open Troubleshooting Guide', 'Show Log']);
    await workbench.screenshot('storage-warning');
    await dismiss(workbench);
  });

  it('still takes a secret, gets tokens with it, and keeps a personal copy of the profile', async () => {
    await workbench.clickTreeAction('Machine', 'Get Token');
    await workbench.quickInput.submit(server.tenants.keycloak.clients.m2m?.clientSecret ?? '');
    await notification(workbench, /Machine: The token is valid/);
    await row(workbench, 'Machine', /valid/);
    await dismiss(workbench);
    await workbench.treeMenu('Machine', 'Keep a Personal Copy');
    await workbench.quickInput.opened('ID of the copy');
    await workbench.quickInput.submit('copy');
    await workbench.quickInput.opened('Name of the copy');
    await workbench.quickInput.submit('Copy');
    await notification(workbench, /was added/);
    await dismiss(workbench);
    await row(workbench, 'Copy', /valid/);
  });

  it('still signs in', async () => {
    const page = await workbench.newTab(() => getTokenAllowed(workbench, 'Person'));
    await notification(workbench, /Person: The token is valid/);
    await page.close().catch(() => undefined);
    await row(workbench, 'Person', /valid/);
    assert.ok(!(await workbench.notifications()).some((text) => warning.test(text)));
    await dismiss(workbench);
    assert.deepEqual(await ours(), []);
  });

  it('says so where it cannot delete a token', async () => {
    await workbench.treeMenu('Person', 'Sign Out');
    await notification(workbench, /token could not be deleted from SecretStorage/);
    await workbench.screenshot('storage-not-deleted');
    await dismiss(workbench);
  });

  it('stores all of it with the next write that works', async () => {
    await failSecrets(workbench.page, false);
    await workbench.clickTreeAction('Person', 'Get Token');
    await notification(workbench, /Person: The token is valid/);
    await dismiss(workbench);
    const kinds = await eventually('what was in memory is stored', async () => {
      const found = (await ours()).map((key) => /"key":"(\w+)\./.exec(key)?.[1]).sort();
      return found.length >= 4 && found;
    });
    assert.deepEqual(kinds, ['profile', 'secret', 'token', 'token']);
  });
});
