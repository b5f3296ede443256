import type { Locator, Page } from 'playwright-core';

/** VS Code's quick pick and input box, whichever is open. */
export interface QuickInput {
  /** Replaces what is in the box. */
  type(text: string): Promise<void>;
  /** Types and presses Enter. */
  submit(text: string): Promise<void>;
  /** Picks the item with this label. */
  pick(label: string): Promise<void>;
  /** The labels of the items in view. */
  items(): Promise<string[]>;
  /** The title above the box. */
  title(): Promise<string>;
  /** The prompt or the validation message under the box. */
  message(): Promise<string>;
  /** Clicks a button of the title, such as "Back". */
  button(title: string): Promise<void>;
  /** Presses Escape and waits until it has gone. */
  cancel(): Promise<void>;
  /** Waits until one is open, with this title if given. */
  opened(title?: string): Promise<void>;
  closed(): Promise<void>;
}

export function quickInput(page: Page): QuickInput {
  const widget = page.locator('.quick-input-widget:visible');
  const box = widget.locator('.quick-input-box input');
  const labels = widget.locator('.monaco-list-row .label-name');
  const type = async (text: string): Promise<void> => {
    // An input box is enabled a moment after it is shown; `fill` waits for that.
    await box.fill(text);
  };
  return {
    type,
    async submit(text) {
      await type(text);
      await box.press('Enter');
    },
    pick: (label) => pickRow(page, widget, label),
    items: () => labels.allInnerTexts(),
    title: () => widget.locator('.quick-input-title').innerText(),
    message: () => widget.locator('.quick-input-message').innerText(),
    button: (title) => widget.locator(`.quick-input-titlebar [aria-label^="${title}"]`).click(),
    async cancel() {
      await box.press('Escape');
      await widget.waitFor({ state: 'hidden' });
    },
    async opened(title) {
      await (title === undefined ? widget : widget.filter({ hasText: title })).waitFor();
    },
    closed: () => widget.waitFor({ state: 'hidden' }),
  };
}

/** Clicks the row whose label is exactly this; rows beyond the fold are not in the page until the filter brings them up. */
async function pickRow(page: Page, widget: Locator, label: string): Promise<void> {
  await widget.locator('.monaco-list-row').first().waitFor();
  const row = widget
    .locator('.monaco-list-row')
    .filter({ has: page.locator('.label-name').getByText(label, { exact: true }) });
  await row.first().click();
}

/** Opens the command palette with a text in its box: `>` and a command's title, or a file's name without it. */
export async function openPalette(page: Page, text: string): Promise<void> {
  const box = page.locator('.quick-input-widget:visible .quick-input-box input');
  for (let attempt = 0; ; attempt++) {
    try {
      await page.keyboard.press('F1');
      await page.waitForFunction(paletteIsOpen, true, { timeout: 2_000 });
      await box.fill(text, { timeout: 2_000 });
      return;
    } catch (error) {
      // The key goes nowhere while the workbench is still starting, or while a webview or a closing quick input has the focus.
      if (attempt === 4) throw error;
    }
  }
}

/** Waits until the palette has closed, or given way to the quick input that the command opened. */
export async function paletteClosed(page: Page): Promise<void> {
  await page.waitForFunction(paletteIsOpen, false);
}

/** Runs in the page. The palette comes with ">" in its box; another quick input has something else. */
function paletteIsOpen(wanted: boolean): boolean {
  const box = document.querySelector<HTMLInputElement>('.quick-input-widget .quick-input-box input');
  const open = !!box && box.checkVisibility() && box.value.startsWith('>') && document.activeElement === box;
  return open === wanted;
}
