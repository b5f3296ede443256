import assert from 'node:assert/strict';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { storedSecret, storeSecrets } from '../host/secrets';
import type { Workbench } from '../host/workbench';
import { startServer, type Server } from '../server/server';
import { eventually } from '../support/eventually';
import { row } from './actions';
import { openBefore } from './window';

describe('the sidebar, clicked', () => {
  let server: Server;
  let workbench: Workbench;

  const opened = openBefore(async (folder) => {
    server = await startServer();
    const { issuer, clients } = server.tenants.keycloak;
    const machine = { grant: 'client_credentials', issuer, clientId: clients.m2m?.clientId };
    const profiles = [
      { ...machine, id: 'valid', name: 'Calendar, production, Europe', group: 'Calendar' },
      { ...machine, id: 'ready', name: 'Calendar, production, Asia', group: 'Calendar', scope: 'email' },
      { ...machine, id: 'short', name: 'Orders', scope: 'profile' },
    ];
    await mkdir(path.join(folder, '.vscode'));
    await writeFile(path.join(folder, '.vscode/token-deck.json'), JSON.stringify({ version: 1, profiles }));
    return { size: { width: 1280, height: 800 } };
  });
  before(async () => {
    ({ workbench } = opened);
    await workbench.openView('Token Deck');
  });
  after(() => server.close());

  const rowOf = (name: string) => workbench.page.locator(`.part.sidebar .monaco-list-row[aria-label^="${name}"]`);

  const statusItem = (text: string) => workbench.page.locator('.statusbar-item:visible', { hasText: text });

  /** How much of a row’s description is in view, from 0 to 1. */
  const inView = (name: string): Promise<number> =>
    rowOf(name)
      .locator('.label-description')
      .evaluate((description) => {
        const { left, right } = description.getBoundingClientRect();
        const container = description.closest('.monaco-icon-label-container')?.getBoundingClientRect();
        return (Math.min(right, container?.right ?? 0) - left) / (right - left);
      });

  it('a long name leaves room for the whole state beside the row’s buttons', async () => {
    const name = 'Calendar, production, Europe';
    await workbench.clickTreeAction(name, 'Get Token');
    await workbench.quickInput.opened('Client Secret');
    await workbench.quickInput.submit(server.tenants.keycloak.clients.m2m?.clientSecret ?? '');
    await row(workbench, name, /valid 1 h 59 min/);
    const shown: string[] = [];
    for (const each of [name, 'Calendar, production, Asia', 'Orders']) {
      await rowOf(each).hover();
      await rowOf(each).locator('.action-label[aria-label^="Get Token"]').waitFor();
      shown.push(`${await rowOf(each).locator('.label-name').innerText()} ${(await inView(each)) > 0.99}`);
    }
    assert.deepEqual(shown, ['Calen…urope true', 'Calendar, p…tion, Asia true', 'Orders true']);
    await rowOf(name).hover();
    await workbench.page.locator('.monaco-hover:visible', { hasText: name }).first().waitFor();
    for (const theme of ['Light Modern', 'Dark Modern']) {
      await workbench.theme(theme);
      await rowOf(name).hover();
      await workbench.screenshot(`long-name-${theme.split(' ', 1).join().toLowerCase()}`);
    }
  });

  it('a click finds its profile while the sidebar is drawn again', async () => {
    const file = path.join(opened.folder, '.vscode/token-deck.json');
    const { profiles } = JSON.parse(await readFile(file, 'utf8')) as { profiles: { id: string }[] };
    let isOver = false;
    const changes = (async () => {
      // The file's watcher tells of each; the rows stay where they are.
      for (let count = 0; !isOver; count++) {
        const changed = profiles.map((each) => ({ ...each, origins: [`https://${count}.example.com`] }));
        await writeFile(`${file}.new`, JSON.stringify({ version: 1, profiles: changed }));
        await rename(`${file}.new`, file);
        await delay(100);
      }
    })();
    try {
      for (let count = 0; count < 12; count++) {
        await rowOf('Orders').hover();
        await workbench.treeMenu('Orders', 'Copy ID');
        await statusItem('ID copied: short').waitFor();
        await workbench.treeMenu('Calendar, production, Asia', 'Copy ID');
        await statusItem('ID copied: ready').waitFor();
      }
    } finally {
      isOver = true;
      await changes;
    }
  });

  it('with many profiles shows their names at once, and what they are now a moment later', async () => {
    // What another window left: it did not know the last profile, and knew one that is gone.
    const ids = Array.from({ length: 120 }, (_, index) => `p${String(index).padStart(3, '0')}`);
    const entries = ids.map(
      (id) => [`profile.${id}`, { profile: { id, name: `Many ${id}`, grant: 'static' } }] as const,
    );
    const named = ['gone', ...ids.slice(0, -1)].map((id) => ({ id, name: `Many ${id}` }));
    await storeSecrets(workbench.page, [...entries, ['names', { profiles: named }]]);
    await workbench.page.reload();
    await workbench.runCommand('View: Show Token Deck');
    await row(workbench, 'Many p000', /no token stored/);
    assert.equal(await rowOf('Many gone').count(), 0);
    await workbench.treeMenu('Many p000', 'Copy ID');
    await statusItem('ID copied: p000').waitFor();
    await eventually('the names as they are now', async () => {
      const stored = (await storedSecret(workbench.page, 'names')) ?? '';
      return stored.includes('Many p119') && !stored.includes('gone');
    });
    await rowOf('Many p000').click();
    await workbench.page.keyboard.press('End');
    await rowOf('Orders').waitFor();
  });
});
