import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { referenceTo } from '../../src/http/reference';
import type { Workbench } from '../host/workbench';
import { startServer, type Server } from '../server/server';
import { eventually } from '../support/eventually';
import { startHolding, type Holding } from '../support/holding';
import { startRecorder, type Recorder } from '../support/recorder';
import { dismiss, notification, row, signIn } from './actions';
import { openBefore, withSender } from './window';

describe('requests, sent with a token', () => {
  let server: Server;
  let workbench: Workbench;
  /** The API that a profile names, and another server. */
  let [api, other]: Recorder[] = [];
  let holding: Holding;

  const opened = openBefore(async () => {
    server = await startServer();
    [api, other] = [await startRecorder(), await startRecorder()];
    holding = await startHolding();
    const { keycloak, auth0 } = server.tenants;
    const machine = { grant: 'client_credentials', issuer: keycloak.issuer, ...keycloak.clients.m2m };
    const login = { grant: 'authorization_code', clientAuth: 'none', origins: [api.origin] };
    const [here, elsewhere] = [keycloak, auth0].map(({ issuer, clients }) => ({
      issuer,
      clientId: clients.login?.clientId,
    }));
    const profiles = [
      { ...machine, id: 'bound', name: 'Bound', origins: [api.origin] },
      { ...machine, id: 'free', name: 'Free', scope: 'email' },
      { ...machine, id: 'last-asked', name: 'Last asked', scope: 'email' },
      { ...login, ...here, id: 'person', name: 'Person' },
      { ...login, ...elsewhere, id: 'else', name: 'Somebody else' },
      { ...machine, id: 'last', name: 'Last', origins: [api.origin], endpoints: { token: holding.address } },
    ];
    return {
      settings: { 'workbench.editor.enablePreview': false },
      ...withSender(profiles),
    };
  });
  before(async () => {
    ({ workbench } = opened);
    await workbench.openView('Token Deck');
    await row(workbench, 'Person', /signed out/);
  });
  after(() => Promise.all([server.close(), api?.close(), other?.close(), holding.close()]));

  const authorization = (id: string) => `Authorization: Bearer ${referenceTo(id)}`;

  /** Opens a file with one request and chooses to send it. */
  async function send(name: string, text: string): Promise<void> {
    await writeFile(path.join(opened.folder, name), text);
    await workbench.openFile(name);
    await workbench.page.locator('.view-line', { hasText: /^GET/ }).first().click();
    await workbench.runCommand('Token Deck: Send Request with Token');
  }

  const last = async (recorder: Recorder | undefined, asked: string) =>
    eventually(`the request to ${asked}`, async () => recorder?.reached.find((each) => each.path === asked));

  it('go to an origin that the profile names without a question', async () => {
    await send('bound.http', `GET ${api?.origin}/bound\n${authorization('bound')}\n`);
    assert.match((await last(api, '/bound')).headers.authorization ?? '', /^Bearer eyJ/);
  });

  it('go to another origin only where the user says so, who is asked once', async () => {
    const text = `@host = ${other?.origin}\n\n###\nGET {{host}}/free\n${authorization('free')}\n`;
    await send('free.http', text);
    const asked = await workbench.dialogText();
    assert.ok(asked.startsWith(`Send the token of “Free” to ${other?.origin}?`), asked);
    await workbench.screenshot('send-question');
    await workbench.clickDialog('Cancel');
    await send('free.http', text);
    await workbench.dialogText();
    assert.deepEqual(other?.reached, []);
    await workbench.clickDialog('Allow');
    assert.match((await last(other, '/free')).headers.authorization ?? '', /^Bearer eyJ/);
    await send('free.http', text.replace('/free', '/again'));
    await last(other, '/again');
  });

  it('never go where the user said never', async () => {
    const text = `GET ${other?.origin}/never\n${authorization('bound')}\n`;
    await send('never.http', text);
    assert.match(await workbench.dialogText(), /it is sent only to: .*127\.0\.0\.1/i);
    await workbench.clickDialog('Never');
    await send('never.http', text);
    await notification(workbench, /Bound: You chose never to send its token to/);
    await dismiss(workbench);
  });

  it('are asked about each time where a script decides where they go', async () => {
    const text = `{{\n  exports.base = '${other?.origin}';\n}}\n\n###\nGET {{base}}/script\n${authorization('bound')}\n`;
    for (const answer of ['Cancel', 'Send']) {
      await send('script.http', text);
      const asked = await workbench.dialogText();
      assert.match(
        asked,
        /Send the token of “Bound” to an unknown address\?[^]*scripts or headers decide[^]*GET \{\{base\}\}\/script/,
      );
      await workbench.clickDialog(answer);
    }
    await last(other, '/script');
    await send('script.http', text);
    await workbench.dialogText();
    await workbench.clickDialog('Cancel');
    assert.equal(other?.reached.filter((each) => each.path === '/script').length, 1);
  });

  it('are asked about each time where a file of the folder names a proxy, through which they then go', async () => {
    const proxied = `${api?.origin}/proxied`;
    await mkdir(path.join(opened.folder, 'variables'));
    await writeFile(path.join(opened.folder, 'variables/.env'), `PORT=80\nrequest_proxy=${other?.origin}\n`);
    for (const answer of ['Cancel', 'Send', 'Cancel']) {
      await send('variables/proxied.http', `GET ${proxied}\n${authorization('bound')}\n`);
      const asked = await workbench.dialogText();
      assert.match(
        asked,
        /Send the token of “Bound”\? “variables[/\\]\.env” may change the destination[^]*may add a proxy/,
      );
      await workbench.clickDialog(answer);
    }
    // A proxy is sent the whole address.
    assert.match((await last(other, proxied)).headers.authorization ?? '', /^Bearer eyJ/);
    assert.equal(other?.reached.filter((each) => each.path === proxied).length, 1);
  });

  it('are asked about each time where a file of the folder adds headers, which then have the token', async () => {
    await mkdir(path.join(opened.folder, 'headers/deep'), { recursive: true });
    const defaultHeaders = { 'X-Token': referenceTo('bound') };
    await writeFile(path.join(opened.folder, 'headers/.httpyac.json'), JSON.stringify({ defaultHeaders }));
    await send('headers/deep/more.http', `GET ${api?.origin}/more\n${authorization('bound')}\n`);
    assert.match(await workbench.dialogText(), /“headers[/\\]\.httpyac\.json” may add a proxy, headers/);
    assert.equal(
      api?.reached.find((each) => each.path === '/more'),
      undefined,
    );
    await workbench.clickDialog('Send');
    assert.match(String((await last(api, '/more')).headers['x-token']), /^eyJ/);
  });

  it('are asked about where such a file appears while the user is asked', async () => {
    await mkdir(path.join(opened.folder, 'late'));
    await send('late/late.http', `GET ${other?.origin}/late\n${authorization('last-asked')}\n`);
    assert.match(await workbench.dialogText(), /Send the token of “Last asked” to http/);
    await writeFile(path.join(opened.folder, 'late/.httpyac.json'), '{}');
    await workbench.clickDialog('Allow');
    const asked = workbench.page.locator('.monaco-dialog-box', { hasText: 'may change the destination' });
    await asked.waitFor();
    assert.match(await asked.innerText(), /“late[/\\]\.httpyac\.json”/);
    await workbench.clickDialog('Cancel');
    assert.equal(
      other?.reached.find((each) => each.path === '/late'),
      undefined,
    );
  });

  it('are asked about where the workspace has settings for their sender', async () => {
    const settings = path.join(opened.folder, '.vscode/settings.json');
    await mkdir(path.dirname(settings), { recursive: true });
    await writeFile(settings, JSON.stringify({ 'httpyac.requestDefaultHeaders': { 'X-Token': referenceTo('bound') } }));
    let count = 0;
    /** What the user is asked for a request; empty where it was sent without a question. */
    const question = async () => {
      const to = `/set${++count}`;
      await send(`set${count}.http`, `GET ${api?.origin}${to}\n${authorization('bound')}\n`);
      const asked = workbench.page.locator('.monaco-dialog-box');
      return eventually('a question or the request', async () => {
        if (await asked.isVisible()) return asked.innerText();
        return api?.reached.some((each) => each.path === to) ? '' : undefined;
      });
    };
    // VS Code takes a moment to read its settings.
    let asked = '';
    while (asked === '') asked = await question();
    assert.match(asked, /“httpyac\.requestDefaultHeaders” may add a proxy/);
    await workbench.clickDialog('Cancel');
    await rm(settings);
    while ((await question()) !== '') await workbench.clickDialog('Cancel');
  });

  it('are refused where a redirect would carry the token along', async () => {
    await send('key.http', `GET ${api?.origin}/key\nX-Api-Key: ${referenceTo('bound')}\n`);
    await notification(workbench, /Bound: The token is outside the header “Authorization”.*# @no-redirect/);
    await workbench.screenshot('send-redirect-unsafe');
    await workbench.clickNotification('Add “# @no-redirect” and Send');
    assert.match(String((await last(api, '/key')).headers['x-api-key']), /^eyJ/);
    assert.match(await workbench.editorText(), /^# @no-redirect\nGET /);
    await workbench.runCommand('File: Save');
    assert.equal(api?.reached.filter((each) => each.path === '/key').length, 1);
  });

  it('are asked about again where the file changed while the user signed in', async () => {
    const text = `GET ${api?.origin}/seen\n${authorization('person')}\n`;
    const page = await workbench.newTab(() => send('changed.http', text));
    await writeFile(path.join(opened.folder, 'changed.http'), text.replace('/seen', '/swapped'));
    await workbench.page.locator('.view-line', { hasText: '/swapped' }).first().waitFor();
    await signIn(page, server.tenants.keycloak.user, '#allow');
    const asked = await workbench.dialogText();
    await page.close();
    assert.match(
      asked,
      /Send the request as it is now\?[^]*changed while its token was requested\. It is now:[^]*GET .*\/swapped/,
    );
    assert.deepEqual(
      api?.reached.filter(({ path: reached }) => /seen|swapped/.test(reached)),
      [],
    );
    await workbench.clickDialog('Send');
    await last(api, '/swapped');
  });

  it('are sent as they were although another editor becomes active during the sign-in', async () => {
    const page = await workbench.newTab(() =>
      send('first.http', `GET ${api?.origin}/first\n${authorization('else')}\n`),
    );
    await writeFile(path.join(opened.folder, 'second.http'), `GET ${other?.origin}/second\n${authorization('else')}\n`);
    await workbench.openFile('second.http');
    await signIn(page, server.tenants.auth0.user, '#allow');
    await last(api, '/first');
    await page.close();
    assert.equal(
      other?.reached.find((each) => each.path === '/second'),
      undefined,
    );
  });

  it('are not sent where another editor becomes active at the last moment', async () => {
    const { page: window } = workbench;
    await workbench.runCommand('View: Close All Editors');
    await writeFile(path.join(opened.folder, 'left.http'), `GET ${api?.origin}/left\n${authorization('last')}\n`);
    await writeFile(path.join(opened.folder, 'right.http'), `GET ${other?.origin}/right\n${authorization('last')}\n`);
    await workbench.openFile('left.http');
    await workbench.runCommand('View: Split Editor Right');
    await workbench.openFile('right.http');
    await workbench.runCommand('View: Focus First Editor Group');
    await window.locator('.editor-group-container.active .view-line', { hasText: '/left' }).first().click();
    await workbench.runCommand('Token Deck: Send Request with Token');
    await holding.asked;
    await window.locator('.view-line', { hasText: '/right' }).first().click();
    await window.locator('.editor-group-container.active .tab.active', { hasText: 'right.http' }).waitFor();
    // Somebody clicks on the right as soon as the left is shown again.
    await window.evaluate(() => {
      const input = '.monaco-editor .native-edit-context, .monaco-editor textarea.inputarea';
      const [left, right] = [...document.querySelectorAll('.editor-group-container')];
      left?.addEventListener('focusin', () => right?.querySelector<HTMLElement>(input)?.focus(), { once: true });
    });
    holding.answer();
    await notification(workbench, /Another editor became active; nothing was sent/);
    for (const recorder of [api, other])
      assert.deepEqual(
        recorder?.reached.filter(({ path: reached }) => /left|right/.test(reached)),
        [],
      );
    await workbench.screenshot('send-again');
    await workbench.clickNotification('Send Again');
    assert.equal((await last(api, '/left')).headers.authorization, 'Bearer held-token');
    assert.deepEqual(
      other?.reached.filter((each) => each.path === '/right'),
      [],
    );
  });
});
