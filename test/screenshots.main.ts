import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { copyWorkspace } from '../demo/prepare';
import { webHost } from './host/suites';
import { startServer } from './server/server';

/** Takes the README's pictures of the real workbench, dark and light. */
const repository = path.resolve(import.meta.dirname, '../..');
const themes = { dark: 'Dark Modern', light: 'Light Modern' };

const server = await startServer();
for (const [name, theme] of Object.entries(themes)) {
  const parent = await mkdtemp(path.join(os.tmpdir(), 'token-deck-pictures-'));
  const workspace = path.join(parent, 'calendar');
  await copyWorkspace(path.join(repository, 'demo/workspace'), workspace, server);
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
      await workbench.page
        .locator('.part.sidebar .monaco-list-row', { hasText: new RegExp(`${profile}.*valid`) })
        .waitFor();
    }
    await workbench.runCommand('Notifications: Clear All Notifications');
    await workbench.openFile('auth0-login.http');
    const page = await workbench.newTab(() => workbench.clickTreeAction('Calendar for the desktop', 'Get Token'));
    await page.fill('#username', server.tenants.auth0.user.username);
    await page.fill('#password', server.tenants.auth0.user.password);
    await page.click('#login');
    // Whoever allowed it before is not asked again.
    await page.click('#allow', { timeout: 3000 }).catch(() => undefined);
    await workbench.page
      .locator('.notification-list-item-message', { hasText: 'Calendar for the desktop: The token is valid' })
      .waitFor();
    await page.close();
    await workbench.treeMenu('Calendar for the desktop', 'Show in Status Bar');
    await workbench.clickTreeRow('Calendar for the desktop');
    await workbench.page.mouse.move(700, 300);
    await workbench.page.locator('.statusbar-item', { hasText: 'Calendar for the desktop' }).waitFor();
    await picture('profiles');
    await workbench.runCommand('Notifications: Clear All Notifications');
    await workbench.treeMenu('Calendar for the desktop', 'Inspect Token');
    await workbench.webview().getByRole('rowheader', { name: 'aud', exact: true }).waitFor();
    await picture('inspector');
  } finally {
    await workbench.close();
    await rm(parent, { recursive: true, force: true });
  }
}
await server.close();
process.exit(0);
