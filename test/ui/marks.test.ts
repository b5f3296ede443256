import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { gitIndex } from '../git-index-bytes';
import type { Workbench } from '../host/workbench';
import { eventually } from '../support/eventually';
import { jwt } from '../support/jwts';
import { openBefore } from './window';

describe('marks on JWTs', () => {
  let workbench: Workbench;
  let request: string;

  const opened = openBefore(async (folder) => {
    // For 49 minutes from now: suites before this one may have taken several.
    const exp = Math.floor(Date.now() / 1000) + 2950;
    request = jwt({ iss: 'https://login.example.com', sub: 'of-the-request', exp });
    await mkdir(path.join(folder, '.git'));
    await writeFile(path.join(folder, '.git/index'), gitIndex(['calendar.http', 'old.env']));
    await writeFile(
      path.join(folder, 'calendar.http'),
      `GET https://api.example.com/calendars\nAccept: application/json\nAuthorization: Bearer ${request}\n\n###\n`,
    );
    await writeFile(
      path.join(folder, 'old.env'),
      `OLD=${jwt({ iss: 'https://login.example.com', exp: 1_700_000_000 })}\nUNSIGNED=${jwt({ sub: 'x' }, { alg: 'none' })}\n`,
    );
    await writeFile(path.join(folder, 'short'), `${jwt({ sub: 'printed' })}\n`);
    await writeFile(path.join(folder, 'long'), `${jwt({ sub: 'of-the-selection', text: 'x'.repeat(300) })}\n`);
    return { size: { width: 1100, height: 640 } };
  });
  before(() => void ({ workbench } = opened));

  const lens = (text: RegExp) => workbench.page.locator('.codelens-decoration a', { hasText: text }).first();
  const squiggle = () => workbench.page.locator('.monaco-editor .squiggly-warning').first();
  const inspected = async (subject: string) => {
    await workbench.webview().getByText(subject).first().waitFor();
    await workbench.runCommand('View: Close Editor');
  };

  it('are shown above the line and under the letters, in dark and light themes', async () => {
    await workbench.openFile('calendar.http');
    await lens(/JWT from login\.example\.com · expires in 4\d min/).waitFor();
    await squiggle().waitFor();
    await workbench.screenshot('marks-dark');
    await workbench.theme('Light Modern');
    await workbench.screenshot('marks-light');
    await workbench.theme('Dark Modern');
  });

  it('open the inspector by a click on the line above', async () => {
    await lens(/JWT from/).click();
    await inspected('of-the-request');
  });

  it('say which tokens are expired or unsigned, and do not warn of those', async () => {
    await workbench.openFile('old.env');
    await lens(/JWT from login\.example\.com · expired \d+ y ago/).waitFor();
    await lens(/JWT · not signed · never expires/).waitFor();
    await workbench.screenshot('marks-old');
    assert.equal(await workbench.page.locator('.editor-group-container.active .squiggly-warning').count(), 0);
    await workbench.runCommand('View: Close Editor');
  });

  const menu = () => workbench.page.locator('.action-widget');
  const openFixes = async () => {
    await workbench.openFile('calendar.http');
    await workbench.page
      .locator('.view-line', { hasText: /Authorization/ })
      .first()
      .click({ position: { x: 250, y: 8 } });
    await squiggle().waitFor();
    // VS Code drops the menu if it looks for fixes again meanwhile, as it does just after a warning changed.
    await eventually('the menu of fixes', async () => {
      await workbench.page.keyboard.press('Control+.');
      return isShown(menu().getByText('Ignore This Token'), 2000);
    });
  };
  const choose = async (title: string) => {
    const fix = menu().getByText(title, { exact: true });
    await fix.waitFor();
    // In older versions the menu ignores clicks until the mouse has moved over it.
    await fix.hover({ force: true });
    await fix.click();
  };

  it('can be ignored, each or in the whole file, and be warned about again', async () => {
    await openFixes();
    await choose('Ignore This Token');
    await squiggle().waitFor({ state: 'detached' });
    await workbench.runCommand('Token Deck: Stop Ignoring Tokens…');
    await openFixes();
    await choose('Ignore in This File');
    await squiggle().waitFor({ state: 'detached' });
    await workbench.statusBarItem('Tokens in calendar.http are ignored in this workspace');
    await workbench.screenshot('marks-ignored');
    await workbench.runCommand('Token Deck: Stop Ignoring Tokens…');
    await squiggle().waitFor();
    // With nothing to take back, there is no such command.
    await workbench.page.keyboard.press('F1');
    await workbench.quickInput.type('>Token Deck: St');
    await eventually('the palette without it', async () => {
      const found = await workbench.quickInput.items();
      return found.length > 0 && !found.some((label) => label.includes('Stop Ignoring'));
    });
    await workbench.quickInput.cancel();
  });

  it('have a quick fix that replaces the token by a variable', async () => {
    await openFixes();
    await menu().getByText('Replace with').waitFor();
    await workbench.screenshot('marks-quick-fix');
    await choose('Replace with {{$processEnv TOKEN_DECK_TOKEN}}');
    await workbench.page.locator('.view-line', { hasText: 'TOKEN_DECK_TOKEN' }).waitFor();
    await workbench.runCommand('File: Save');
    const file = path.join(opened.folder, 'calendar.http');
    const text = await eventually('the file is saved', async () => {
      const saved = await readFile(file, 'utf8');
      return !saved.includes(request) && saved;
    });
    assert.equal(
      text,
      'GET https://api.example.com/calendars\nAccept: application/json\nAuthorization: Bearer {{$processEnv TOKEN_DECK_TOKEN}}\n\n###\n',
    );
    await workbench.page.locator('.codelens-decoration', { hasText: 'JWT' }).waitFor({ state: 'detached' });
  });

  describe('in the terminal', () => {
    const rows = (): Locator => workbench.page.locator('.terminal-wrapper.active .xterm-rows > div');
    /** Prints a file, and returns a point on the token in it. Layers above the rows receive the mouse. */
    const print = async (file: string): Promise<[x: number, y: number]> => {
      await workbench.page.locator('.terminal-wrapper.active .xterm-screen').click();
      await workbench.page.keyboard.type(`clear; cat ${file}\n`);
      const token = (await readFile(path.join(opened.folder, file), 'utf8')).slice(0, 50);
      const row = rows().filter({ hasText: token }).first();
      await row.waitFor();
      const box = await row.boundingBox();
      assert.ok(box);
      return [box.x + 80, box.y + box.height / 2];
    };

    before(async () => {
      await workbench.runCommand('Terminal: Create New Terminal');
      await eventually('a prompt', async () => /[$#%>]\s*$/.test(await workbench.terminalText()));
    });

    it('are links', async () => {
      const { mouse, keyboard } = workbench.page;
      const [x, y] = await print('short');
      await mouse.move(x, y);
      await keyboard.down('Control');
      await mouse.move(x + 10, y);
      await workbench.page.locator('.monaco-hover:visible', { hasText: 'Inspect JWT' }).first().waitFor();
      await workbench.screenshot('marks-terminal');
      // The terminal forgets a link whenever its row is drawn again, until its extension has been asked once more;
      // a click in that moment does nothing, and a person clicks again.
      await eventually('the inspector', async () => {
        await mouse.click(x + 10, y);
        const shown = await isShown(workbench.webview().getByText('printed').first(), 3000);
        if (!shown) await mouse.move(x, y);
        return shown;
      });
      await keyboard.up('Control');
      await inspected('printed');
    });

    it('open the inspector for the selected text, and leave the clipboard as it was', async () => {
      const { mouse, keyboard } = workbench.page;
      await workbench.openFile('calendar.http');
      await workbench.page.locator('.view-line').first().click();
      await keyboard.press('Control+A');
      await keyboard.press('Control+C');
      const [x, y] = await print('long');
      await mouse.dblclick(x, y);
      await workbench.page.locator('.terminal-wrapper.active .xterm-selection > div').first().waitFor();
      const entry = workbench.page.locator('.monaco-menu .action-label').getByText('Inspect Selected JWT');
      // VS Code notices the selection a moment later.
      await eventually('the entry of the menu', async () => {
        await mouse.click(x, y, { button: 'right' });
        const shown = await isShown(entry, 1000);
        if (!shown) await keyboard.press('Escape');
        return shown;
      });
      await workbench.screenshot('marks-terminal-menu');
      await entry.click();
      await inspected('of-the-selection');
      // The inspector took the focus, and a browser lets only the page with the focus read the clipboard.
      await workbench.page.locator('.terminal-wrapper.active .xterm-screen').click();
      assert.match(await workbench.clipboard(), /^GET https:/);
    });

    it('ask before an image in the clipboard is replaced', async () => {
      const { page } = workbench;
      const [x, y] = await print('long');
      await page.evaluate(async () => {
        const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 });
        const png = await new Promise<Blob | null>((done) => canvas.toBlob(done));
        if (png !== null) await navigator.clipboard.write([new ClipboardItem({ 'image/png': png })]);
      });
      const types = () =>
        page.evaluate(async () => (await navigator.clipboard.read()).flatMap((item) => [...item.types]));
      await page.mouse.dblclick(x, y);
      await page.locator('.terminal-wrapper.active .xterm-selection > div').first().waitFor();
      await workbench.runCommand('Token Deck: Inspect Selected JWT');
      assert.match(
        await workbench.dialogText(),
        /Inspect the selection\?[^]*replaces what is in the clipboard, such as an image/,
      );
      await workbench.screenshot('marks-terminal-image');
      await workbench.clickDialog('Cancel');
      assert.deepEqual(await types(), ['image/png']);
    });
  });
});

/** Whether it comes within that time, in milliseconds. */
const isShown = (locator: Locator, timeout: number): Promise<boolean> =>
  locator.waitFor({ timeout }).then(
    () => true,
    () => false,
  );
