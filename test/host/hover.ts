import type { Locator } from 'playwright-core';
import { eventually } from '../support/eventually';

/**
 * Moves the mouse onto a text until its hover is there: an editor takes no notice of a mouse that came before its text
 * was laid out, and a lens that appears moves the text away from under the mouse.
 */
export async function hoverOver(text: Locator, hover: Locator): Promise<Locator> {
  let moves = 0;
  const isThere = async () => {
    await text.hover({ position: { x: 20 + (moves++ % 20), y: 6 } });
    return hover.waitFor({ timeout: 5000 }).then(
      () => true,
      () => false,
    );
  };
  await eventually('the hover', isThere, 30);
  return hover;
}
