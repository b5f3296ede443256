import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Workbench } from '../host/workbench';
import { startServer, type Server } from '../server/server';
import { eventually } from '../support/eventually';
import { dismiss, notification } from './actions';
import { openBefore } from './window';

describe('Manage Access, clicked', () => {
  let server: Server;
  let workbench: Workbench;

  const opened = openBefore(async (folder) => {
    server = await startServer();
    const { keycloak, auth0 } = server.tenants;
    const machine = { grant: 'client_credentials' };
    const profiles = [
      { ...machine, id: 'sync', name: 'Sync', issuer: keycloak.issuer, clientId: keycloak.clients.m2m?.clientId },
      {
        ...machine,
        id: 'report',
        name: 'Report',
        issuer: auth0.issuer,
        clientId: auth0.clients.m2m?.clientId,
        audience: auth0.audience,
      },
    ];
    const task = {
      version: '2.0.0',
      inputs: [{ id: 'token', type: 'command', command: 'tokenDeck.getToken', args: 'sync' }],
      tasks: [{ label: 'Use it', type: 'process', command: 'true', args: ['${input:token}'], problemMatcher: [] }],
    };
    await mkdir(path.join(folder, '.vscode'));
    await writeFile(path.join(folder, '.vscode/token-deck.json'), JSON.stringify({ version: 1, profiles }));
    await writeFile(path.join(folder, '.vscode/tasks.json'), JSON.stringify(task));
    return { settings: { 'task.allowAutomaticTasks': 'off' }, size: { width: 1100, height: 640 } };
  });
  before(async () => {
    ({ workbench } = opened);
    await workbench.openView('Token Deck');
    await withSecret('Sync', server.tenants.keycloak.clients.m2m?.clientSecret);
    await withSecret('Report', server.tenants.auth0.clients.m2m?.clientSecret);
    await workbench.runCommand('Tasks: Run Task');
    await workbench.quickInput.submit('Use it');
    assert.match(await workbench.dialogText(), /Let tasks, launch configurations and extensions use tokens of “Sync”/);
    await workbench.clickDialog('Allow');
  });
  after(() => server.close());

  /** Gets a token for the first time: typing the secret is the permission. */
  async function withSecret(name: string, secret = ''): Promise<void> {
    await workbench.clickTreeAction(name, 'Get Token');
    await workbench.quickInput.opened('Client Secret');
    await workbench.quickInput.submit(secret);
    await isGiven(name);
  }
  async function isGiven(name: string): Promise<void> {
    await notification(workbench, new RegExp(`${name}: The token is (?:already )?valid`));
    await dismiss(workbench);
  }
  /** Gets a token and answers the question about the folder’s profile. */
  async function asked(name: string, answer: 'Allow' | 'Cancel'): Promise<void> {
    await workbench.clickTreeAction(name, 'Get Token');
    assert.ok((await workbench.dialogText()).startsWith(`Use the profile “${name}”`));
    await workbench.clickDialog(answer);
    if (answer === 'Allow') await isGiven(name);
    else await dismiss(workbench);
  }

  const widget = () => workbench.page.locator('.quick-input-widget:visible:not([inert])');
  const item = (text: string) => widget().locator('.monaco-list-row', { hasText: text });
  const isTicked = async (text: string) => (await item(text).getAttribute('aria-checked')) === 'true';
  const unticked = (...texts: string[]) =>
    eventually(`${texts.join()} unticked`, async () => !(await Promise.all(texts.map(isTicked))).includes(true));
  const open = async () => {
    await workbench.runCommand('Token Deck: Manage Access');
    await workbench.quickInput.opened('Manage Access');
  };
  const done = async () => {
    await widget().getByRole('button', { name: 'OK', exact: true }).click();
    await workbench.quickInput.closed();
  };
  const sync = '“Sync” of the folder';
  const report = '“Report” of the folder';
  const programs = 'Tasks, launch configurations and extensions';

  it('lists what is allowed, ticked, in dark and light themes', async () => {
    await open();
    for (const each of [sync, report, programs]) assert.ok(await isTicked(each), each);
    await workbench.screenshot('manage-access-dark');
    await workbench.quickInput.cancel();
    await workbench.theme('Light Modern');
    await open();
    await workbench.screenshot('manage-access-light');
    await workbench.quickInput.cancel();
    await workbench.theme('Dark Modern');
  });

  it('a tick that is taken away makes the next use ask again', async () => {
    await open();
    await item(sync).locator('.label-name').first().click();
    await unticked(sync);
    await done();
    await open();
    assert.deepEqual(
      await workbench.quickInput.items().then((labels) => labels.filter((label) => label.includes(sync))),
      [],
    );
    await workbench.quickInput.cancel();
    await workbench.clickTreeAction('Report', 'Get Token');
    await isGiven('Report');
    await asked('Sync', 'Cancel');
    await asked('Sync', 'Allow');
    await open();
    assert.ok(await isTicked(sync));
    await workbench.quickInput.cancel();
  });

  it('answers about a profile that was taken out of its file are dropped, unless the file cannot be read', async () => {
    const file = path.join(opened.folder, '.vscode/token-deck.json');
    const text = await readFile(file, 'utf8');
    const { profiles } = JSON.parse(text) as { profiles: { id: string }[] };
    await writeFile(file, text.slice(0, -1));
    await eventually('no profile', async () => (await workbench.treeRows()).length === 0);
    await open();
    assert.ok(await isTicked(report));
    await workbench.quickInput.cancel();
    await writeFile(file, JSON.stringify({ version: 1, profiles: profiles.filter(({ id }) => id !== 'report') }));
    await eventually('one profile', async () => (await workbench.treeRows()).length === 1);
    await open();
    assert.ok(await isTicked(sync));
    assert.equal(await item(report).count(), 0);
    await workbench.quickInput.cancel();
    await writeFile(file, text);
    await eventually('both profiles', async () => (await workbench.treeRows()).length === 2);
    await open();
    assert.equal(await item(report).count(), 0);
    await workbench.quickInput.cancel();
    await asked('Report', 'Allow');
  });

  it('a row says who and where, and when it was allowed', async () => {
    await open();
    const { origin } = server.tenants.keycloak;
    const row = item(sync);
    assert.equal(await row.locator('.label-name').first().innerText(), `Sync → ${origin}`);
    assert.match(await row.locator('.label-description').first().innerText(), /^allowed on \d{4}-\d\d-\d\d$/);
    await workbench.quickInput.cancel();
  });

  it('the button takes the ticks of the whole folder away, and Escape changes nothing', async () => {
    await open();
    const button = item(report).getByRole('button', { name: 'Uncheck Everything for This Folder' });
    await item(report).hover();
    await button.click();
    await unticked(sync, report, programs);
    await workbench.quickInput.cancel();
    await workbench.clickTreeAction('Sync', 'Get Token');
    await isGiven('Sync');
    await open();
    await item(report).hover();
    await button.click();
    await unticked(sync, report, programs);
    await done();
    await asked('Sync', 'Cancel');
    await asked('Report', 'Cancel');
  });
});
