import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { repository } from './cache';
import { hoverOver } from './hover';
import { pickFromPalette, quickInput, type QuickInput } from './quick-input';

/** A window of VS Code as a person sees it. Every method waits for what it needs, up to Playwright's timeout. */
export interface Workbench {
  readonly page: Page;
  readonly quickInput: QuickInput;
  /** Runs a command of the palette by its whole title, with the category ("Token Deck: Add Profile"). */
  runCommand(title: string): Promise<void>;
  /** Opens a file of the workspace by its name or path. */
  openFile(name: string): Promise<void>;
  /** The lines in view of the active editor. */
  editorText(): Promise<string>;
  /** Moves the mouse over a text in the editor and returns what the hover says. */
  hoverText(text: string): Promise<string>;
  notifications(): Promise<string[]>;
  /** Clicks a button of a notification, of the one with `text` if several are there. */
  clickNotification(button: string, text?: string): Promise<void>;
  /** The message and detail of the modal dialog, once it is there. */
  dialogText(): Promise<string>;
  clickDialog(button: string): Promise<void>;
  /** The text of the status bar item that contains `text`, once it is there. */
  statusBarItem(text: string | RegExp): Promise<string>;
  clickStatusBarItem(text: string | RegExp): Promise<void>;
  /** Shows the view container with this title by its icon in the activity bar. */
  openView(title: string): Promise<void>;
  /** The rows in view of the side bar's trees: label, whole also where it is shortened, and description. */
  treeRows(): Promise<string[]>;
  clickTreeRow(text: string): Promise<void>;
  /** Clicks the arrow of a row, which shows or hides what is under it. */
  expandTreeRow(text: string): Promise<void>;
  /** Clicks an inline action of a row by its title. */
  clickTreeAction(row: string, action: string): Promise<void>;
  /** Picks an entry of a row's context menu. */
  treeMenu(row: string, entry: string): Promise<void>;
  /** Picks an entry of the menu “…” above the view in the side bar. */
  viewMenu(entry: string): Promise<void>;
  /** The document of the active webview. */
  webview(): FrameLocator;
  terminalText(): Promise<string>;
  clipboard(): Promise<string>;
  /** Does something that opens an outside address and returns the tab with it. */
  newTab(action: () => Promise<void>): Promise<Page>;
  /** Changes the colour theme by its name as the picker shows it ("Light Modern"). */
  theme(name: string): Promise<void>;
  /** A picture of the window in `<repository>/.cache/screenshots`, or at an absolute path; returns its path. */
  screenshot(name: string): Promise<string>;
  /** Another window of the same person: the same secrets, another folder or `.code-workspace` file if given. */
  newWindow(folder?: string): Promise<Workbench>;
  close(): Promise<void>;
}

/** What differs between the desktop and the web. */
export interface WindowParts {
  newTab: Workbench['newTab'];
  newWindow: Workbench['newWindow'];
  clipboard: Workbench['clipboard'];
  close: Workbench['close'];
}

const toast = '.notifications-toasts .notification-toast';
const activeEditor = '.editor-group-container.active .editor-instance .monaco-editor';

export function workbenchOf(page: Page, parts: WindowParts): Workbench {
  const quick = quickInput(page);
  const runCommand = (title: string): Promise<void> => pickFromPalette(page, `>${title}`, title);
  const rows = '.part.sidebar .monaco-list-row';
  // What is read aloud has the whole name.
  const row = (text: string) =>
    page
      .locator(rows, { hasText: text })
      .or(page.locator(`${rows}[aria-label^=${JSON.stringify(text)}]`))
      .first();
  const statusItem = (text: string | RegExp) => page.locator('.statusbar-item:visible', { hasText: text }).first();
  const dialog = page.locator('.monaco-dialog-box');
  return {
    page,
    quickInput: quick,
    ...parts,
    runCommand,
    async openFile(name) {
      await pickFromPalette(page, name, path.basename(name));
      await page.locator('.tabs-container .tab.active', { hasText: path.basename(name) }).waitFor();
      await page.locator(`${activeEditor} .view-line`).first().waitFor();
    },
    editorText: () => editorText(page),
    async hoverText(text) {
      // A hover appears only when the mouse moves, so it must not be there already.
      await page.mouse.move(0, 0);
      const letters = page.locator(`${activeEditor} .view-line span span`, { hasText: text }).first();
      return (await hoverOver(letters, page.locator('.monaco-hover:visible').first())).innerText();
    },
    notifications: () => page.locator(`${toast} .notification-list-item-message`).allInnerTexts(),
    async clickNotification(button, text = '') {
      const item = page.locator(toast, { hasText: text }).filter({ has: page.getByRole('button', { name: button }) });
      await item.first().getByRole('button', { name: button, exact: true }).click();
    },
    async dialogText() {
      await dialog.waitFor();
      return dialog.locator('.dialog-message-container').innerText();
    },
    clickDialog: (button) => dialog.getByRole('button', { name: button, exact: true }).click(),
    statusBarItem: (text) => statusItem(text).innerText(),
    clickStatusBarItem: (text) => statusItem(text).locator('a').first().click(),
    async openView(title) {
      const icon = page.locator('.part.activitybar .action-item', { has: page.locator(`[aria-label^="${title}"]`) });
      await icon.first().waitFor();
      // Clicking the icon of the view that is shown would hide it.
      if (!/\bchecked\b/.test((await icon.first().getAttribute('class')) ?? '')) await icon.first().click();
      await page.locator('.part.sidebar .composite.title', { hasText: new RegExp(title, 'i') }).waitFor();
    },
    async treeRows() {
      const inView = await page.locator(`${rows}:visible`).all();
      const texts = inView.map(async (each) => {
        const [label = '', ...description] = await each.locator('.label-name, .label-description').allInnerTexts();
        const aloud = label.includes('…') ? await each.getAttribute('aria-label') : undefined;
        return [/^(.+?), (?:personal|team), /.exec(aloud ?? '')?.[1] ?? label, ...description].join(' ');
      });
      return Promise.all(texts);
    },
    clickTreeRow: (text) => row(text).click(),
    expandTreeRow: (text) => row(text).locator('.monaco-tl-twistie').click(),
    async clickTreeAction(text, action) {
      await row(text).hover();
      await row(text).locator(`.action-label[aria-label^="${action}"]`).click();
    },
    async treeMenu(text, entry) {
      await row(text).click({ button: 'right' });
      await pickFromMenu(page, entry);
    },
    async viewMenu(entry) {
      // The button is shown while the mouse is over the view.
      await page.locator('.part.sidebar .composite.title').hover();
      await page.locator('.part.sidebar [aria-label="Views and More Actions..."]').first().click();
      await pickFromMenu(page, entry);
    },
    webview: () => page.frameLocator('iframe.webview.ready >> visible=true').frameLocator('#active-frame'),
    async terminalText() {
      const rows = page.locator('.terminal-wrapper.active .xterm-rows > div');
      await rows.first().waitFor();
      return (await rows.allInnerTexts()).join('\n').replaceAll('\u00a0', ' ').trimEnd();
    },
    async theme(name) {
      await runCommand('Preferences: Color Theme');
      await quick.type(name);
      await quick.pick(name);
      await quick.closed();
      await page.locator(`.monaco-workbench.${kindOfTheme(name)}`).waitFor();
    },
    async screenshot(name) {
      const file = path.resolve(repository, '.cache/screenshots', `${name.replace(/\.png$/, '')}.png`);
      await mkdir(path.dirname(file), { recursive: true });
      // As they look in the end: messages and hovers fade in.
      await page.screenshot({ path: file, animations: 'disabled' });
      return file;
    },
  };
}

/** Clicks an entry of the menu that is open. */
async function pickFromMenu(page: Page, entry: string): Promise<void> {
  const item = page.locator('.monaco-menu .action-label').getByText(entry, { exact: true });
  // A menu ignores clicks just after it opened, so that the click that opened it does not choose an entry.
  for (let attempt = 0; ; attempt++) {
    await item.click();
    const closed = item.waitFor({ state: 'detached', timeout: 1_000 });
    if (
      await closed.then(
        () => true,
        (error: unknown) => (attempt < 3 ? false : Promise.reject(error as Error)),
      )
    )
      return;
  }
}

/** Waits until the window is drawn and has its colour theme, which comes with the extensions. */
export async function whenReady(page: Page): Promise<void> {
  await page.locator('.monaco-workbench[class*="vscode-theme-"]').waitFor({ timeout: 60_000 });
  await page.locator('.part.statusbar .statusbar-item').first().waitFor();
}

/** The class that VS Code's window has once it is drawn in a theme. */
function kindOfTheme(name: string): string {
  const isLight = name.startsWith('Light');
  if (name.includes('High Contrast')) return isLight ? 'hc-light' : 'hc-black';
  return isLight ? 'vs' : 'vs-dark';
}

/** Monaco draws its lines in any order, with spaces that do not break. */
async function editorText(page: Page): Promise<string> {
  const lines = page.locator(`${activeEditor} .view-line`);
  await lines.first().waitFor();
  const placed = await lines.evaluateAll((elements) =>
    elements.map((element) => ({
      top: element.getBoundingClientRect().top,
      text: (element.textContent ?? '').replaceAll('\u00a0', ' '),
    })),
  );
  return placed
    .sort((a, b) => a.top - b.top)
    .map(({ text }) => text)
    .join('\n');
}
