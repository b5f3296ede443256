import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Workbench } from '../host/workbench';
import { whenReady } from '../host/workbench';
import { keycloakRealm } from '../server/keycloak';
import { listen } from '../server/listener';
import { startProviderTenant } from '../server/provider-tenant';
import { serve } from '../server/serve';
import { defaultHost, startServer, type Server } from '../server/server';
import { eventually } from '../support/eventually';
import { dismiss, getTokenAllowed, notification, row, signIn } from './actions';
import { openBefore } from './window';

/** Each of the likeliest faults, from what it shows to a token, by what the message, the row and its menu offer. */
describe('the way out of a fault, clicked', () => {
  let server: Server;
  let workbench: Workbench;
  let folder: string;
  let down: { host: string; port: number };

  const opened = openBefore(async (opened) => {
    folder = opened;
    server = await startServer();
    const { keycloak, istreamplanet } = server.tenants;
    const host = defaultHost();
    const free = await listen(host, 0);
    await free.close();
    down = { host, port: free.port };
    const machine = (tenant: typeof keycloak, client = 'm2m') => ({
      grant: 'client_credentials',
      issuer: tenant.issuer,
      clientId: tenant.clients[client]?.clientId,
    });
    // No two logins with the same request: what was allowed for one would count for the other.
    const login = (client = 'login') => ({
      grant: 'authorization_code',
      clientAuth: 'none',
      issuer: keycloak.issuer,
      clientId: keycloak.clients[client]?.clientId,
      // The person is always asked, also if signed in.
      params: { authorization: { prompt: 'login consent' } },
    });
    const profiles = [
      { id: 'secret', name: 'Wrong secret', ...machine(keycloak) },
      { id: 'client', name: 'Unknown client', ...machine(server.otherRealm), clientId: 'streamdiver-apy' },
      { id: 'closed', name: 'Closed tab', ...login(), scope: 'openid' },
      { id: 'denied', name: 'Denied consent', ...login(), scope: 'openid email' },
      { id: 'redirect', name: 'Wrong redirect', ...login('strict') },
      { id: 'login-client', name: 'Mistyped client', ...login(), clientId: 'streamdiver-desktop' },
      { id: 'scope', name: 'Unknown scope', ...machine(keycloak, 'limited'), scope: 'reports:all' },
      { id: 'audience', name: 'Missing audience', ...machine(istreamplanet) },
      { id: 'down', name: 'Provider down', ...machine(keycloak), issuer: `${freeOrigin()}/realms/acme` },
      { id: 'message', name: 'Closed message', ...machine(keycloak), issuer: `${freeOrigin()}/realms/beta` },
      { id: 'session', name: 'Expired session', ...login(), scope: 'openid profile email' },
      {
        ...{ id: 'certificate', name: 'Untrusted certificate', grant: 'client_credentials' },
        ...{ issuer: server.faults.https.issuer, clientId: server.faults.clients.m2m.clientId },
      },
    ];
    await mkdir(path.join(folder, '.vscode'));
    await writeFile(teamFile(), JSON.stringify({ version: 1, profiles }, undefined, 2));
    await writeFile(trusted(), '');
    return {
      // This machine trusts what is in a file, which a test can add to.
      settings: { 'http.systemCertificates': false },
      env: { NODE_EXTRA_CA_CERTS: trusted() },
      size: { width: 1280, height: 800 },
    };
  });
  const teamFile = () => path.join(folder, '.vscode/token-deck.json');
  const trusted = () => path.join(folder, 'authorities.pem');
  const freeOrigin = () => `http://${down.host}:${down.port}`;

  before(async () => {
    ({ workbench } = opened);
    await workbench.openView('Token Deck');
  });
  afterEach(async () => {
    await workbench.page.keyboard.press('Escape');
    await workbench.runCommand('View: Close All Editors');
    await dismiss(workbench);
  });
  after(() => server.close());

  async function typeSecret(secret = ''): Promise<void> {
    await workbench.quickInput.opened('Client Secret');
    await workbench.quickInput.submit(secret);
  }
  async function hasToken(name: string): Promise<void> {
    await row(workbench, name, /valid|expires in/);
    await notification(workbench, new RegExp(`${name}: The token is valid for`));
  }
  /** Corrects the team file in the editor, where “Edit Profile” has opened it, and saves it. */
  async function correct(wrong: string, right: string): Promise<void> {
    const { page } = workbench;
    await page.locator('.tabs-container .tab.active', { hasText: 'token-deck.json' }).waitFor();
    await workbench.runCommand('Replace');
    const [find, replacement] = ['Find', 'Replace'].map((name) => page.getByRole('textbox', { name, exact: true }));
    await find?.fill(wrong);
    await replacement?.fill(right);
    await page.locator('.find-widget .matchesCount', { hasText: 'of 1' }).waitFor();
    await page.locator('.find-widget [aria-label^="Replace All"]').click();
    await page.keyboard.press('Escape');
    await workbench.runCommand('File: Save');
    await eventually('the file is saved', async () => (await readFile(teamFile(), 'utf8')).includes(right));
  }
  /** Waits until only the message is left of a request or a login that failed, and takes a picture of it. */
  async function failed(name: string, message: RegExp): Promise<void> {
    await row(workbench, name, /failed/);
    const text = await notification(workbench, message);
    assert.ok(text.startsWith(`${name}:`), text);
    const progress = workbench.page.locator('.notifications-toasts .notification-toast', {
      hasText: /Getting a token for|Signing in to/,
    });
    await progress.waitFor({ state: 'detached' });
    await workbench.screenshot(`fault-${name.toLowerCase().replaceAll(' ', '-')}`);
  }
  const offered = async (message: string): Promise<string[]> => {
    const toast = workbench.page.locator('.notifications-toasts .notification-toast', { hasText: message });
    return toast.first().locator('.notification-list-item-buttons-container .monaco-button').allInnerTexts();
  };

  it('a wrong secret: Set Secret, Get Token', async () => {
    const { clientSecret } = server.tenants.keycloak.clients['m2m'] ?? {};
    await workbench.clickTreeAction('Wrong secret', 'Get Token');
    await typeSecret('mistyped');
    await failed('Wrong secret', /rejected the client ID or its secret/);
    assert.deepEqual(await offered('Wrong secret'), ['Set Secret', 'Edit Profile', 'Diagnose', 'Show Log']);
    await workbench.clickNotification('Set Secret');
    await typeSecret(clientSecret);
    await workbench.clickNotification('Get Token', 'the secret is stored');
    await row(workbench, 'Wrong secret', /valid/);
  });

  it('an unknown client: Edit Profile, Get Token', async () => {
    const { clientId = '', clientSecret } = server.otherRealm.clients['m2m'] ?? {};
    await workbench.clickTreeAction('Unknown client', 'Get Token');
    await typeSecret(clientSecret);
    await failed('Unknown client', /rejected the client ID or its secret/);
    await workbench.clickNotification('Edit Profile');
    await correct('streamdiver-apy', clientId);
    await row(workbench, 'Unknown client', /no secret stored/);
    await workbench.clickTreeAction('Unknown client', 'Get Token');
    await typeSecret(clientSecret);
    await hasToken('Unknown client');
  });

  it('a closed tab: Open Browser Again in the row', async () => {
    const closed = await workbench.newTab(() => getTokenAllowed(workbench, 'Closed tab'));
    await closed.close();
    await row(workbench, 'Closed tab', /signing in/);
    await notification(workbench, /Signing in to Closed tab.*Open it again/s);
    await workbench.screenshot('fault-closed-tab');
    const page = await workbench.newTab(() => workbench.clickTreeAction('Closed tab', 'Open Browser Again'));
    await signIn(page, server.tenants.keycloak.user, '#allow');
    await hasToken('Closed tab');
    await page.close().catch(() => undefined);
  });

  it('denied consent: Sign In Again', async () => {
    const first = await workbench.newTab(() => getTokenAllowed(workbench, 'Denied consent'));
    await signIn(first, server.tenants.keycloak.user, '#deny');
    await failed('Denied consent', /The access was denied \(access_denied\)/);
    await first.close().catch(() => undefined);
    assert.deepEqual(await offered('Denied consent'), ['Sign In Again', 'Diagnose', 'Show Log']);
    const page = await workbench.newTab(() => workbench.clickNotification('Sign In Again'));
    await signIn(page, server.tenants.keycloak.user, '#allow');
    await hasToken('Denied consent');
    await page.close().catch(() => undefined);
  });

  it('a wrong redirect, which only the browser shows: Try Another Way, with a code', async () => {
    const refused = await workbench.newTab(() => getTokenAllowed(workbench, 'Wrong redirect'));
    await refused.getByText('invalid_redirect_uri').waitFor();
    await refused.close();
    await notification(workbench, /Does the browser show an error\?/);
    await workbench.screenshot('fault-wrong-redirect');
    await clickInProgress('Does the browser show an error?');
    await workbench.quickInput.opened('Wrong redirect');
    await workbench.screenshot('fault-wrong-redirect-choices');
    await workbench.quickInput.submit('Try Another Way');
    await eventually('the code', async () => /^[A-Z]{4}-[A-Z]{4}/m.test(await workbench.dialogText()));
    await workbench.screenshot('fault-wrong-redirect-code');
    const page = await workbench.newTab(() => workbench.clickDialog('Copy Code and Open Browser'));
    await page.click('#confirm');
    await signIn(page, server.tenants.keycloak.user, '#allow');
    await hasToken('Wrong redirect');
    await page.close().catch(() => undefined);
  });

  it('an unknown client of a login, which only the browser shows: Edit Profile', async () => {
    const name = 'Mistyped client';
    const refused = await workbench.newTab(() => getTokenAllowed(workbench, name));
    await refused.getByText('invalid_client').waitFor();
    await refused.close();
    await row(workbench, name, /signing in/);
    await workbench.treeMenu(name, 'The Browser Shows an Error…');
    await workbench.quickInput.opened(name);
    await workbench.screenshot('fault-mistyped-client');
    await workbench.quickInput.submit('Edit Profile');
    const { clientId } = server.tenants.keycloak.clients['login'] ?? {};
    await correct('streamdiver-desktop', `${clientId}", "group": "Corrected`);
    await row(workbench, 'Corrected', /Corrected/);
    await row(workbench, name, /signed out/);
    const page = await workbench.newTab(() => getTokenAllowed(workbench, name));
    await signIn(page, server.tenants.keycloak.user, '#allow');
    await hasToken(name);
    await page.close().catch(() => undefined);
  });

  it('an unknown scope: Edit Profile, Get Token', async () => {
    await workbench.clickTreeAction('Unknown scope', 'Get Token');
    await typeSecret(server.tenants.keycloak.clients['limited']?.clientSecret);
    await failed('Unknown scope', /does not have all of these scopes \(invalid_scope\)/);
    assert.deepEqual(await offered('Unknown scope'), ['Edit Profile', 'Diagnose', 'Show Log']);
    await workbench.clickNotification('Edit Profile');
    await correct('reports:all', 'profile');
    await row(workbench, 'Unknown scope', /ready/);
    await getTokenAllowed(workbench, 'Unknown scope');
    await hasToken('Unknown scope');
  });

  it('a missing audience: Edit Profile, Get Token', async () => {
    const { audience, clients } = server.tenants.istreamplanet;
    await workbench.clickTreeAction('Missing audience', 'Get Token');
    await typeSecret(clients['m2m']?.clientSecret);
    await failed('Missing audience', /Add the API’s “audience” to the profile/);
    await workbench.clickNotification('Edit Profile');
    await correct('"clientId": "YOUR_CLIENT_ID"', `"clientId": "YOUR_CLIENT_ID", "audience": "${audience}"`);
    await row(workbench, 'Missing audience', /ready/);
    await getTokenAllowed(workbench, 'Missing audience');
    await hasToken('Missing audience');
  });

  it('a provider that is down: Retry once it is back', async () => {
    await workbench.clickTreeAction('Provider down', 'Get Token');
    await typeSecret(server.tenants.keycloak.clients['m2m']?.clientSecret);
    await failed('Provider down', /refused the connection: nothing is listening there/);
    assert.deepEqual(await offered('Provider down'), ['Retry', 'Edit Profile', 'Diagnose', 'Show Log']);
    const port = await listen(down.host, down.port);
    try {
      const running = await startProviderTenant(port.origin, keycloakRealm(port.origin, 'acme'));
      serve(port, [], 'back', () => running);
      await workbench.clickNotification('Retry');
      await hasToken('Provider down');
    } finally {
      await port.close();
    }
  });

  it('a closed message: the row keeps the problem and the next step, and each leads to the buttons', async () => {
    const name = 'Closed message';
    const { page, quickInput } = workbench;
    await workbench.clickTreeAction(name, 'Get Token');
    await typeSecret('any');
    await failed(name, /refused the connection: nothing is listening there/);
    const buttons = await offered(name);
    assert.deepEqual(buttons, ['Retry', 'Edit Profile', 'Diagnose', 'Show Log']);
    await dismiss(workbench);
    await workbench.expandTreeRow(name);
    await row(workbench, 'Problem', /refused the connection: nothing is listening there/);
    await row(workbench, 'Next step', /Check the address, the network/);
    await workbench.screenshot('failed-row-dark');
    await workbench.theme('Light Modern');
    await workbench.screenshot('failed-row-light');
    const ways: [how: string, open: () => Promise<void>][] = [
      ['the problem', () => workbench.clickTreeRow('Problem')],
      ['the next step', () => workbench.clickTreeRow('Next step')],
      ['the row', () => workbench.clickTreeRow(name)],
      ['the row’s button', () => workbench.clickTreeAction(name, 'Troubleshoot')],
      ['the row’s menu', () => workbench.treeMenu(name, 'Troubleshoot…')],
    ];
    for (const [how, open] of ways) {
      await open();
      await quickInput.opened(name);
      const labels = (await quickInput.items()).map((label) => label.trim());
      assert.deepEqual(labels.slice(0, 4), buttons, how);
      // What a button does is not offered twice.
      assert.deepEqual(labels.slice(4), ['Copy Token', 'Copy Authorization Header', 'Show Another Profile'], how);
      if (how === 'the row') await workbench.screenshot('failed-row-list-light');
      await quickInput.cancel();
    }
    await workbench.theme('Dark Modern');
    await workbench.clickTreeRow('Next step');
    await quickInput.opened(name);
    await workbench.screenshot('failed-row-list-dark');
    await quickInput.pick('Edit Profile');
    await page.locator('.tabs-container .tab.active', { hasText: 'token-deck.json' }).waitFor();
    await page.locator('.part.sidebar .monaco-list-row', { hasText: name }).first().hover();
    await page.locator('.monaco-hover:visible', { hasText: 'try again later' }).first().waitFor();
    await workbench.screenshot('failed-row-tooltip');
    await workbench.expandTreeRow(name);
  });

  it('an expired session: Get Token in the row leads to a new login', async () => {
    const { keycloak } = server.tenants;
    keycloak.setTokenLifetime(3);
    const first = await workbench.newTab(() => getTokenAllowed(workbench, 'Expired session'));
    await signIn(first, keycloak.user, '#allow');
    await row(workbench, 'Expired session', /expires in|expired/);
    await first.close().catch(() => undefined);
    keycloak.setTokenLifetime();
    keycloak.forget();
    await row(workbench, 'Expired session', /expired/);
    // The message about the token that has expired since is gone by now.
    await dismiss(workbench);
    await hoverAction('Expired session', 'Get Token');
    await workbench.screenshot('fault-expired-session');
    const page = await workbench.newTab(() => workbench.clickTreeAction('Expired session', 'Get Token'));
    await signIn(page, keycloak.user, '#allow');
    await hasToken('Expired session');
    await page.close().catch(() => undefined);
  });

  it('an untrusted certificate: Reload Window once its authority is installed', async () => {
    await workbench.clickTreeAction('Untrusted certificate', 'Get Token');
    await typeSecret(server.faults.clients.m2m.clientSecret);
    await failed('Untrusted certificate', /a certificate from an authority that this machine doesn’t trust/);
    assert.deepEqual(await offered('Untrusted certificate'), ['Reload Window', 'Retry', 'Diagnose', 'Show Log']);
    await writeFile(trusted(), server.faults.https.certificate);
    await Promise.all([workbench.page.waitForEvent('load'), workbench.clickNotification('Reload Window')]);
    await whenReady(workbench.page);
    await workbench.openView('Token Deck');
    await row(workbench, 'Untrusted certificate', /ready/);
    await workbench.clickTreeAction('Untrusted certificate', 'Get Token');
    await hasToken('Untrusted certificate');
  });

  /** Points at an inline action of a row, until its tooltip is there. */
  async function hoverAction(name: string, action: string): Promise<void> {
    const { page } = workbench;
    const found = page.locator('.part.sidebar .monaco-list-row', { hasText: name }).first();
    await found.hover();
    await found.locator(`.action-label[aria-label^="${action}"]`).hover();
    await page.locator('.monaco-hover:visible', { hasText: action }).first().waitFor();
  }
  async function clickInProgress(link: string): Promise<void> {
    await workbench.page.locator('.notifications-toasts .notification-list-item-message').getByText(link).click();
  }
});
