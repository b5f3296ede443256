/// <reference lib="dom" />
import type { BrowserContext } from 'playwright-core';
import { secretsHook } from './patch';

/** What VS Code for the web lets its embedder provide as the store under SecretStorage. */
interface SecretProvider {
  readonly type: 'persisted';
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string): Promise<void>;
  delete(key: string): Promise<void>;
  keys(): Promise<string[]>;
}

/**
 * Makes SecretStorage on the web what it is on the desktop: one store for all windows of the context, whose changes
 * every window is told of, and which outlives a reload. On the web each window has a store of its own in memory.
 */
export async function shareSecrets(context: BrowserContext): Promise<void> {
  await context.addInitScript(defineProvider, secretsHook);
}

/** Runs in the page, so it can use nothing of this file. */
function defineProvider(hook: string): void {
  const prefix = 'token-deck-test-secret:';
  const provider = (changed: (key: string) => void): SecretProvider => {
    // This event comes from the other windows alone; the one that writes fires by itself.
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
