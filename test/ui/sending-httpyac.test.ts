import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { referenceTo } from '../../src/http/reference';
import type { Workbench } from '../host/workbench';
import { startServer, type Server } from '../server/server';
import { eventually } from '../support/eventually';
import { startRecorder, type Recorder } from '../support/recorder';
import { dismiss, notification, row, signIn } from './actions';
import { openBefore, withHttpYac } from './window';

describe('requests that httpYac sends by itself', () => {
  let server: Server;
  let workbench: Workbench;
  let [api, other]: Recorder[] = [];
  /** The tokens that reached an API which refuses the first one, and the scopes that it then wants. */
  const tokens: (string | undefined)[] = [];
  const refusing = createServer(({ url, headers }, response) => {
    tokens.push(headers.authorization);
    const isFirst = tokens.length === 1;
    const challenge = isFirst ? 'error="invalid_token", error_description="It was revoked"' : 'scope="things:write"';
    const status = isFirst ? 401 : url === '/scope' ? 403 : 200;
    response.writeHead(status, { 'www-authenticate': `Bearer ${challenge}` }).end();
  });

  const opened = openBefore(async (folder) => {
    server = await startServer();
    [api, other] = [await startRecorder(), await startRecorder()];
    refusing.listen(0, '127.0.0.1');
    await once(refusing, 'listening');
    const { keycloak } = server.tenants;
    const { issuer, clients } = keycloak;
    const machine = { grant: 'client_credentials', issuer, ...clients.m2m };
    const login = { grant: 'authorization_code', clientAuth: 'none', issuer, clientId: clients.login?.clientId };
    await writeFile(path.join(folder, 'start.http'), `GET ${api.origin}/start\n`);
    return {
      // VS Code does not start httpYac for the first file.
      settings: { 'workbench.editor.enablePreview': false, 'files.associations': { 'start.http': 'plaintext' } },
      ...withHttpYac([
        { ...machine, id: 'machine', name: 'Machine', origins: [server.api.origin, api.origin, address()] },
        { ...login, id: 'person', name: 'Person', origins: [api.origin] },
        { ...login, id: 'other-person', name: 'Other Person', scope: 'openid', origins: [api.origin] },
      ]),
    };
  });
  const address = () => `http://127.0.0.1:${(refusing.address() as AddressInfo).port}`;
  before(async () => {
    ({ workbench } = opened);
    await workbench.openFile('start.http');
    await workbench.runCommand('Token Deck: Send Request with Token');
    await workbench.openView('Token Deck');
    await row(workbench, 'Machine', /ready/);
    await row(workbench, 'Person', /signed out/);
  });
  after(() => {
    refusing.close();
    refusing.closeAllConnections();
    return Promise.all([server.close(), api?.close(), other?.close()]);
  });

  /** Opens a file with one request and presses httpYac's own button. */
  async function send(name: string, text: string): Promise<void> {
    await writeFile(path.join(opened.folder, `${name}.http`), text);
    await workbench.openFile(`${name}.http`);
    await workbench.page.locator('.editor-instance .codelens-decoration a', { hasText: 'send' }).last().click();
  }
  const answer = (status: number) =>
    workbench.page.locator('.statusbar-item', { hasText: `answer ${status}` }).waitFor();
  const last = (recorder: Recorder | undefined, asked: string) =>
    eventually(`the request to ${asked}`, async () => recorder?.reached.find((each) => each.path === asked));

  it('are sent by our own command although VS Code has not started httpYac', () => last(api, '/start'));

  it('have the token of the profile that they name', async () => {
    await send('named', `GET ${server.api.origin}/v2/tenants/current/settings\nAuthorization: token-deck machine\n`);
    await answer(200);
  });

  it('have the token of the profile that a variable refers to', async () => {
    await send(
      'reference',
      `@a = Bearer ${referenceTo('machine')}\n\n###\nGET ${api?.origin}/ref\nAuthorization: {{a}}\n`,
    );
    assert.match((await last(api, '/ref')).headers.authorization ?? '', /^Bearer eyJ/);
  });

  it('go to another origin only where the user says so', async () => {
    await send('elsewhere', `GET ${other?.origin}/no\nAuthorization: token-deck machine\n`);
    const asked = await workbench.dialogText();
    assert.ok(asked.startsWith(`Send the token of “Machine” to ${other?.origin}?`), asked);
    await workbench.clickDialog('Cancel');
    assert.deepEqual(other?.reached, []);
  });

  it('are not sent where no profile has the name, and a message says so', async () => {
    await send('nobody', `GET ${api?.origin}/nobody\nAuthorization: token-deck nobody\n`);
    await notification(workbench, /There is no profile “nobody”/);
    await workbench.screenshot('httpyac-no-profile');
    await dismiss(workbench);
    assert.equal(
      api?.reached.find((each) => each.path === '/nobody'),
      undefined,
    );
  });

  it('wait for the login', async () => {
    const text = `GET ${api?.origin}/person\nAuthorization: token-deck person\n`;
    const page = await workbench.newTab(() => send('person', text));
    assert.equal(
      api?.reached.find((each) => each.path === '/person'),
      undefined,
    );
    await signIn(page, server.tenants.keycloak.user, '#allow');
    assert.match((await last(api, '/person')).headers.authorization ?? '', /^Bearer eyJ/);
    await page.close();
  });

  it('are not sent where their login is cancelled or their file is closed', async () => {
    const login = (name: string) =>
      workbench.newTab(() => send(name, `GET ${api?.origin}/${name}\nAuthorization: token-deck other-person\n`));
    await (await login('cancelled')).close();
    await workbench.clickNotification('Cancel', 'Signing in to Other Person');
    await row(workbench, 'Other Person', /signed out/);
    await (await login('closed')).close();
    await workbench.runCommand('View: Close Editor');
    await notification(workbench, /The file was closed; nothing was sent/);
    await workbench.clickTreeAction('Other Person', 'Cancel Sign-In');
    await row(workbench, 'Other Person', /signed out/);
    await dismiss(workbench);
    assert.deepEqual(
      api?.reached.filter(({ path: reached }) => /cancelled|closed/.test(reached)),
      [],
    );
  });

  it('have a new token after 401, with a button to send them again', async () => {
    await send('refused', `GET ${address()}/things\nAuthorization: token-deck machine\n`);
    await notification(workbench, /Machine: The API answered 401\. The token was renewed/);
    await workbench.screenshot('httpyac-renewed');
    await workbench.clickNotification('Send Again');
    await eventually('the second request', async () => tokens[1]);
    assert.match(tokens[1] ?? '', /^Bearer eyJ/);
    assert.notEqual(tokens[1], tokens[0]);
  });

  it('say after 403 which scope is missing', async () => {
    await send('lacking', `GET ${address()}/scope\nAuthorization: token-deck machine\n`);
    await notification(workbench, /Machine: The API answered 403\..*things:write/);
    await workbench.screenshot('httpyac-lacking');
    await dismiss(workbench);
  });

  it('are sent by our own command too', async () => {
    await writeFile(
      path.join(opened.folder, 'own.http'),
      `GET ${api?.origin}/own\nAuthorization: token-deck machine\n`,
    );
    await workbench.openFile('own.http');
    await workbench.runCommand('Token Deck: Send Request with Token');
    assert.match((await last(api, '/own')).headers.authorization ?? '', /^Bearer eyJ/);
  });

  it('are told of after a reload where they waited for their login', async () => {
    const page = await workbench.newTab(() =>
      send('reloaded', `GET ${api?.origin}/reloaded\nAuthorization: token-deck other-person\n`),
    );
    await page.close();
    await workbench.page.reload();
    await notification(
      workbench,
      /The window was closed or reloaded before the request had its token; nothing was sent/,
    );
    assert.equal(
      api?.reached.find((each) => each.path === '/reloaded'),
      undefined,
    );
  });
});
