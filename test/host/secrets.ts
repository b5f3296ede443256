/// <reference lib="dom" />
import type { BrowserContext } from 'playwright-core';
import { secretsHook } from './patch';

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

/** Runs in the page, so it cannot use anything else of this file. */
function defineProvider(hook: string): void {
  const prefix = 'token-deck-test-secret:';
  const provider = (changed: (key: string) => void): SecretProvider => {
    // This event comes from other windows only; the window that writes fires its own.
    addEventListener('storage', ({ key }) => {
      if (key?.startsWith(prefix)) changed(key.slice(prefix.length));
    });
    return {
      type: 'persisted',
      get: async (key) => localStorage.getItem(prefix + key) ?? undefined,
      set: async (key, value) => localStorage.setItem(prefix + key, value),
      delete: async (key) => localStorage.removeItem(prefix + key),
      keys: async () =>
        Object.keys(localStorage).flatMap((key) => (key.startsWith(prefix) ? [key.slice(prefix.length)] : [])),
    };
  };
  Object.assign(globalThis, { [hook]: provider });
}
