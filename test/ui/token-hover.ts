import type { Locator, Page } from 'playwright-core';
import { eventually } from '../support/eventually';

/**
 * Moves the mouse onto the first JWT of the active editor until its hover is there: an editor takes no notice of a mouse
 * that came before its text was laid out, and a lens that appears moves the text away from under the mouse.
 */
export async function tokenHover(page: Page): Promise<Locator> {
  const hover = page.locator('.monaco-hover:visible .hover-row', { hasText: 'not verified' }).first();
  const letters = page.locator('.view-line span span', { hasText: /ey\w{10}/ }).first();
  let moves = 0;
  const isThere = async () => {
    await letters.hover({ position: { x: 60 + moves++, y: 6 } });
    return hover.waitFor({ timeout: 5000 }).then(
      () => true,
      () => false,
    );
  };
  await eventually('the hover', isThere, 30);
  return hover;
}
