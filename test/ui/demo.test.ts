import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { copyWorkspace } from '../../demo/prepare';
import { repository } from '../host/cache';
import type { Workbench } from '../host/workbench';
import { startServer, type Server } from '../server/server';
import { eventually } from '../support/eventually';
import { dismiss, getTokenAllowed, notification, row, signIn } from './actions';
import { tokenHover } from './token-hover';
import { openBefore } from './window';

describe('the demo, clicked', () => {
  let server: Server;
  let workbench: Workbench;

  const opened = openBefore(async (folder) => {
    server = await startServer();
    await copyWorkspace(path.join(repository, 'demo/workspace'), folder, server);
    return {
      settings: { 'task.allowAutomaticTasks': 'off' },
      env: { TOKEN_DECK_DEMO_HTTPYAC: path.join(repository, 'node_modules/httpyac/bin/httpyac.js') },
      size: { width: 1280, height: 800 },
    };
  });
  before(async () => {
    ({ workbench } = opened);
    await workbench.openView('Token Deck');
  });
  after(() => server.close());

  describe('Get Token, clicked', () => {
    const rows: [name: string, secret: () => string | undefined, validity: RegExp][] = [
      ['Channel automation', () => server.tenants.istreamplanet.clients.m2m?.clientSecret, /valid 2[34] h/],
      ['Calendar sync', () => server.tenants.auth0.clients.m2m?.clientSecret, /valid 2[34] h/],
      ['Things client', () => server.tenants.basic.clients.m2m?.clientSecret, /valid (59 min|1 h)/],
      ['Streamdiver API', () => server.tenants.keycloak.clients.m2m?.clientSecret, /valid (1 h 59|2 h)/],
    ];
    for (const [name, secret, validity] of rows) {
      it(`gets a token for ${name}`, async () => {
        await workbench.clickTreeAction(name, 'Get Token');
        await workbench.quickInput.opened('Client Secret');
        assert.match(await workbench.quickInput.message(), /It is sent to http:\/\/127\.0\.0\.2:\d+/);
        // White space around a pasted secret is removed.
        await workbench.quickInput.submit(` ${secret() ?? ''}\t`);
        await notification(workbench, new RegExp(`${name}: The token is valid for`));
        await row(workbench, name, validity);
        await dismiss(workbench);
      });
    }
  });

  describe('a login in the browser', () => {
    it('leads from the command to the page, and back to the countdown', async () => {
      const name = 'Calendar for the desktop';
      const page = await workbench.newTab(() => getTokenAllowed(workbench, name));
      await signIn(page, server.tenants.auth0.user, '#allow');
      await notification(workbench, new RegExp(`${name}: The token is valid for`));
      await row(workbench, name, /valid 2[34] h/);
      await page.close();
      await workbench.treeMenu(name, 'Show in Status Bar');
      assert.match(await workbench.statusBarItem(name), /2[34] h \d\d min/);
      await dismiss(workbench);
    });

    it('shows the facts of the token under the profile', async () => {
      await workbench.expandTreeRow('Calendar for the desktop');
      await row(workbench, 'Kind', /JWT/);
      await row(workbench, 'Subject', /auth0\|usr_123/);
      await row(workbench, 'Audience', /api\.calendar\.example.*userinfo/);
      await row(workbench, 'Refresh token', /yes/);
      await row(workbench, 'Grant', /Browser sign-in/);
      await workbench.clickTreeAction('Subject', 'Copy Value');
      await eventually('the copied subject', async () => (await workbench.clipboard()).includes('auth0|usr_123'));
      await workbench.expandTreeRow('Calendar for the desktop');
    });

    it('opens the token’s details by a click on the profile, and asks nothing of anyone', async () => {
      await workbench.clickTreeRow('Calendar for the desktop');
      await workbench.webview().getByRole('cell', { name: 'auth0|usr_123' }).first().waitFor();
      assert.deepEqual(await workbench.notifications(), []);
      await workbench.runCommand('View: Close Editor');
    });

    it('offers what can be done with a profile without a token by a click on it', async () => {
      await workbench.clickTreeRow('Streamdiver console');
      await workbench.quickInput.opened('Streamdiver console');
      const [first = ''] = await workbench.quickInput.items();
      assert.equal(first.trim(), 'Get Token');
      await workbench.quickInput.cancel();
    });

    it('reports once that the user denied it', async () => {
      const name = 'Streamdiver console';
      const page = await workbench.newTab(() => getTokenAllowed(workbench, name));
      await signIn(page, server.tenants.keycloak.user, '#deny');
      await notification(workbench, /Streamdiver console: The access was denied \(access_denied\)/);
      assert.equal((await workbench.notifications()).filter((text) => text.includes('denied')).length, 1);
      await page.close();
      await dismiss(workbench);
    });

    it('can be cancelled without a message', async () => {
      const name = 'Streamdiver console';
      const page = await workbench.newTab(() => workbench.clickTreeAction(name, 'Get Token'));
      await notification(workbench, /Signing in to Streamdiver console/);
      await workbench.clickNotification('Cancel', 'Signing in');
      await workbench.page.locator('.notification-toast', { hasText: 'Signing in' }).waitFor({ state: 'detached' });
      await page.close();
      assert.deepEqual(await workbench.notifications(), []);
    });
  });

  describe('using a token', () => {
    it('Get Token says so if the token is still valid', async () => {
      await workbench.clickTreeAction('Things client', 'Get Token');
      await notification(workbench, /Things client: The token is already valid for/);
      await dismiss(workbench);
    });

    it('Copy ID copies what tasks and requests call a profile', async () => {
      await workbench.treeMenu('Things client', 'Copy ID');
      await eventually('the id', async () => (await workbench.clipboard()) === 'basic-m2m');
    });

    it('a task sends the sample request once the user has allowed it, and the protected API answers 200', async () => {
      await workbench.runCommand('Tasks: Run Task');
      await workbench.quickInput.submit('Send auth0.http');
      assert.match(
        await workbench.dialogText(),
        /Let tasks, launch configurations and extensions use tokens of “Calendar sync”\?/,
      );
      await workbench.clickDialog('Allow');
      await eventually('the answer in the terminal', async () =>
        (await workbench.terminalText()).includes('"client": "calendar-sync"'),
      );
      const request = server.requests.findLast(({ tenant }) => tenant === 'api');
      assert.equal(request?.status, 200);
      await workbench.runCommand('View: Toggle Panel Visibility');
    });

    it('a request with an inserted header is sent with the token, and answered with 200', async () => {
      const file = path.join(opened.folder, 'streamdiver.http');
      const bare = (await readFile(file, 'utf8')).replace(/^Authorization:.*\n/m, '');
      await writeFile(file, bare);
      await workbench.openFile('streamdiver.http');
      assert.doesNotMatch(await workbench.editorText(), /Authorization/);
      await workbench.page.locator('.view-line', { hasText: /^GET/ }).first().click();
      await workbench.runCommand('Token Deck: Insert Authorization Header');
      await workbench.quickInput.pick('Streamdiver API');
      await workbench.page.locator('.view-line', { hasText: 'TOKEN_DECK_STREAMDIVER_M2M' }).first().waitFor();
      await workbench.runCommand('File: Save');
      await eventually('the file is saved', async () => (await readFile(file, 'utf8')) !== bare);
      await workbench.runCommand('Tasks: Run Task');
      await workbench.quickInput.submit('Send streamdiver.http');
      await workbench.dialogText();
      await workbench.clickDialog('Allow');
      const answered = () => server.requests.findLast(({ path: asked }) => asked === '/v2/tenants/current/settings');
      await eventually('the request', () => answered()?.status !== undefined);
      assert.equal(answered()?.status, 200);
      await workbench.runCommand('View: Toggle Panel Visibility');
    });

    it('the hover over a token in a file names the profile that it came from', async () => {
      await workbench.treeMenu('Calendar sync', 'Copy Token');
      const token = await eventually('the token', async () => /^eyJ/.exec(await workbench.clipboard())?.input);
      await writeFile(path.join(opened.folder, 'notes.txt'), `${token}\n`);
      await workbench.openFile('notes.txt');
      const hover = await tokenHover(workbench.page);
      const text = (await hover.innerText()).replaceAll('\u00a0', ' ');
      assert.match(text, /decoded, not verified, from the profile Calendar sync/);
      assert.match(text, /calendar-sync@clients/);
      await workbench.screenshot('hover');
      await hover.getByText('Inspect').click();
      await workbench.webview().getByRole('rowheader', { name: 'org_id' }).waitFor();
      await workbench.runCommand('View: Close All Editors');
    });

    it('the inspector shows the claims of a profile’s token', async () => {
      await workbench.treeMenu('Calendar sync', 'Inspect Token');
      const page = workbench.webview();
      await page.getByRole('rowheader', { name: 'org_id' }).waitFor();
      assert.match(await page.locator('body').innerText(), /api\.calendar\.example/);
    });
  });

  describe('the wizard', () => {
    it('refuses a realm that is a step in the path', async () => {
      const { quickInput } = workbench;
      await workbench.runCommand('Token Deck: Add Profile…');
      await quickInput.pick('Keycloak');
      await quickInput.pick('Client credentials');
      await quickInput.opened('Add Profile: Server');
      await quickInput.submit('https://sso.example.com');
      await quickInput.opened('Add Profile: Realm');
      await quickInput.submit('..');
      await workbench.page.getByText('“.” and “..” are steps in a path, not names').waitFor();
      assert.match(await quickInput.title(), /^Add Profile: Realm/);
      await quickInput.cancel();
    });

    it('adds a profile that gets a token', async () => {
      const { issuer, clients, audience } = server.tenants.auth0;
      await workbench.runCommand('Token Deck: Add Profile…');
      const { quickInput } = workbench;
      await quickInput.pick('OpenID Connect issuer');
      await quickInput.opened('Grant');
      await quickInput.button('Back');
      await quickInput.opened('Provider');
      await quickInput.pick('OpenID Connect issuer');
      await quickInput.pick('Client credentials');
      await quickInput.opened('Issuer');
      await quickInput.type(issuer ?? '');
      await workbench.page.getByText('its endpoints were discovered').waitFor();
      await quickInput.submit(` ${issuer ?? ''} `);
      await quickInput.opened('Add Profile: Client ID');
      await quickInput.submit(clients.limited?.clientId ?? '');
      await quickInput.opened('Add Profile: Client Secret');
      await quickInput.submit(clients.limited?.clientSecret ?? '');
      await quickInput.opened('Add Profile: Review');
      await workbench.screenshot('wizard-review');
      await quickInput.pick('Audience');
      await quickInput.opened('Add Profile: Audience');
      await quickInput.submit(audience ?? '');
      await quickInput.opened('Add Profile: Review');
      await quickInput.pick('Origins');
      await quickInput.opened('Add Profile: Origins');
      await quickInput.submit('https://api.example.com/v1');
      await workbench.page.getByText('is not an origin such as').waitFor();
      await quickInput.submit(server.api.origin);
      await quickInput.opened('Add Profile: Review');
      await quickInput.pick('Name');
      await quickInput.opened('Add Profile: Name');
      await quickInput.submit('Imports');
      await quickInput.opened('Add Profile: Review');
      await quickInput.submit('');
      await workbench.clickNotification('Get Token', 'Imports was added');
      await notification(workbench, /Imports: The token is valid for/);
      await row(workbench, 'Imports', /valid 2[34] h/);
    });
  });
});
