import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { Workbench } from '../host/workbench';
import type { Person } from '../server/tenant';

/** Waits until something is so; fails with what it was about. */
export async function until<T>(what: string, look: () => Promise<T | undefined | false>, seconds = 15): Promise<T> {
  for (
    const end = Date.now() + seconds * 1000;
    Date.now() < end;
    await new Promise((resolve) => setTimeout(resolve, 100))
  ) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
  }
  return assert.fail(`waited in vain: ${what}`);
}

/** The row of the sidebar with that name, once it looks like that. */
export async function row(workbench: Workbench, name: string, pattern: RegExp): Promise<string> {
  return until(`the row “${name}” like ${String(pattern)}`, async () =>
    (await workbench.treeRows()).find((text) => text.startsWith(name) && pattern.test(text)),
  );
}

/** The notification like that, once it is there. */
export async function notification(workbench: Workbench, pattern: RegExp): Promise<string> {
  const found = workbench.page.locator('.notifications-toasts .notification-list-item-message', { hasText: pattern });
  await found.first().waitFor();
  return found.first().innerText();
}

export async function dismiss(workbench: Workbench): Promise<void> {
  await workbench.runCommand('Notifications: Clear All Notifications');
  await workbench.page.locator('.notifications-toasts .notification-toast').first().waitFor({ state: 'detached' });
}

/** Signs in on the provider's page, and allows or denies what it asks. */
export async function signIn(page: Page, person: Person, answer?: '#allow' | '#deny'): Promise<void> {
  await page.fill('#username', person.username);
  await page.fill('#password', person.password);
  await page.click('#login');
  if (answer !== undefined) await page.click(answer);
}

/** A hook for `afterEach` that keeps a picture of a failure. */
export function pictureOfFailure(workbench: () => Workbench | undefined): Mocha.AsyncFunc {
  return async function () {
    if (this.currentTest?.state === 'failed')
      await workbench()?.screenshot(`failed-${this.currentTest.title.replace(/\W+/g, '-')}`);
  };
}
