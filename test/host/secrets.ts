/// <reference lib="dom" />
import type { BrowserContext, Page } from 'playwright-core';
import { secretsHook } from './patch';

/** How the entries of localStorage begin that are a shared SecretStorage. */
export const secretPrefix = 'token-deck-test-secret:';

/** The store under SecretStorage, which an embedder of VS Code on the web may provide. */
interface SecretProvider {
  readonly type: 'persisted';
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string): Promise<void>;
  delete(key: string): Promise<void>;
  keys(): Promise<string[]>;
}

/**
 * Makes SecretStorage on the web behave as on the desktop: all windows of the context share one store, are told of its
 * changes, and find it again after a reload. On the web, each window has its own store in memory.
 */
export async function shareSecrets(context: BrowserContext): Promise<void> {
  await context.addInitScript(defineProvider, secretsHook);
}

/** Makes every call of a shared SecretStorage fail, in all windows of the page's context, until it is turned off. */
export async function failSecrets(page: Page, fail: boolean): Promise<void> {
  await page.evaluate((on) => {
    if (on) localStorage.setItem('token-deck-test-secrets-fail', 'true');
    else localStorage.removeItem('token-deck-test-secrets-fail');
  }, fail);
}

/** The keys that are stored in a shared SecretStorage; VS Code writes each as JSON, with the extension's id. */
export async function storedSecrets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const prefix = 'token-deck-test-secret:';
    return Object.keys(localStorage).flatMap((key) => (key.startsWith(prefix) ? [key.slice(prefix.length)] : []));
  });
}

/** The key in the page's storage: VS Code names an extension's secret by both. */
const storageKey = (key: string): string =>
  secretPrefix + JSON.stringify({ extensionId: 'token-deck.token-deck', key });

/** Stores entries of the extension in a shared SecretStorage, as an earlier window may have left them. */
export async function storeSecrets(
  page: Page,
  entries: readonly (readonly [key: string, entry: object])[],
): Promise<void> {
  const stored = entries.map(([key, entry]) => [storageKey(key), JSON.stringify({ ...entry, version: 1 })] as const);
  await page.evaluate((all) => all.forEach(([key, text]) => localStorage.setItem(key, text)), stored);
}

/** The text of one of the extension's entries. */
export async function storedSecret(page: Page, key: string): Promise<string | null> {
  return page.evaluate((name) => localStorage.getItem(name), storageKey(key));
}

/** Runs in the page, so it cannot use anything else of this file. */
function defineProvider(hook: string): void {
  const prefix = 'token-deck-test-secret:';
  const check = (): void => {
    if (localStorage.getItem('token-deck-test-secrets-fail') !== null) throw new Error('the keyring is locked');
  };
  const provider = (changed: (key: string) => void): SecretProvider => {
    // This event comes from other windows only; the window that writes fires its own.
    addEventListener('storage', ({ key }) => {
      if (key?.startsWith(prefix)) changed(key.slice(prefix.length));
    });
    return {
      type: 'persisted',
      get: async (key) => {
        check();
        return localStorage.getItem(prefix + key) ?? undefined;
      },
      set: async (key, value) => {
        check();
        localStorage.setItem(prefix + key, value);
      },
      delete: async (key) => {
        check();
        localStorage.removeItem(prefix + key);
      },
      keys: async () => {
        check();
        return Object.keys(localStorage).flatMap((key) => (key.startsWith(prefix) ? [key.slice(prefix.length)] : []));
      },
    };
  };
  Object.assign(globalThis, { [hook]: provider });
}
