import type { Page } from 'playwright-core';
import type { Workbench } from '../host/workbench';
import type { Person } from '../server/tenant';
import { eventually } from '../support/eventually';

/** The row of the sidebar with that name, once it looks like that. */
export async function row(workbench: Workbench, name: string, pattern: RegExp): Promise<string> {
  return eventually(`the row “${name}” like ${String(pattern)}`, async () =>
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
