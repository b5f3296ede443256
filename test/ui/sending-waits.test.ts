import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { referenceTo } from '../../src/http/reference';
import { repository } from '../host/cache';
import { whenReady, type Workbench } from '../host/workbench';
import { startServer, type Server } from '../server/server';
import { eventually } from '../support/eventually';
import { startRecorder, type Recorder } from '../support/recorder';
import { dismiss, notification, row, signIn } from './actions';
import { openBefore } from './window';

describe('requests that wait for a login, with REST Client', () => {
  let server: Server;
  let api: Recorder;
  let workbench: Workbench;

  const opened = openBefore(async () => {
    server = await startServer();
    api = await startRecorder();
    const { issuer, clients } = server.tenants.keycloak;
    const machine = { grant: 'client_credentials', issuer, ...clients.m2m };
    const login = { grant: 'authorization_code', clientAuth: 'none', issuer, clientId: clients.login?.clientId };
    return {
      settings: { 'workbench.editor.enablePreview': false },
      extensions: [path.join(repository, 'test/ui/rest-client')],
      env: {
        TOKEN_DECK_TEST_PROFILES: JSON.stringify([
          { ...machine, id: 'checked', name: 'Checked', origins: [server.api.origin] },
          { ...login, id: 'person', name: 'Person', origins: [api.origin] },
          { ...login, id: 'other', name: 'Other', scope: 'openid', origins: [api.origin] },
        ]),
      },
    };
  });
  before(async () => {
    ({ workbench } = opened);
    await workbench.openView('Token Deck');
    await row(workbench, 'Person', /signed out/);
  });
  after(() => Promise.all([server.close(), api.close()]));

  const requestOf = (address: string, id: string) => `GET ${address}\nAuthorization: Bearer ${referenceTo(id)}\n`;
  const sent = (asked: string) => api.reached.filter((each) => each.path === asked);
  const toApi = () => server.requests.filter(({ tenant }) => tenant === 'api');

  /** Opens a file with one request and clicks the line above it. */
  async function send(name: string, address: string, id: string, profile: string): Promise<void> {
    await writeFile(path.join(opened.folder, name), requestOf(address, id));
    await workbench.openFile(name);
    const lines = workbench.page.locator('.editor-group-container.active .codelens-decoration a');
    await lines.filter({ hasText: `Send with ${profile}` }).click();
  }

  /** The same with the profile that is not signed in. @returns the provider's page */
  const sendAsPerson = (name: string): Promise<Page> =>
    workbench.newTab(() => send(`${name}.http`, `${api.origin}/${name}`, 'person', 'Person'));

  /** Sends the request in the editor by REST Client's own command, which has no token where nothing was left behind. */
  async function isWithoutToken(name: string): Promise<void> {
    const before = sent(`/${name}`).length;
    await workbench.openFile(`${name}.http`);
    await workbench.runCommand('Send');
    await eventually('the request without a token', () => sent(`/${name}`).length > before);
    assert.deepEqual(
      sent(`/${name}`).map(({ headers }) => headers.authorization?.trim()),
      ['Bearer'],
    );
  }

  it('reach an API that checks the token, which is gone from the environment afterwards', async () => {
    await send('checked.http', `${server.api.origin}/v2/tenants/current/settings`, 'checked', 'Checked');
    await eventually('the answer', () => toApi()[0]?.status === 200);
    await notification(workbench, /REST Client keeps the requests that it sent in a history file/);
    await dismiss(workbench);
    await workbench.runCommand('Send');
    await eventually('the second answer', () => toApi()[1]?.status === 401);
    assert.equal(toApi()[1]?.headers.authorization?.trim(), 'Bearer');
  });

  it('are not sent where the login is cancelled', async () => {
    const page = await sendAsPerson('cancelled');
    await workbench.clickNotification('Cancel', 'Signing in to Person');
    await row(workbench, 'Person', /signed out/);
    await page.close();
    assert.deepEqual(await workbench.notifications(), []);
    await isWithoutToken('cancelled');
  });

  it('are not sent where their file is closed, and a message says so at once', async () => {
    const page = await sendAsPerson('closed');
    await closeTwice('closed.http', 'Person', page);
    await isWithoutToken('closed');
    await signOut();
  });

  it('are not sent where the window is reloaded, which a message says once', async () => {
    const page = await sendAsPerson('reloaded');
    await reload();
    await notification(
      workbench,
      /The window was closed or reloaded before the request had its token; nothing was sent/,
    );
    await workbench.screenshot('waiting-reloaded');
    await signIn(page, server.tenants.keycloak.user);
    await unawaited();
    await isWithoutToken('reloaded');
    await leave(page);
    const again = await workbench.newTab(() => workbench.clickNotification('Send Again'));
    await signIn(again, server.tenants.keycloak.user);
    const [, second] = await eventually('the request', () => sent('/reloaded')[1] && sent('/reloaded'));
    assert.match(second?.headers.authorization ?? '', /^Bearer eyJ/);
    await leave(again);
    await signOut();
    await reload();
    await row(workbench, 'Person', /signed out/);
    assert.deepEqual(await workbench.notifications(), []);
  });

  it('ask for no second login once their file is closed during the first', async () => {
    const first = `Authorization: Bearer ${referenceTo('other')}`;
    const text = `# @no-redirect\nGET ${api.origin}/two\n${first}\nX-Person: ${referenceTo('person')}\n`;
    await writeFile(path.join(opened.folder, 'two.http'), text);
    await workbench.openFile('two.http');
    const lines = workbench.page.locator('.editor-group-container.active .codelens-decoration a');
    const page = await workbench.newTab(() => lines.filter({ hasText: 'Send with Other, Person' }).click());
    await closeTwice('two.http', 'Other', page);
    await workbench.treeMenu('Other', 'Sign Out');
    await row(workbench, 'Other', /signed out/);
    await row(workbench, 'Person', /signed out/);
    await dismiss(workbench);
  });

  it('are not sent again where their file is gone, and a message says so', async () => {
    const page = await sendAsPerson('gone');
    await rm(path.join(opened.folder, 'gone.http'));
    await reload();
    await workbench.clickNotification('Send Again', 'The window was closed or reloaded');
    await notification(workbench, /The file with the request is gone/);
    await page.close();
    assert.deepEqual(sent('/gone'), []);
    await dismiss(workbench);
    await workbench.runCommand('View: Close All Editors');
  });

  it('are not sent where their sender ends, and a message says what to install', async () => {
    const page = await sendAsPerson('ended');
    await workbench.runCommand('End REST Client');
    await signIn(page, server.tenants.keycloak.user);
    await notification(workbench, /Neither REST Client nor httpYac is installed and active here/);
    await workbench.screenshot('waiting-without-sender');
    assert.deepEqual(sent('/ended'), []);
    await leave(page);
    await dismiss(workbench);
    await signOut();
  });

  it('are not sent where their sender is disabled, which takes a reload', async () => {
    await reload();
    await row(workbench, 'Person', /signed out/);
    const page = await sendAsPerson('disabled');
    await workbench.runCommand('Extensions: Disable All Installed Extensions');
    await stored('extensionsIdentifiers/disabled', 'test.rest-client-stand-in');
    await reload();
    await notification(
      workbench,
      /The window was closed or reloaded before the request had its token; nothing was sent/,
    );
    await workbench.clickNotification('Send Again');
    await notification(workbench, /Neither REST Client nor httpYac is installed and active here/);
    await page.close();
    assert.deepEqual(sent('/disabled'), []);
  });

  /** Waits for the redirect of a login that no window waits for: VS Code on the web keeps it in the browser. */
  async function unawaited(): Promise<void> {
    if (!workbench.page.url().startsWith('http')) return;
    await eventually('the redirect', () =>
      workbench.page.evaluate(() => {
        const kept = Object.keys(localStorage).filter((key) => key.startsWith('vscode-web.url-callbacks'));
        for (const key of kept) localStorage.removeItem(key);
        return kept.length > 0;
      }),
    );
  }

  /** Waits until VS Code on the web has stored a value, which it does some seconds later: a reload may come before that. */
  async function stored(key: string, part: string): Promise<void> {
    if (!workbench.page.url().startsWith('http')) return;
    await eventually('the stored value', () =>
      workbench.page.evaluate(
        async ([name, text]) => {
          const answer = <T>(request: IDBRequest<T>) =>
            new Promise<T>((resolve, reject) => {
              request.onsuccess = () => resolve(request.result);
              request.onerror = () => reject(request.error ?? new Error());
            });
          for (const { name: database = '' } of await indexedDB.databases()) {
            const opened = await answer(indexedDB.open(database));
            const tables = [...opened.objectStoreNames].filter((each) => each === 'ItemTable');
            const values = tables.map((each) => opened.transaction(each).objectStore(each).get(name));
            const found = await Promise.all(values.map((each) => answer<unknown>(each)));
            opened.close();
            if (found.some((value) => String(value).includes(text))) return true;
          }
          return false;
        },
        [key, part] as const,
      ),
    );
  }

  async function reload(): Promise<void> {
    await workbench.page.reload();
    await whenReady(workbench.page);
  }

  /** Closes a file whose request waits, sends it again and closes it again, and signs the profile in after that. */
  async function closeTwice(name: string, profile: string, page: Page): Promise<void> {
    const close = async (): Promise<void> => {
      await workbench.runCommand('View: Close Editor');
      await notification(workbench, /The file was closed; nothing was sent/);
    };
    await close();
    await workbench.screenshot('waiting-closed');
    // From here on an extension holds the document, as one does that once opened it.
    await workbench.clickNotification('Send Again', 'The file was closed');
    await workbench.page.locator('.tab.active', { hasText: name }).waitFor();
    await notification(workbench, new RegExp(`Signing in to ${profile}`));
    await close();
    await signIn(page, server.tenants.keycloak.user, '#allow');
    await row(workbench, profile, /valid/);
    await leave(page);
    await dismiss(workbench);
  }

  /** Closes the provider's page, which then knows nobody. */
  async function leave(page: Page): Promise<void> {
    await page.context().clearCookies({ domain: new URL(server.tenants.keycloak.issuer ?? '').hostname });
    await page.close();
  }

  async function signOut(): Promise<void> {
    await row(workbench, 'Person', /valid/);
    await workbench.treeMenu('Person', 'Sign Out');
    await row(workbench, 'Person', /signed out/);
    await dismiss(workbench);
  }
});
