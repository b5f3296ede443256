import type { Locator, Page } from 'playwright-core';
import { noteConfidential } from '../support/confidential';

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
  /** Presses Escape and waits until it is closed. */
  cancel(): Promise<void>;
  /** Waits until one is open, with this title if given. */
  opened(title?: string): Promise<void>;
  closed(): Promise<void>;
}

const openWidget = '.quick-input-widget:visible:not([inert])';
const box = '.quick-input-box input';

export function quickInput(page: Page): QuickInput {
  const widget = page.locator(openWidget);
  const input = widget.locator(box);
  // Without details, which the second row of an item shows, or keeps hidden from another list.
  const labels = widget.locator('.quick-input-list-row:first-child .label-name');
  const type = async (text: string): Promise<void> => {
    // An input box is enabled a moment after it is shown; `fill` waits for that.
    await input.fill(text);
    if ((await input.getAttribute('type')) === 'password') noteConfidential('what was typed', text);
  };
  return {
    type,
    async submit(text) {
      await type(text);
      await input.press('Enter');
    },
    pick: (label) => rowsOf(widget, label).first().click(),
    items: () => labels.allInnerTexts(),
    title: () => widget.locator('.quick-input-title').innerText(),
    message: () => widget.locator('.quick-input-message').innerText(),
    button: (title) => widget.locator(`.quick-input-titlebar [aria-label^="${title}"]`).click(),
    async cancel() {
      await input.press('Escape');
      await widget.waitFor({ state: 'hidden' });
    },
    async opened(title) {
      await (title === undefined ? widget : widget.filter({ hasText: title })).waitFor();
    },
    closed: () => widget.waitFor({ state: 'hidden' }),
  };
}

/** The rows with exactly this label. Rows out of view are not in the page until filtering brings them up. */
function rowsOf(widget: Locator, label: string): Locator {
  const labels = widget.page().locator('.label-name').getByText(label, { exact: true });
  return widget.locator('.monaco-list-row').filter({ has: labels });
}

/**
 * Opens the command palette, types and picks the item with this label.
 * @param text `>` and a command's title, or a file's name without it
 */
export async function pickFromPalette(page: Page, text: string, label: string): Promise<void> {
  const widget = page.locator(openWidget);
  for (let attempt = 0; ; attempt++) {
    try {
      await page.keyboard.press('F1');
      await page.waitForFunction(paletteIs, 'focused' as const, { timeout: 2_000 });
      await widget.locator(box).fill(text, { timeout: 2_000 });
      await rowsOf(widget, label).first().click({ timeout: 5_000 });
      // It has closed, or the quick input that the command opened has replaced it.
      await page.waitForFunction(paletteIs, 'gone' as const);
      return;
    } catch (error) {
      // While the workbench starts or a quick input closes, the key has no effect; and a change of focus closes the palette.
      if (attempt === 4) throw error;
    }
  }
}

/**
 * Runs in the page. The palette comes with ">" in its box, another quick input has something else; one that is closing
 * is inert. A click on a row takes the focus from the box while the palette is still there.
 */
function paletteIs(wanted: 'focused' | 'gone'): boolean {
  const box = document.querySelector<HTMLInputElement>('.quick-input-widget .quick-input-box input');
  const shown = !!box && box.checkVisibility() && !box.closest('[inert]') && box.value.startsWith('>');
  return wanted === 'gone' ? !shown : shown && document.activeElement === box;
}
