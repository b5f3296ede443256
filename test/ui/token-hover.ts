import type { Locator, Page } from 'playwright-core';
import { hoverOver } from '../host/hover';

/** The hover over the first JWT of the active editor. */
export function tokenHover(page: Page): Promise<Locator> {
  const letters = page.locator('.view-line span span', { hasText: /ey\w{10}/ }).first();
  return hoverOver(letters, page.locator('.monaco-hover:visible .hover-row', { hasText: 'not verified' }).first());
}
