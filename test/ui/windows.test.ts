import assert from 'node:assert/strict';
import type { Workbench } from '../host/workbench';
import { startServer, type Server } from '../server/server';
import { eventually } from '../support/eventually';
import { addLogin, dismiss, notification, row, signIn } from './actions';
import { openBefore } from './window';

/** Two windows of one person, with SecretStorage shared as on the desktop. */
describe('two windows', () => {
  let server: Server;
  let here: Workbench;
  let there: Workbench;

  const opened = openBefore(async () => {
    server = await startServer();
    return { size: { width: 1100, height: 700 } };
  });
  before(async () => {
    here = opened.workbench;
    there = await here.newWindow();
    for (const window of [here, there]) await window.openView('Token Deck');
    const { issuer = '', clients } = server.tenants.auth0;
    await addLogin(here, issuer, clients.login?.clientId ?? '');
    await row(there, 'Prod', /signed out/);
    for (const window of [here, there]) await window.treeMenu('Prod', 'Show in Status Bar');
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await there.screenshot('failed-in-the-other-window');
  });
  after(async () => {
    await there.close();
    await server.close();
  });

  const renewals = () =>
    server.requests.filter(({ path, params }) => path === '/oauth/token' && params['grant_type'] === 'refresh_token');
  /**
   * Waits a second at most until a window shows what was done in the other, in its sidebar and its status bar, and prints
   * how long that took.
   */
  async function follows(window: Workbench, what: string, pattern: RegExp, statusBar: RegExp): Promise<void> {
    const since = performance.now();
    const look = async () =>
      (await window.treeRows()).some((each) => each.startsWith('Prod') && pattern.test(each)) &&
      statusBar.test(await window.statusBarItem(/Prod/));
    await eventually(`${what} in the other window`, look, 1);
    console.log(`      ${what} shows in the other window after ${Math.round(performance.now() - since)} ms`);
  }

  it('show a sign-in of the other one', async () => {
    server.tenants.auth0.setTokenLifetime(600);
    const page = await here.newTab(() => here.clickTreeAction('Prod', 'Get Token'));
    await signIn(page, server.tenants.auth0.user, '#allow');
    await row(here, 'Prod', /valid (10|9) min/);
    await follows(there, 'a sign-in', /valid (10|9) min/, /Prod (10|9) min/);
    await page.close().catch(() => undefined);
    await dismiss(here);
  });

  it('show a renewal of the other one, in the status bar too', async () => {
    server.tenants.auth0.setTokenLifetime(1200);
    await there.treeMenu('Prod', 'Renew Token');
    await row(there, 'Prod', /valid (20|19) min/);
    await follows(here, 'a renewal', /valid (20|19) min/, /Prod (20|19) min/);
    assert.equal(renewals().length, 1);
    await dismiss(there);
  });

  it('renew the token of the selected profile before it expires, without a click and without using a refresh token twice', async () => {
    server.tenants.auth0.setTokenLifetime(8);
    await here.treeMenu('Prod', 'Renew Token');
    await notification(here, /Prod: The token was renewed/);
    await dismiss(here);
    await eventually('it was renewed again by itself', () => renewals().length >= 5, 60);
    server.tenants.auth0.setTokenLifetime(600);
    await row(there, 'Prod', /valid (10|9) min/);
    await row(here, 'Prod', /valid (10|9) min/);
    assert.deepEqual(
      renewals().filter(({ status }) => status !== 200),
      [],
    );
  });

  it('show a sign-out of the other one', async () => {
    await here.treeMenu('Prod', 'Sign Out');
    await row(here, 'Prod', /signed out/);
    await follows(there, 'a sign-out', /signed out/, /Prod\s*$/);
  });
});
