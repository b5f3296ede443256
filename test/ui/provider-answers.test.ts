import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Workbench } from '../host/workbench';
import { whenReady } from '../host/workbench';
import { listen } from '../server/listener';
import { defaultHost, startServer, type Server } from '../server/server';
import { eventually } from '../support/eventually';
import { dismiss, getTokenAllowed, notification, row, signIn } from './actions';
import { openBefore } from './window';

describe('what the provider says of a token, and the end of one, clicked', () => {
  let server: Server;
  let workbench: Workbench;
  const login = 'Console';
  const machine = 'Machine';
  const stranded = 'Stranded';
  const without = 'Without';

  const opened = openBefore(async (folder) => {
    server = await startServer();
    const { auth0, keycloak } = server.tenants;
    const { issuer, clients } = keycloak;
    const free = await listen(defaultHost(), 0);
    await free.close();
    const asPerson = { grant: 'authorization_code', clientAuth: 'none', issuer, clientId: clients.login?.clientId };
    const profiles = [
      { id: 'console', name: login, ...asPerson, scope: 'openid' },
      { id: 'machine', name: machine, grant: 'client_credentials', issuer, clientId: clients.m2m?.clientId },
      {
        ...{ id: 'without', name: without, grant: 'client_credentials', issuer: auth0.issuer },
        ...{ clientId: auth0.clients.m2m?.clientId, audience: auth0.audience },
      },
      {
        ...{ id: 'stranded', name: stranded, ...asPerson, scope: 'openid email' },
        endpoints: { revocation: `http://${defaultHost()}:${free.port}/revoke` },
      },
    ];
    await mkdir(path.join(folder, '.vscode'));
    await writeFile(path.join(folder, '.vscode/token-deck.json'), JSON.stringify({ version: 1, profiles }));
    return { size: { width: 1400, height: 900 } };
  });
  before(async () => {
    ({ workbench } = opened);
    await workbench.openView('Token Deck');
    await row(workbench, login, /signed out/);
  });
  after(() => server.close());

  const page = () => workbench.webview();
  const state = (text: RegExp) => page().locator('.state', { hasText: text }).waitFor();
  const cell = (name: string) =>
    page()
      .getByRole('row')
      .filter({ has: page().getByRole('rowheader', { name, exact: true }) });
  const hasRow = async (name: string, pattern: RegExp) => row(workbench, name, pattern);

  /** Signs in on the provider's page, where the user has no session there yet. */
  async function signInTo(name: string, answer?: '#allow'): Promise<void> {
    const browser = await workbench.newTab(() => getTokenAllowed(workbench, name));
    await signIn(browser, server.tenants.keycloak.user, answer);
    await notification(workbench, new RegExp(`${name}: The token is valid for`));
    await browser.close();
    await dismiss(workbench);
  }

  async function getMachineToken(name: string, secret = ''): Promise<void> {
    await workbench.clickTreeAction(name, 'Get Token');
    await workbench.quickInput.opened('Client Secret');
    await workbench.quickInput.submit(secret);
    await notification(workbench, new RegExp(`${name}: The token is valid for`));
    await dismiss(workbench);
  }

  it('shows under the profile what the provider added to its token response', async () => {
    await signInTo(login, '#allow');
    await workbench.expandTreeRow(login);
    await hasRow('refresh_expires_in', /1800/);
    await hasRow('not-before-policy', /0/);
    await workbench.screenshot('provider-facts');
    await workbench.expandTreeRow(login);
  });

  it('shows an introspection, each claim explained, with times for people', async () => {
    await workbench.treeMenu(login, 'Introspect Token');
    await state(/^Active, valid for another (1 h 59 min|2 h 00 min|2 h 0 min), says 127\.0\.0\.2:\d+$/);
    assert.match(await cell('active').innerText(), /true\s.*Whether the token is valid now/s);
    assert.match(await cell('exp').innerText(), /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d .*in (1 h 59|2 h 00) min/s);
    assert.equal(await page().locator('h1').innerText(), `Introspection of the token of ${login}`);
    await workbench.page.locator('.tabs-container .tab.active', { hasText: `${login}: introspection` }).waitFor();
    await workbench.screenshot('introspection');
  });

  it('asks again in the same tab', async () => {
    await page().getByRole('button', { name: 'Ask Again' }).click();
    await eventually('a second introspection', () => {
      const asked = server.requests.filter(({ path: asked }) => asked.endsWith('/introspect'));
      return Promise.resolve(asked.length === 2);
    });
    assert.equal(await workbench.page.locator('.tabs-container .tab').count(), 1);
  });

  it('shows the user, and copies that as JSON', async () => {
    await workbench.treeMenu(login, 'Show User Info');
    await state(/^What 127\.0\.0\.2:\d+ says about the user$/);
    const { subject, name } = server.tenants.keycloak.user;
    assert.match(await cell('sub').innerText(), new RegExp(subject));
    assert.match(await cell('name').innerText(), new RegExp(name));
    await workbench.screenshot('user-info');
    await page().getByRole('button', { name: 'Copy claims as JSON' }).click();
    await eventually('the claims', async () => {
      const text = await workbench.clipboard();
      return text.startsWith('{') && (JSON.parse(text) as { sub?: string }).sub === subject;
    });
  });

  it('keeps no answer over a reload, and asks again only when told to', async () => {
    const before = server.requests.length;
    await Promise.all([workbench.page.waitForEvent('load'), workbench.runCommand('Developer: Reload Window')]);
    await whenReady(workbench.page);
    await state(/^The answer was not kept when the window reloaded\.$/);
    await workbench.screenshot('answer-after-reload');
    assert.equal(server.requests.length, before);
    await page().getByRole('button', { name: 'Ask Again' }).click();
    await state(/^What 127\.0\.0\.2:\d+ says about the user$/);
    await workbench.runCommand('View: Close All Editors');
  });

  it('offers another token where the provider has ended the one in hand', async () => {
    await workbench.openView('Token Deck');
    await row(workbench, login, /valid/);
    server.tenants.keycloak.forget('AccessToken', 'RefreshToken');
    await workbench.treeMenu(login, 'Introspect Token');
    // The client is not in the audience of Keycloak’s tokens.
    await state(/^Not active, or 127\.0\.0\.2:\d+ does not tell this client/);
    await notification(workbench, /Console: The provider calls this token inactive\./);
    await workbench.screenshot('introspection-inactive');
    const answered = () =>
      server.requests.filter(({ path: asked, status }) => asked.endsWith('/token') && status === 200).length;
    const before = answered();
    const browser = await workbench.newTab(() => workbench.clickNotification('Discard Token and Start Over'));
    // Not the message: VS Code shows no more than three within 800 ms, and here no person clicks.
    await eventually('another token', () => answered() > before);
    await browser.close();
    await row(workbench, login, /valid/);
    await dismiss(workbench);
    await workbench.runCommand('View: Close All Editors');
  });

  it('says what to add where the provider has no such endpoint', async () => {
    await getMachineToken(without, server.tenants.auth0.clients.m2m?.clientSecret);
    await workbench.treeMenu(without, 'Introspect Token');
    await notification(workbench, /Without: .*add its address to the profile as “endpoints\.introspection”\.$/);
    await workbench.screenshot('introspection-missing');
    await dismiss(workbench);
  });

  it('discards a machine’s token and gets another', async () => {
    await getMachineToken(machine, server.tenants.keycloak.clients.m2m?.clientSecret);
    const before = revocations();
    await workbench.treeMenu(machine, 'Discard Token and Start Over');
    await notification(workbench, /Machine: The token is valid for/);
    assert.equal(revocations(), before + 1);
    await workbench.screenshot('discarded');
    await dismiss(workbench);
  });

  const revocations = () => server.requests.filter(({ path: asked }) => asked.endsWith('/revoke')).length;

  it('signs out with revoked tokens, and at the provider too where the user wants it', async () => {
    const before = revocations();
    await workbench.treeMenu(login, 'Sign Out');
    await notification(workbench, /Console: Signed out; its tokens are revoked\./);
    assert.equal(revocations(), before + 2, 'the refresh token and the access token');
    await workbench.screenshot('signed-out');
    const browser = await workbench.newTab(() => workbench.clickNotification('Sign Out at the Provider Too'));
    await browser.locator('#logout').waitFor();
    const { searchParams } = new URL(browser.url());
    assert.deepEqual([...searchParams.keys()], ['client_id'], 'no ID token in the address');
    await browser.click('#logout');
    await browser.getByText('Logged out').waitFor();
    await browser.close();
    await row(workbench, login, /signed out/);
    await dismiss(workbench);
  });

  it('ends the session at the provider from the menu too, also without a token', async () => {
    const browser = await workbench.newTab(() => workbench.treeMenu(login, 'Sign Out at the Provider Too'));
    // There is no session left, so nothing is asked.
    await browser.getByText('Logged out').waitFor();
    await browser.close();
    await dismiss(workbench);
  });

  it('tells why tokens could not be revoked, and forgets them all the same', async () => {
    await signInTo(stranded);
    await workbench.treeMenu(stranded, 'Sign Out');
    await notification(workbench, /Stranded: Signed out here, but its tokens could not be revoked.* 127\.0\.0\.2:\d+/);
    await workbench.screenshot('not-revoked');
    await row(workbench, stranded, /signed out/);
    await dismiss(workbench);
  });

  it('signs out of all profiles, and tells of those whose tokens could not be revoked', async () => {
    // The user has a session at the provider, and what the folder may do is answered.
    const browser = await workbench.newTab(() => workbench.clickTreeAction(stranded, 'Get Token'));
    await notification(workbench, /Stranded: The token is valid for/);
    await browser.close();
    await dismiss(workbench);
    await workbench.runCommand('Token Deck: Sign Out of All Profiles');
    await notification(workbench, /Stranded: Signed out here, but its tokens could not be revoked/);
    await row(workbench, machine, /ready/);
    await row(workbench, stranded, /signed out/);
    await workbench.screenshot('signed-out-of-all');
  });
});
