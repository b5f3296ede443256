import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { referenceTo } from '../../src/http/reference';
import { repository } from '../host/cache';
import type { Workbench } from '../host/workbench';
import { startServer, type Server } from '../server/server';
import { eventually } from '../support/eventually';
import { startRecorder, type Recorder } from '../support/recorder';
import { dismiss, notification, row } from './actions';
import { openBefore } from './window';

describe('requests, sent with REST Client', () => {
  let server: Server;
  let workbench: Workbench;
  /** The API that a profile names, and another server. */
  let [api, other]: Recorder[] = [];

  const opened = openBefore(async (folder) => {
    server = await startServer();
    [api, other] = [await startRecorder(), await startRecorder()];
    const { issuer, clients } = server.tenants.keycloak;
    const machine = { grant: 'client_credentials', issuer, ...clients.m2m };
    await mkdir(path.join(folder, '.vscode'));
    return {
      settings: { 'workbench.editor.enablePreview': false },
      extensions: [path.join(repository, 'test/ui/rest-client')],
      env: {
        TOKEN_DECK_TEST_PROFILES: JSON.stringify([{ ...machine, id: 'bound', name: 'Bound', origins: [api.origin] }]),
      },
    };
  });
  before(async () => {
    ({ workbench } = opened);
    await workbench.openView('Token Deck');
    await row(workbench, 'Bound', /ready/);
  });
  after(() => Promise.all([server.close(), api?.close(), other?.close()]));

  const authorization = `Authorization: Bearer ${referenceTo('bound')}`;
  const settings = () => path.join(opened.folder, '.vscode/settings.json');
  const dialog = () => workbench.page.locator('.monaco-dialog-box');
  const reached = (recorder: Recorder | undefined, asked: string) =>
    recorder?.reached.filter((each) => each.path === asked) ?? [];

  async function choose(name: string, text: string): Promise<void> {
    await writeFile(path.join(opened.folder, name), text);
    await workbench.openFile(name);
    await workbench.page.locator('.editor-group-container.active .view-line', { hasText: /^GET/ }).last().click();
    await workbench.runCommand('Token Deck: Send Request with Token');
  }

  let count = 0;
  /** What the user is asked for a request; empty where it was sent without a question. */
  async function question(): Promise<{ asked: string; to: string }> {
    const to = `/q${++count}`;
    await choose(`q${count}.http`, `GET ${api?.origin}${to}\n${authorization}\n`);
    const asked = await eventually('a question or the request', async () => {
      if (await dialog().isVisible()) return dialog().innerText();
      return reached(api, to).length > 0 ? '' : undefined;
    });
    return { asked, to };
  }

  it('go to an origin that the profile names without a question', async () => {
    const { asked, to } = await question();
    assert.equal(asked, '');
    assert.match(reached(api, to)[0]?.headers.authorization ?? '', /^Bearer eyJ/);
  });

  for (const [setting, value, header] of [
    ['rest-client.defaultHeaders', { 'X-More': 'of the workspace' }, 'of the workspace'],
    ['rest-client.environmentVariables', { $shared: { token: referenceTo('bound') } }, undefined],
    ['rest-client.fontSize', 20, undefined],
  ] as const)
    it(`are asked about each time where the workspace sets ${setting}`, async () => {
      await writeFile(settings(), JSON.stringify({ [setting]: value }));
      // VS Code takes a moment to read its settings.
      let { asked, to } = await question();
      while (asked === '') ({ asked, to } = await question());
      assert.ok(asked.includes(`Send the token of “Bound”? “${setting}” may change the destination`), asked);
      assert.ok(asked.includes(`GET ${api?.origin}${to}`) && asked.includes(`it goes to ${api?.origin}.`), asked);
      if (setting === 'rest-client.defaultHeaders') await workbench.screenshot('send-question-setting');
      await workbench.clickDialog('Cancel');
      await dialog().waitFor({ state: 'detached' });
      assert.deepEqual(reached(api, to), []);
      ({ asked, to } = await question());
      assert.ok(asked.includes(setting), 'asked again');
      await workbench.clickDialog('Send');
      const [request] = await eventually('the request', async () =>
        reached(api, to).length > 0 ? reached(api, to) : undefined,
      );
      assert.equal(request?.headers['x-more'], header);
      await rm(settings());
      while ((await question()).asked !== '') await workbench.clickDialog('Cancel');
    });

  it('are not those of Markdown, of which another request would be sent', async () => {
    await writeFile(settings(), JSON.stringify({ 'files.associations': { '*.http': 'markdown' } }));
    const text = (evil: string) =>
      [
        '```http',
        `GET ${other?.origin}${evil}`,
        authorization,
        '',
        '###',
        `GET ${api?.origin}/good`,
        authorization,
        '```',
        '',
      ].join('\n');
    await choose('first.http', text('/evil'));
    await eventually('the language of the file', () =>
      workbench.page.locator('.statusbar-item', { hasText: 'Markdown' }).isVisible(),
    );
    await dismiss(workbench);
    const before = other?.reached.length;
    await choose('second.http', text('/evil'));
    await notification(workbench, /No \.http or \.rest file is open/);
    await dismiss(workbench);
    assert.equal(other?.reached.length, before);
    await rm(settings());
  });
});
