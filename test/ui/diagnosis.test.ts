import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startServer, type Server } from '../server/server';
import { eventually } from '../support/eventually';
import { dismiss, notification } from './actions';
import { openBefore } from './window';

describe('a diagnosis, clicked', () => {
  let server: Server;

  const opened = openBefore(async (folder) => {
    server = await startServer();
    const { keycloak, auth0 } = server.tenants;
    const profiles = [
      {
        ...{ id: 'machine', name: 'Uploads', grant: 'client_credentials', issuer: keycloak.issuer },
        ...{ clientId: keycloak.clients.m2m?.clientId, clientAuth: 'client_secret_post' },
      },
      {
        ...{ id: 'login', name: 'Console', grant: 'authorization_code', clientAuth: 'none', scope: 'openid' },
        ...{ issuer: auth0.issuer, clientId: 'nobody-knows-it' },
      },
    ];
    await mkdir(path.join(folder, '.vscode'));
    await writeFile(path.join(folder, '.vscode/token-deck.json'), JSON.stringify({ version: 1, profiles }));
    return undefined;
  });
  after(() => server.close());

  /** The text of the report that is shown. */
  const shown = (pattern: RegExp) =>
    eventually(`a report like ${String(pattern)}`, async () => {
      for (const frame of opened.workbench.page.frames()) {
        const text = await frame.innerText('body', { timeout: 500 }).catch(() => '');
        if (pattern.test(text)) return text;
      }
      return undefined;
    });

  it('is offered where a request fails, and shows its report; a request is tried where that is clicked', async () => {
    const { workbench } = opened;
    const secret = server.tenants.keycloak.clients.m2m?.clientSecret ?? '';
    await workbench.openView('Token Deck');
    await workbench.clickTreeAction('Uploads', 'Get Token');
    await workbench.quickInput.submit(`not-${secret}`);
    await notification(workbench, /rejected the client ID or its secret/);
    await workbench.screenshot('diagnosis-offered');
    await workbench.clickNotification('Diagnose');
    await notification(workbench, /Uploads: Problems: 1, warnings: 0, notes: \d/);
    const report = await shown(/diagnosis of “Uploads”/);
    assert.match(report, /1\. Problem · likely cause: the provider/);
    assert.ok(!report.includes(secret));
    await workbench.screenshot('diagnosis-dark');
    const requests = () => server.requests.filter(({ path: to }) => to.endsWith('/token')).length;
    const before = requests();
    await workbench.clickNotification('Try a Token Request');
    await shown(/token: POST/);
    assert.equal(requests(), before + 1);
    await dismiss(workbench);
  });

  it('says which redirect URIs a provider refuses, and is copied', async () => {
    const { workbench } = opened;
    await workbench.treeMenu('Console', 'Diagnose Profile');
    assert.ok((await workbench.dialogText()).startsWith('Use the profile “Console'));
    await workbench.clickDialog('Allow');
    await notification(workbench, /Console: Problems: \d/);
    await shown(/error page \(400\): it does not know the client/);
    await workbench.clickNotification('Copy Report');
    const text = await eventually('the report in the clipboard', async () => {
      const copied = await workbench.clipboard();
      return /^# Token Deck: diagnosis of “Console”/.test(copied) ? copied : undefined;
    });
    assert.match(text, /\| `http:\/\/127\.0\.0\.1\/callback` \| refuses a login with it \|/);
    await workbench.theme('Light Modern');
    await workbench.screenshot('diagnosis-light');
  });
});
