import assert from 'node:assert/strict';
import path from 'node:path';
import { copyWorkspace, demoSecrets } from '../../demo/prepare';
import { repository } from '../host/cache';
import type { Workbench } from '../host/workbench';
import { startServer, type Server } from '../server/server';
import { eventually } from '../support/eventually';
import { dismiss, getTokenAllowed, notification } from './actions';
import { openBefore } from './window';

describe('the window of the demo', () => {
  let server: Server;
  let workbench: Workbench;

  const opened = openBefore(async (folder) => {
    server = await startServer();
    await copyWorkspace(path.join(repository, 'demo/workspace'), folder, server);
    return {
      extensions: [path.join(repository, 'demo/companion')],
      env: { TOKEN_DECK_DEMO_SECRETS: JSON.stringify(await demoSecrets(folder, server)) },
    };
  });
  before(() => ({ workbench } = opened));
  after(() => server.close());

  it('opens on the profiles, with the README beside them', async () => {
    const { page } = workbench;
    await page.locator('.part.sidebar .monaco-list-row', { hasText: 'Calendar sync' }).waitFor();
    await page.locator('.tabs-container .tab', { hasText: 'README.md' }).waitFor();
    await workbench.webview().getByRole('heading', { name: 'What to click' }).waitFor();
    await workbench.screenshot('demo-window');
  });

  it('has the secrets, and a log that can be read', async () => {
    await getTokenAllowed(workbench, 'Calendar sync');
    await notification(workbench, /Calendar sync: The token is valid for/);
    await dismiss(workbench);
    await workbench.runCommand('Token Deck: Show Log');
    const output = workbench.page.locator('.part.panel .view-line');
    await output.filter({ hasText: /POST/ }).first().waitFor();
    const text = await eventually('the exchange in the log', async () =>
      /POST .*\/oauth\/token.* 200/.exec((await output.allInnerTexts()).join('\n').replaceAll('\u00a0', ' ')),
    );
    assert.ok(text !== null && !text.input.includes('eyJ'), 'no token is in it');
    await workbench.screenshot('demo-log');
  });
});
