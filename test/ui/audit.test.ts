import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Workbench } from '../host/workbench';
import { eventually } from '../support/eventually';
import { dismiss, notification, row } from './actions';
import { openBefore, withSender } from './window';

describe('the audit, clicked', () => {
  let workbench: Workbench;
  const token = 'audited-token-of-32-characters-ab';
  const profile = { id: 'prod', name: '=Prod', grant: 'static', token, replace: true };
  const other = { id: 'orders', name: 'Orders API', grant: 'static', token, replace: true };

  const opened = openBefore(async (folder) => {
    await writeFile(path.join(folder, 'here.csv'), '');
    return {
      ...withSender([profile, other]),
      settings: { 'tokenDeck.clipboard.clearAfter': 15 },
      size: { width: 1000, height: 640 },
    };
  });
  before(async () => {
    ({ workbench } = opened);
    await workbench.openView('Token Deck');
    await row(workbench, '=Prod', /stored/);
  });

  const descriptions = () =>
    workbench.page
      .locator('.quick-input-widget:visible .quick-input-list-row:first-child .label-description')
      .allInnerTexts();
  const lists = (...rows: string[]) =>
    eventually(`rows ${rows.join('; ')}`, async () => (await descriptions()).join() === rows.join());
  const open = async () => {
    await workbench.runCommand('Token Deck: Show Audit');
    await workbench.quickInput.opened('Audit');
  };

  it('is empty at first', async () => {
    await workbench.runCommand('Token Deck: Show Audit');
    await notification(workbench, /^No token was handed out yet/);
    await dismiss(workbench);
  });

  it('has what windows before have written', async () => {
    await workbench.clickTreeAction('=Prod', 'Copy Authorization Header');
    await workbench.statusBarItem('=Prod: header copied (cleared in 15 s)');
    await workbench.page.reload();
    assert.ok((await workbench.clipboard()).endsWith(token));
    await workbench.runCommand('View: Show Token Deck');
    await row(workbench, 'Orders API', /stored/);
    await workbench.treeMenu('Orders API', 'Inspect Token');
    await workbench.webview().getByText('Not a JWT.').waitFor();
    await open();
    await lists('Orders API: inspector, by you', '=Prod: clipboard, by you');
    await workbench.screenshot('audit-dark');
    await workbench.quickInput.cancel();
  });

  it('is narrowed down by typing and from a profile’s row', async () => {
    await open();
    await workbench.quickInput.type('clip PROD');
    await lists('=Prod: clipboard, by you');
    await workbench.quickInput.type('');
    await workbench.quickInput.opened('Audit (2)');
    await workbench.quickInput.type('refused');
    await workbench.quickInput.opened('Audit (0)');
    await workbench.quickInput.cancel();
    await workbench.treeMenu('=Prod', 'Show Audit');
    await workbench.quickInput.opened('Audit of =Prod (1)');
    await workbench.theme('Light Modern');
    await open();
    await workbench.screenshot('audit-light');
    await workbench.quickInput.cancel();
  });

  it('is exported as it is filtered', async () => {
    await open();
    await workbench.quickInput.type('prod');
    await workbench.quickInput.button('Export…');
    await workbench.quickInput.opened('Export the Audit');
    // Until it lists the folder, VS Code’s dialog replaces what is typed.
    await workbench.page.locator('.quick-input-widget:visible').getByText('here.csv').first().waitFor();
    const file = path.join(opened.folder, 'audit.csv');
    await workbench.quickInput.submit(file);
    await notification(workbench, /^Exported entries: 1\./);
    const [, line = ''] = (await readFile(file, 'utf8')).split('\r\n');
    assert.match(line, /^"\d{4}-\d\d-\d\dT[\d:.]+Z","personal:prod","'=Prod","clipboard","person","",""$/);
    await dismiss(workbench);
  });

  it('is cleared once that is confirmed', async () => {
    await open();
    await workbench.quickInput.button('Clear Audit…');
    assert.match(await workbench.dialogText(), /Clear the audit of all windows\?/);
    await workbench.clickDialog('Clear');
    await eventually('no entries', async () => {
      await workbench.runCommand('Token Deck: Show Audit');
      return (await workbench.notifications()).some((text) => text.startsWith('No token was handed out yet'));
    });
  });

  it('is not all that outlives a window: the next one clears what it left in the clipboard', () =>
    eventually('an empty clipboard', async () => (await workbench.clipboard()) === ''));
});
