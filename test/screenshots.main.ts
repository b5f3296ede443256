import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { copyWorkspace } from '../demo/prepare';
import { webHost } from './host/suites';
import { startServer } from './server/server';
import { getTokenAllowed, row } from './ui/actions';
import { tokenHover } from './ui/token-hover';

/** Takes the README's screenshots of a real VS Code, dark and light. */
const repository = path.resolve(import.meta.dirname, '../..');
const themes = { dark: 'Dark Modern', light: 'Light Modern' };

const server = await startServer();

/** A token for the realm’s machine client. */
async function token(): Promise<string> {
  const { endpoints, clients } = server.tenants.keycloak;
  const { clientId = '', clientSecret = '' } = clients.m2m ?? {};
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
  });
  const answer = await fetch(endpoints.token, { method: 'POST', body });
  return ((await answer.json()) as { access_token: string }).access_token;
}

for (const [name, theme] of Object.entries(themes)) {
  const parent = await mkdtemp(path.join(os.tmpdir(), 'token-deck-pictures-'));
  const workspace = path.join(parent, 'calendar');
  await copyWorkspace(path.join(repository, 'demo/workspace'), workspace, server);
  await writeFile(
    path.join(workspace, 'answer.json'),
    JSON.stringify({ access_token: await token(), expires_in: 7200 }, null, 2),
  );
  const workbench = await webHost().open({
    workspace,
    developmentPath: repository,
    settings: { 'workbench.colorTheme': theme },
    size: { width: 1100, height: 640 },
  });
  const picture = (what: string) => workbench.screenshot(path.join(repository, 'media/screenshots', `${what}-${name}`));
  try {
    await workbench.openView('Token Deck');
    const machines = { 'Calendar sync': 'auth0', 'Streamdiver API': 'keycloak', 'Things client': 'basic' } as const;
    for (const [profile, tenant] of Object.entries(machines)) {
      await workbench.clickTreeAction(profile, 'Get Token');
      await workbench.quickInput.opened('Client Secret');
      await workbench.quickInput.submit(server.tenants[tenant].clients.m2m?.clientSecret ?? '');
      await row(workbench, profile, /valid/);
    }
    await workbench.runCommand('Notifications: Clear All Notifications');
    await workbench.openFile('auth0-login.http');
    const page = await workbench.newTab(() => getTokenAllowed(workbench, 'Calendar for the desktop'));
    await page.fill('#username', server.tenants.auth0.user.username);
    await page.fill('#password', server.tenants.auth0.user.password);
    await page.click('#login');
    // A person who allowed it before is not asked again.
    await page.click('#allow', { timeout: 3000 }).catch(() => undefined);
    await workbench.page
      .locator('.notification-list-item-message', { hasText: 'Calendar for the desktop: The token is valid' })
      .waitFor();
    await page.close();
    await workbench.treeMenu('Calendar for the desktop', 'Show in Status Bar');
    await workbench.expandTreeRow('Calendar for the desktop');
    await workbench.page.mouse.move(700, 300);
    await workbench.page.locator('.statusbar-item', { hasText: 'Calendar for the desktop' }).waitFor();
    await picture('profiles');
    await workbench.runCommand('Notifications: Clear All Notifications');
    await workbench.treeMenu('Calendar for the desktop', 'Inspect Token');
    const inspector = workbench.webview();
    await inspector.getByRole('rowheader', { name: 'aud', exact: true }).waitFor();
    await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
    await inspector.getByText('Verify as an API would').click();
    await inspector.getByLabel('Required scopes, permissions or roles').fill('read:events delete:events');
    await inspector.getByRole('button', { name: 'Verify', exact: true }).click();
    await inspector.getByText('Not valid: permissions are missing; the signature is valid').first().waitFor();
    await workbench.page.mouse.move(700, 20);
    await picture('inspector');
    await workbench.runCommand('View: Close All Editors');
    await workbench.openFile('answer.json');
    await tokenHover(workbench.page);
    // The hover fades in.
    await workbench.page.waitForTimeout(1000);
    await picture('hover');
  } finally {
    await workbench.close();
    await rm(parent, { recursive: true, force: true });
  }
}
await server.close();
process.exit(0);
