import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Workbench } from '../host/workbench';
import { digestOf, jwt, part } from '../support/jwts';
import { tokenHover } from './token-hover';
import { openBefore } from './window';
const inAnHour = Math.floor(Date.now() / 1000) + 3600;

describe('the JWT commands, clicked', () => {
  let workbench: Workbench;
  const former = jwt({ sub: 'ada', aud: 'things', scope: 'read', exp: inAnHour });
  const later = jwt({ sub: 'ada', aud: 'things', scope: 'read write', exp: inAnHour + 60 });

  const opened = openBefore(async (folder) => {
    await writeFile(path.join(folder, 'answer.json'), `{\n  "access_token": "${former}"\n}\n`);
    await writeFile(path.join(folder, 'request.md'), `Send \`${later}\`.\n`);
    await writeFile(path.join(folder, 'both.txt'), `${former}\n${later}\n`);
    return { settings: { 'tokenDeck.jwt.allowNetwork': 'ask' }, size: { width: 1280, height: 800 } };
  });
  before(async () => {
    ({ workbench } = opened);
    await workbench.openView('Token Deck');
  });

  const page = () => workbench.webview();

  for (const file of ['answer.json', 'request.md']) {
    it(`the hover in ${file} copies the claims`, async () => {
      await workbench.openFile(file);
      const hover = await tokenHover(workbench.page);
      assert.match(
        (await hover.innerText()).replaceAll('\u00a0', ' '),
        /Valid for another (\d\d min|1 h)[^]*Subject: whom it is about/,
      );
      await workbench.screenshot(`hover-${path.extname(file).slice(1)}`);
      await hover.getByText('Copy Claims').click();
      await workbench.statusBarItem('Claims copied');
      assert.equal((JSON.parse(await workbench.clipboard()) as { sub: string }).sub, 'ada');
    });
  }

  it('Compare JWTs shows the difference of two in a document', async () => {
    await workbench.openFile('both.txt');
    await workbench.runCommand('Token Deck: Compare JWTs');
    await workbench.quickInput.opened('Compare JWTs (1/2)');
    await workbench.quickInput.pick('Line 1');
    await workbench.quickInput.opened('Compare JWTs (2/2)');
    await workbench.quickInput.pick('Line 2');
    await workbench.page.locator('.tabs-container .tab.active', { hasText: 'Line 1 ↔ Line 2' }).waitFor();
    const changed = workbench.page.locator('.editor.modified .view-line', { hasText: '"write"' });
    await changed.waitFor();
    await workbench.page.locator('.editor.modified .line-insert').first().waitFor();
    await workbench.screenshot('comparison');
    await workbench.runCommand('View: Close All Editors');
  });

  it('Verify JWT takes the one at the cursor', async () => {
    await workbench.openFile('both.txt');
    await workbench.runCommand('Token Deck: Verify JWT');
    const keys = page().getByLabel('Keys');
    await keys.waitFor();
    await keys.selectOption('key');
    await page().getByLabel('Key', { exact: true }).first().fill('a shared secret');
    await page().getByRole('button', { name: 'Verify', exact: true }).click();
    await page()
      .locator('.state', { hasText: /^Not valid: the signature check failed$/ })
      .waitFor();
    await workbench.runCommand('View: Close All Editors');
  });

  it('Verify JWT asks once before it asks an address that the token names', async () => {
    const issuer = 'http://127.0.0.1:9/tenant';
    await writeFile(path.join(opened.folder, 'foreign.txt'), `${jwt({ iss: issuer, exp: inAnHour })}\n`);
    await workbench.openFile('foreign.txt');
    await workbench.runCommand('Token Deck: Verify JWT');
    await page().getByLabel('Keys').selectOption('token');
    await page().getByRole('button', { name: 'Verify', exact: true }).click();
    assert.match(await workbench.dialogText(), /Get keys from http:\/\/127\.0\.0\.1:9\?/);
    await workbench.clickDialog('Never');
    await page().getByText('You did not allow keys to be fetched').waitFor();
    await page().getByRole('button', { name: 'Verify', exact: true }).click();
    await page().getByText('You did not allow keys to be fetched').waitFor();
    assert.equal(await workbench.page.locator('.monaco-dialog-box').count(), 0);
    await workbench.runCommand('View: Close All Editors');
  });

  it('Sign Test JWT makes one', async () => {
    await workbench.runCommand('Token Deck: Sign Test JWT');
    await page().getByLabel('Template').waitFor();
    await page().getByRole('button', { name: 'Sign', exact: true }).click();
    await page().getByRole('rowheader', { name: 'client_id' }).waitFor();
  });

  it('the inspector shows disclosures, and opens a token within a token', async () => {
    const disclosure = part(['salt', 'given_name', 'Ada']);
    const outer = jwt({ sub: 'outer', inner: later, _sd: [digestOf(disclosure)], exp: inAnHour });
    await page().getByRole('textbox', { name: 'Token', exact: true }).fill(`${outer}~${disclosure}~`);
    await page().getByRole('rowheader', { name: 'given_name' }).first().waitFor();
    assert.match(
      await page()
        .getByRole('row', { name: /salt|given_name/ })
        .last()
        .innerText(),
      /Ada/,
    );
    await page().getByRole('button', { name: 'Inspect: inner' }).click();
    await workbench.page.locator('.tabs-container .tab.active', { hasText: /^ada/ }).waitFor();
    await page().getByRole('cell', { name: 'read write' }).waitFor();
  });
});
