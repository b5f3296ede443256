import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { referenceTo } from '../../src/http/reference';
import { repository } from '../host/cache';
import type { Workbench } from '../host/workbench';
import { startServer, type Server } from '../server/server';
import { eventually } from '../support/eventually';
import { startRecorder, type Recorder } from '../support/recorder';
import { dismiss, notification, row, signIn } from './actions';
import { openBefore } from './window';

describe('request files', () => {
  let server: Server;
  let api: Recorder;
  let workbench: Workbench;

  const opened = openBefore(async () => {
    server = await startServer();
    api = await startRecorder();
    const { issuer, clients } = server.tenants.keycloak;
    const machine = { grant: 'client_credentials', issuer, ...clients.m2m, origins: [api.origin] };
    const login = { grant: 'authorization_code', clientAuth: 'none', origins: [api.origin] };
    const profiles = [
      { ...machine, id: 'things', name: 'Things' },
      { ...login, issuer, clientId: clients.login?.clientId, id: 'person', name: 'Person' },
      // What a file from elsewhere could call its profile, to look like more than it is.
      { ...machine, id: 'odd', name: '$(check) Things\u202e [x](command:y)' },
    ];
    return {
      settings: { 'workbench.editor.enablePreview': false },
      extensions: [path.join(repository, 'test/ui/rest-client')],
      env: { TOKEN_DECK_TEST_PROFILES: JSON.stringify(profiles) },
    };
  });
  before(async () => {
    ({ workbench } = opened);
    await workbench.openView('Token Deck');
    await row(workbench, 'Person', /signed out/);
    await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
  });
  after(() => Promise.all([server.close(), api.close()]));

  const bearer = (id: string) => `Authorization: Bearer ${referenceTo(id)}`;
  const file = (name: string) => path.join(opened.folder, name);
  const lens = (title: string) =>
    workbench.page.locator('.editor-group-container.active .codelens-decoration a', { hasText: title });
  const reached = (asked: string) =>
    eventually(`the request to ${asked}`, async () => api.reached.find((each) => each.path === asked));

  async function open(name: string, text: string): Promise<void> {
    await writeFile(file(name), text);
    await workbench.openFile(name);
  }

  it('have a line above each request, with which it is sent or gets a reference', async () => {
    await open(
      'lines.http',
      `### One\nGET ${api.origin}/one\n${bearer('things')}\n\n### Two\nGET ${api.origin}/two\nAccept: */*\n\n### Odd\nGET ${api.origin}/odd\n${bearer('odd')}\n`,
    );
    await lens('Send with Things').first().waitFor();
    assert.equal(await lens('Send with').last().innerText(), 'Send with $ (check) Things [x] (command:y)');
    await workbench.screenshot('request-lines');
    await lens('Send with Things').first().click();
    assert.match((await reached('/one')).headers.authorization ?? '', /^Bearer eyJ/);
    await notification(workbench, /REST Client keeps the requests that it sent in a history file/);
    await dismiss(workbench);
    // The file uses two profiles, so the user picks.
    await lens('Authorize with…').click();
    await workbench.quickInput.opened('Token Deck');
    await workbench.quickInput.pick('Things');
    await lens('Send with Things').nth(1).waitFor();
    assert.match(await workbench.editorText(), /\/two\n.*TOKEN_DECK_THINGS\}\}\nAccept/);
  });

  it('get one reference for all requests', async () => {
    await open('whole.http', `GET ${api.origin}/first\n\n###\nGET ${api.origin}/second\n`);
    await lens('Authorize Whole File…').click();
    await workbench.quickInput.opened('Token Deck');
    await workbench.quickInput.pick('Things');
    await lens('Send with Things').nth(1).waitFor();
    assert.match(
      await workbench.editorText(),
      /^@authorization = Bearer \{\{\$processEnv TOKEN_DECK_THINGS\}\}\n\n###\nGET .*\nAuthorization: \{\{authorization\}\}\n/,
    );
    await workbench.screenshot('request-whole-file');
    await lens('Send with Things').first().click();
    const sent = await eventually('a request', async () => api.reached.find((each) => /first|second/.test(each.path)));
    assert.match(sent.headers.authorization ?? '', /^Bearer eyJ/);
  });

  it('tell the state of a token, and mark references that stand for none', async () => {
    // At the beginning of a line, where a hover's text is looked for.
    await open('marks.http', `POST ${api.origin}/marks\n\n${referenceTo('things')}\n${referenceTo('gone')}\n`);
    const told = await workbench.hoverText('TOKEN_DECK_THINGS');
    assert.match(told, /Things[^]*State[^]*valid/);
    await workbench.screenshot('request-hover');
    const problem = await workbench.hoverText('TOKEN_DECK_GONE');
    assert.match(problem, /No profile matches \{\{\$processEnv TOKEN_DECK_GONE\}\}/);
    await workbench.page.locator('.view-line', { hasText: 'TOKEN_DECK_GONE' }).click();
    await workbench.runCommand('Quick Fix...');
    await workbench.page.locator('.action-widget', { hasText: 'Add Profile…' }).waitFor();
    await workbench.screenshot('request-fixes');
    await workbench.page.keyboard.press('Escape');
  });

  it('complete a reference', async () => {
    await open('typed.http', `GET ${api.origin}/typed\nAuthorization: Bearer `);
    await workbench.page.locator('.view-line', { hasText: 'Authorization' }).click();
    await workbench.page.keyboard.press('Control+End');
    await workbench.page.keyboard.type('{{per');
    const focused = workbench.page.locator('.suggest-widget.visible .monaco-list-row.focused .label-name');
    await focused.filter({ hasText: 'person' }).waitFor();
    await workbench.screenshot('request-completion');
    await workbench.page.keyboard.press('Enter');
    await eventually('the reference', async () =>
      (await workbench.editorText()).endsWith(`Authorization: Bearer ${referenceTo('person')}`) ? true : undefined,
    );
  });

  it('are sent again after a refusal, once; another refusal is explained', async () => {
    await open('refused.http', `GET ${api.origin}/refused\n${bearer('things')}\n`);
    await workbench.page.locator('.view-line', { hasText: '/refused' }).click();
    const answered = async (answer: string, pattern: RegExp) => {
      await workbench.runCommand('Token Deck: Explain an API’s 401 or 403…');
      await workbench.quickInput.opened('Explain an API’s Answer');
      await workbench.quickInput.submit(answer);
      return notification(workbench, pattern);
    };
    await answered('403 Bearer error="insufficient_scope", scope="write:things"', /“write:things” is missing/);
    await dismiss(workbench);
    await answered('401', /Things: The API answered 401\. The token was renewed\./);
    await workbench.clickNotification('Send Again');
    const { headers } = await reached('/refused');
    assert.notEqual(headers.authorization, (await reached('/one')).headers.authorization);
    await dismiss(workbench);
    await answered('401 Bearer error="invalid_token"', /The API answered 401\. It says “invalid_token”\./);
    await workbench.screenshot('request-refused');
    await dismiss(workbench);
  });

  it('send nothing where the sign-in is cancelled, or the file is closed before it ends', async () => {
    await open('cancelled.http', `GET ${api.origin}/cancelled\n${bearer('person')}\n`);
    const first = await workbench.newTab(() => lens('Send with Person').click());
    await first.close();
    await workbench.runCommand('Token Deck: Cancel Sign-In');
    await open('closed.http', `GET ${api.origin}/closed\n${bearer('person')}\n`);
    const page = await workbench.newTab(() => lens('Send with Person').click());
    await workbench.runCommand('View: Close All Editors');
    await notification(workbench, /The file was closed; nothing was sent/);
    // What the sign-in brings is of use later.
    await signIn(page, server.tenants.keycloak.user, '#allow');
    await workbench.openView('Token Deck');
    await row(workbench, 'Person', /valid/);
    await page.close();
    assert.deepEqual(
      api.reached.filter((each) => /cancelled|closed/.test(each.path)),
      [],
    );
  });
});
