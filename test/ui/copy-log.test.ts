import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startServer, type Server } from '../server/server';
import { eventually } from '../support/eventually';
import { dismiss, notification } from './actions';
import { openBefore } from './window';

describe('the log for support', () => {
  let server: Server;

  const opened = openBefore(async (folder) => {
    server = await startServer();
    const { issuer, clients } = server.tenants.keycloak;
    const machine = {
      ...{ id: 'our-customer', name: 'Our Customer', grant: 'client_credentials', issuer },
      clientId: clients.m2m?.clientId,
    };
    await mkdir(path.join(folder, '.vscode'));
    await writeFile(path.join(folder, '.vscode/token-deck.json'), JSON.stringify({ version: 1, profiles: [machine] }));
    return undefined;
  });
  after(() => server.close());

  it('is copied from the view’s menu, with what was refused and without a secret or a profile’s name', async () => {
    const { workbench } = opened;
    const secret = server.tenants.keycloak.clients.m2m?.clientSecret ?? '';
    await workbench.openView('Token Deck');
    await workbench.clickTreeAction('Our Customer', 'Get Token');
    await workbench.quickInput.submit(`not-${secret}`);
    await notification(workbench, /rejected the client ID or its secret/);
    await dismiss(workbench);

    await workbench.viewMenu('Copy Log for Support');
    assert.match(
      await notification(workbench, /It holds no token or secret/),
      /\(server exchanges: 2, log lines: \d+\)/,
    );
    await workbench.screenshot('copy-log');
    const text = await workbench.clipboard();
    assert.match(text, /^# Token Deck: log for support\n\n- Copied at: \d{4}-.*Z\n- Token Deck: \d/);
    assert.match(
      text,
      /token: POST http:.*\/token\n {2}sent at: .*Z\n {2}duration: \d+ ms\n {2}request: client_credentials/,
    );
    assert.match(text, /result: 401 (?:invalid_client|unauthorized_client) \(client-refused\)/);
    assert.match(text, /parameters sent: client_id, client_secret, grant_type|authentication: client_secret_basic/);
    assert.ok(!text.includes(secret) && !/our.customer/i.test(text), 'it holds a secret or a name');

    await workbench.clickNotification('Open Copied Text');
    const shown = await eventually('the text in an editor', async () => {
      const lines = await workbench.editorText();
      return lines.includes('log for support') ? lines : undefined;
    });
    assert.ok(!shown.includes(secret));
    await workbench.screenshot('copy-log-opened');
    await workbench.theme('Light Modern');
    await workbench.screenshot('copy-log-opened-light');
  });
});
