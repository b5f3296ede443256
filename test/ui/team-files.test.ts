import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Workbench } from '../host/workbench';
import { startServer, type Server } from '../server/server';
import { eventually } from '../support/eventually';
import { addLogin, dismiss, notification, row } from './actions';
import { openBefore } from './window';

describe('profiles between personal and team, clicked', () => {
  let server: Server;
  let workbench: Workbench;
  let token: string;
  let requests: number;

  const opened = openBefore(async (folder) => {
    server = await startServer();
    const task = {
      version: '2.0.0',
      inputs: [{ id: 'token', type: 'command', command: 'tokenDeck.getToken', args: { profile: 'prod' } }],
      tasks: [{ label: 'Use it', type: 'process', command: 'true', args: ['${input:token}'] }],
    };
    await mkdir(path.join(folder, '.vscode'));
    await writeFile(path.join(folder, '.vscode/tasks.json'), JSON.stringify(task, null, 2));
    await writeFile(
      path.join(folder, 'api.http'),
      'GET https://api.example.com/\nAuthorization: Bearer {{$processEnv TOKEN_DECK_PROD}}\n',
    );
    return { size: { width: 1200, height: 760 } };
  });
  before(async () => {
    ({ workbench } = opened);
    await workbench.openView('Token Deck');
    await workbench.page.getByRole('button', { name: 'Create Team File' }).waitFor();
    await addLogin(workbench, server.faults.issuerWith(), server.faults.clients.public.clientId);
    const page = await workbench.newTab(() => workbench.clickTreeAction('Prod', 'Get Token'));
    await notification(workbench, /Prod: The token is valid/);
    await page.close().catch(() => undefined);
    await dismiss(workbench);
    await workbench.treeMenu('Prod', 'Copy Token');
    token = await clipboardToken();
    requests = server.requests.length;
  });
  after(() => server.close());

  const clipboardToken = () =>
    eventually('the token in the clipboard', async () => /^\S{20,}$/.exec(await workbench.clipboard())?.[0]);
  const teamFile = () => readFile(path.join(opened.folder, '.vscode/token-deck.json'), 'utf8');
  /**
   * The profile has the token of the beginning, is in the status bar, and no request was made since.
   * @param answer what the question is answered with that is asked before the token is handed out, if one is to be asked
   */
  async function isUnchanged(name: string, answer?: 'Allow' | 'Cancel'): Promise<void> {
    await row(workbench, name, /valid/);
    assert.match(await workbench.statusBarItem(new RegExp(`${name}.*\\d`)), new RegExp(name));
    await workbench.page.evaluate(() => navigator.clipboard.writeText('').catch(() => undefined));
    await workbench.treeMenu(name, 'Copy Token');
    if (answer !== undefined) {
      await pickIfAsked(name);
      assert.ok((await workbench.dialogText()).startsWith(`Use the profile “${name}`));
      await workbench.clickDialog(answer);
    }
    if (answer === 'Cancel') assert.equal(await workbench.clipboard(), '');
    else assert.equal(await clipboardToken(), token);
    assert.equal(server.requests.length, requests);
  }
  /**
   * Waits for a dialog. A row that is drawn again while its menu is open, as after a move, is no longer known: then the
   * user picks the profile first.
   */
  async function pickIfAsked(name: string): Promise<void> {
    const question = workbench.page.getByPlaceholder('Which profile?');
    await question.or(workbench.page.locator('.monaco-dialog-box')).first().waitFor();
    if (await question.isVisible()) await workbench.quickInput.pick(name);
  }
  /** Asserts that the open input box refuses a value, and why. */
  async function refuses(value: string, why: string): Promise<void> {
    await workbench.quickInput.submit(value);
    await workbench.page.locator('.quick-input-message', { hasText: why }).waitFor();
  }

  it('the command makes a valid team file and opens it; the next time it only opens it', async () => {
    await workbench.runCommand('Token Deck: Create Team File');
    await workbench.page.locator('.tabs-container .tab.active', { hasText: 'token-deck.json' }).waitFor();
    assert.match(await workbench.editorText(), /"version": 1,\n\s+"profiles": \[\]/);
    const made = await teamFile();
    await workbench.runCommand('View: Close All Editors');
    await workbench.runCommand('Token Deck: Create Team File');
    await workbench.page.locator('.tabs-container .tab.active', { hasText: 'token-deck.json' }).waitFor();
    assert.equal(await teamFile(), made);
    assert.equal(
      await workbench.page.locator('.monaco-editor .squiggly-error, .monaco-editor .squiggly-warning').count(),
      0,
    );
  });

  it('a personal profile moves to the team file with its login, and is asked about', async () => {
    await workbench.treeMenu('Prod', 'Move to Team…');
    assert.match(await workbench.dialogText(), /Move the profile “Prod” to the team file\?[\s\S]*without secrets/);
    await workbench.screenshot('move-to-team');
    await workbench.clickDialog('Move');
    await notification(workbench, /Prod was moved to the team file of/);
    const { profiles } = JSON.parse((await teamFile()).replace(/^\s*\/\/.*$/gm, '')) as { profiles: { id: string }[] };
    assert.deepEqual(
      profiles.map(({ id }) => id),
      ['prod'],
    );
    assert.ok(!(await teamFile()).includes(token));
    await dismiss(workbench);
    await isUnchanged('Prod', 'Cancel');
    assert.equal((await workbench.treeRows()).filter((text) => text.startsWith('Prod')).length, 1);
  });

  it('is renamed in its file, of which the rest stays', async () => {
    await workbench.treeMenu('Prod', 'Rename Profile…');
    await workbench.quickInput.opened('Rename Prod');
    await refuses('', 'Enter a name, or press Escape');
    await workbench.quickInput.submit('Production');
    await row(workbench, 'Production', /valid/);
    assert.match(await teamFile(), /^ {2}\/\/ .*\n {2}"version": 1,[\s\S]*"name": "Production"/m);
    await isUnchanged('Production', 'Cancel');
  });

  it('a personal copy of a team profile is kept after a question, under an id of its own', async () => {
    await workbench.treeMenu('Production', 'Keep a Personal Copy');
    assert.match(await workbench.dialogText(), /Production/);
    await workbench.clickDialog('Allow');
    await workbench.quickInput.opened('ID of the copy of Production');
    await refuses('prod', 'Another profile already uses the ID “prod”');
    await workbench.quickInput.submit('mine');
    await workbench.quickInput.opened('Name of the copy of Production');
    await workbench.quickInput.submit('My own');
    await notification(workbench, /My own was added/);
    await dismiss(workbench);
    await row(workbench, 'My own', /signed out/);
    await isUnchanged('Production');
  });

  it('a profile gets another id; its token and the selection move along, and broken references are listed', async () => {
    await workbench.treeMenu('Production', 'Change ID…');
    await workbench.quickInput.opened('Change the ID of Production');
    await refuses('Prod!', 'Use lowercase letters');
    await refuses('mine', 'Another profile already uses the ID “mine”');
    await workbench.screenshot('change-id');
    await workbench.quickInput.submit('live');
    await notification(workbench, /2 places still use the old ID “prod”/);
    assert.match(await teamFile(), /"id": "live"/);
    await workbench.screenshot('change-id-places');
    await workbench.clickNotification('Show', '2 places');
    const peek = workbench.page.locator('.peekview-widget');
    await peek.waitFor();
    for (const file of ['api.http', 'tasks.json']) await peek.getByText(file).first().waitFor();
    await workbench.screenshot('change-id-peek');
    await workbench.runCommand('View: Close All Editors');
    await isUnchanged('Production', 'Allow');
  });

  it('a personal profile gets another id and a name', async () => {
    await workbench.treeMenu('My own', 'Change ID…');
    await workbench.quickInput.opened('Change the ID of My own');
    await workbench.quickInput.submit('own');
    await eventually('the id in the clipboard', async () => {
      await workbench.treeMenu('My own', 'Copy ID');
      return (await workbench.clipboard()) === 'own';
    });
    await workbench.runCommand('Token Deck: Rename Profile…');
    await workbench.quickInput.pick('My own');
    await workbench.quickInput.opened('Rename My own');
    await workbench.quickInput.submit('Also mine');
    await row(workbench, 'Also mine', /signed out/);
    assert.equal((await workbench.treeRows()).filter((text) => /My own/.test(text)).length, 0);
  });

  it('a team file with errors keeps the wizard in its review, and can be opened there', async () => {
    const { quickInput } = workbench;
    const file = path.join(opened.folder, '.vscode/token-deck.json');
    const text = await teamFile();
    await writeFile(file, '{ "version": 1, "profiles": [');
    await workbench.runCommand('Token Deck: Add Profile…');
    await quickInput.type('Pasted token');
    await quickInput.pick('Pasted token or API key');
    await quickInput.opened('Add Profile: Token');
    await quickInput.submit('another-token-of-20-letters');
    await quickInput.opened('Add Profile: Review');
    await quickInput.pick('Stored In');
    await quickInput.opened('Add Profile: Stored In');
    await quickInput.pick(`team: .vscode/token-deck.json of ${path.basename(opened.folder)}, without secrets`);
    await quickInput.opened('Add Profile: Review');
    await quickInput.submit('');
    await notification(workbench, /token-deck\.json has errors\. Correct the file, then try again/);
    await quickInput.opened('Add Profile: Review');
    await workbench.screenshot('review-team-file-errors');
    await workbench.clickNotification('Open File', 'has errors');
    await workbench.page.locator('.tabs-container .tab.active', { hasText: 'token-deck.json' }).waitFor();
    await writeFile(file, text);
    await eventually('the file in the editor', async () => (await workbench.editorText()).includes('"live"'));
    await quickInput.opened('Add Profile: Review');
    await quickInput.pick('Add Profile');
    await notification(workbench, /was added/);
    await dismiss(workbench);
    await workbench.runCommand('View: Close All Editors');
    await writeFile(file, text);
  });

  it('a pasted token moves along, under another id where the file has that one, and is asked about again', async () => {
    const { quickInput } = workbench;
    await workbench.runCommand('Token Deck: Add Profile…');
    await quickInput.type('Pasted token');
    await quickInput.pick('Pasted token or API key');
    await quickInput.opened('Add Profile: Token');
    await quickInput.submit('pasted-token-of-20-letters');
    await quickInput.opened('Add Profile: Review');
    await quickInput.pick('Name');
    await quickInput.opened('Add Profile: Name');
    await quickInput.submit('Key');
    await quickInput.opened('Add Profile: Review');
    await quickInput.pick('Origins');
    await quickInput.opened('Add Profile: Origins');
    await workbench.page.keyboard.press('Escape');
    await quickInput.opened('Add Profile: Review');
    await quickInput.submit('');
    await notification(workbench, /Key was added/);
    await dismiss(workbench);
    const text = await teamFile();
    const other = '{ "id": "key", "name": "Another", "grant": "static" }';
    await writeFile(
      path.join(opened.folder, '.vscode/token-deck.json'),
      text.replace('"profiles": [', `"profiles": [\n    ${other},`),
    );
    await row(workbench, 'Another', /./);
    await workbench.treeMenu('Key', 'Move to Team…');
    await quickInput.opened('ID of Key in the team file');
    await refuses('key', 'Another profile already uses the ID “key”');
    await quickInput.submit('service-key');
    assert.match(await workbench.dialogText(), /The pasted token stays on this machine/);
    await workbench.clickDialog('Move');
    await notification(workbench, /Key was moved to the team file of/);
    await dismiss(workbench);
    assert.match(await teamFile(), /"id": "service-key"/);
    assert.doesNotMatch(await teamFile(), /pasted-token/);
    await row(workbench, 'Key', /./);
    await workbench.treeMenu('Key', 'Copy Token');
    await pickIfAsked('Key');
    assert.match(await workbench.dialogText(), /^Use the profile “Key”/);
    await workbench.clickDialog('Allow');
    await eventually('the pasted token', async () => (await workbench.clipboard()) === 'pasted-token-of-20-letters');
  });
});
