import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { Workbench } from '../host/workbench';
import type { Person } from '../server/tenant';
import { eventually } from '../support/eventually';

/** Waits for the row of the sidebar with that name to match the pattern. */
export async function row(workbench: Workbench, name: string, pattern: RegExp): Promise<string> {
  return eventually(`the row “${name}” like ${String(pattern)}`, async () =>
    (await workbench.treeRows()).find((text) => text.startsWith(name) && pattern.test(text)),
  );
}

/** Waits for a notification that matches the pattern. */
export async function notification(workbench: Workbench, pattern: RegExp): Promise<string> {
  const found = workbench.page.locator('.notifications-toasts .notification-list-item-message', { hasText: pattern });
  await found.first().waitFor();
  return found.first().innerText();
}

export async function dismiss(workbench: Workbench): Promise<void> {
  await workbench.runCommand('Notifications: Clear All Notifications');
  await workbench.page.locator('.notifications-toasts .notification-toast').first().waitFor({ state: 'detached' });
}

/** Clicks Get Token of a folder's profile, and allows the folder to use it when asked. */
export async function getTokenAllowed(workbench: Workbench, name: string): Promise<void> {
  await workbench.clickTreeAction(name, 'Get Token');
  const text = await workbench.dialogText();
  assert.ok(text.startsWith(`Use the profile “${name}`), text);
  await workbench.clickDialog('Allow');
}

/** Signs in on the provider's page, and allows or denies what it asks. */
export async function signIn(page: Page, person: Person, answer?: '#allow' | '#deny'): Promise<void> {
  await page.fill('#username', person.username);
  await page.fill('#password', person.password);
  await page.click('#login');
  if (answer !== undefined) await page.click(answer);
}

/** Adds a personal profile with the wizard: a login that returns to VS Code by itself. */
export async function addLogin(workbench: Workbench, issuer: string, clientId: string): Promise<void> {
  const { quickInput } = workbench;
  await workbench.runCommand('Token Deck: Add Profile…');
  await quickInput.pick('OpenID Connect issuer');
  await quickInput.opened('Grant');
  await quickInput.pick('Browser sign-in');
  await quickInput.opened('Issuer');
  await quickInput.submit(issuer);
  await quickInput.opened('Add Profile: Client ID');
  await quickInput.submit(clientId);
  for (const [field, value] of [
    ['Name', 'Prod'],
    ['Scope', 'openid offline_access'],
  ] as const) {
    await quickInput.opened('Add Profile: Review');
    await quickInput.pick(field);
    await quickInput.opened(`Add Profile: ${field}`);
    await quickInput.submit(value);
  }
  // VS Code on the web returns to another address at each login, which the embedded server accepts.
  await quickInput.opened('Add Profile: Review');
  await quickInput.pick('Redirect URI');
  await quickInput.opened('Add Profile: Redirect URI');
  await quickInput.pick('Return to VS Code');
  await quickInput.opened('Add Profile: Review');
  await quickInput.submit('');
  await notification(workbench, /Prod was added/);
  await dismiss(workbench);
}
