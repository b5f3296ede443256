import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Workbench } from '../host/workbench';
import { startServer, type Server } from '../server/server';
import { eventually } from '../support/eventually';
import { dismiss, notification, row, signIn } from './actions';
import { openBefore } from './window';

describe('logins, clicked', () => {
  let server: Server;
  let workbench: Workbench;

  const opened = openBefore(async (folder) => {
    server = await startServer();
    const { keycloak } = server.tenants;
    const login = { grant: 'authorization_code', clientAuth: 'none' };
    const machine = {
      grant: 'client_credentials',
      issuer: keycloak.issuer,
      clientId: keycloak.clients.m2m?.clientId,
    };
    const profiles = [
      { ...machine, id: 'one', name: 'One machine' },
      { ...machine, id: 'two', name: 'The same machine', scope: 'email', params: { token: { scope: 'profile' } } },
      {
        ...login,
        id: 'paste',
        name: 'Pasted',
        issuer: keycloak.issuer,
        clientId: keycloak.clients.login?.clientId,
        redirect: 'paste',
      },
      {
        ...login,
        id: 'short',
        name: 'Short-lived',
        issuer: keycloak.issuer,
        clientId: keycloak.clients.login?.clientId,
      },
      {
        ...login,
        id: 'foreign',
        name: 'Foreign state',
        issuer: server.faults.issuerWith('state-wrong'),
        clientId: server.faults.clients.public.clientId,
      },
      {
        ...login,
        id: 'evil',
        name: '[Click me](command:workbench.action.quit) $(bug)',
        issuer: 'https://nowhere.invalid',
        clientId: 'x',
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

  const machineId = () => server.tenants.keycloak.clients.m2m?.clientId ?? '';

  it('by pasting the address that the browser ended at', async () => {
    const page = await workbench.newTab(() => workbench.clickTreeAction('Pasted', 'Get Token'));
    await workbench.quickInput.opened('Paste the Address');
    const ended = page.waitForRequest((request) => request.url().startsWith('http://127.0.0.1/callback'));
    await signIn(page, server.tenants.keycloak.user, '#allow');
    const address = (await ended).url();
    await workbench.quickInput.type('http://127.0.0.1/somewhere-else');
    await eventually('the message', async () =>
      (await workbench.quickInput.message()).includes('not the address of the login'),
    );
    await workbench.quickInput.submit(`  ${address}\n`);
    await notification(workbench, /Pasted: The token is valid/);
    await page.close();
    await dismiss(workbench);
  });

  it('counts down in seconds near the end, in the colours of a warning and an error', async () => {
    server.tenants.keycloak.setTokenLifetime(6);
    // Signed in at the provider, and allowed before: the page goes back at once.
    const page = await workbench.newTab(() => workbench.clickTreeAction('Short-lived', 'Get Token'));
    await row(workbench, 'Short-lived', /expires in 0:0\d/);
    server.tenants.keycloak.setTokenLifetime();
    await page.close().catch(() => undefined);
    await workbench.treeMenu('Short-lived', 'Show in Status Bar');
    const item = workbench.page.locator('.statusbar-item', { hasText: 'Short-lived' });
    const texts = new Set<string>();
    await eventually('the token has expired', async () => {
      texts.add(await item.innerText());
      return [...texts].some((text) => text.includes('expired'));
    });
    assert.ok([...texts].filter((text) => /0:0\d/.test(text)).length >= 2, [...texts].join(' | '));
    assert.match((await item.getAttribute('class')) ?? '', /error-kind/);
    await row(workbench, 'Short-lived', /expired/);
    await dismiss(workbench);
  });

  it('a redirect with a foreign state changes nothing: the login goes on waiting', async () => {
    const page = await workbench.newTab(() => workbench.clickTreeAction('Foreign state', 'Get Token'));
    await page.waitForURL(/\/callback\?.*state=/).catch(() => undefined);
    await notification(workbench, /Signing in to Foreign state/);
    await row(workbench, 'Foreign state', /working/);
    await workbench.clickNotification('Cancel', 'Signing in');
    await row(workbench, 'Foreign state', /signed out/);
    await page.close().catch(() => undefined);
  });

  it('a team profile asks before it uses a stored secret, and shows what it will really send', async () => {
    const { keycloak } = server.tenants;
    await workbench.clickTreeAction('One machine', 'Get Token');
    await workbench.quickInput.opened('Client Secret');
    await workbench.quickInput.submit(keycloak.clients.m2m?.clientSecret ?? '');
    await row(workbench, 'One machine', /valid/);
    await workbench.clickTreeAction('The same machine', 'Get Token');
    const text = await workbench.dialogText();
    assert.match(text, /Let the profile “The same machine” of the folder “.+” use your stored secret\?/);
    for (const line of [`Client: ${machineId()}`, `Issuer: ${keycloak.issuer ?? ''}`, 'scope: profile'])
      assert.ok(text.includes(line), text);
    await workbench.page.keyboard.press('Escape');
    await notification(workbench, /may not use the stored secret/);
    await dismiss(workbench);
    await workbench.clickTreeAction('The same machine', 'Get Token');
    await workbench.dialogText();
    await workbench.clickDialog('Allow');
    await row(workbench, 'The same machine', /valid/);
    await workbench.treeMenu('The same machine', 'Discard and Get a New Token');
    await notification(workbench, /The same machine: The token is valid/);
    await dismiss(workbench);
  });

  it('a profile’s name is text: neither a link nor an icon', async () => {
    await workbench.clickTreeAction('[Click me]', 'Get Token');
    await notification(workbench, /Click me.*nowhere\.invalid/);
    assert.equal(
      await workbench.page
        .locator('.notification-list-item-message', { hasText: 'nowhere.invalid' })
        .locator('a')
        .count(),
      0,
    );
    await dismiss(workbench);
  });
});
