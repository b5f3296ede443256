/// <reference lib="dom" />
import type { BrowserContext, Page } from 'playwright-core';
import type { Trace } from './leaks';
import { secretPrefix } from './secrets';

/** Makes the pages of a context remember every notification and dialog that they show. */
export async function rememberMessages(context: BrowserContext): Promise<void> {
  await context.addInitScript(watchMessages);
}

/** What a window of VS Code in a browser has stored there, and the notifications and dialogs that it has shown. */
export async function tracesOfPage(page: Page): Promise<Trace[]> {
  const traces = await page.evaluate(readPage, secretPrefix);
  // As files are read.
  return traces.map(({ where, text }) => ({ where, text: Buffer.from(text).toString('latin1') }));
}

type Watched = typeof globalThis & { tokenDeckMessages?: Set<string> };

/** Runs in the page, so it cannot use anything else of this file. */
function watchMessages(): void {
  const messages = new Set<string>();
  (globalThis as Watched).tokenDeckMessages = messages;
  const places = '.notifications-toasts, .notifications-center, .monaco-dialog-modal-block';
  const texts = '.notification-list-item, .monaco-dialog-box';
  // VS Code itself asks whether to open the provider's page, and shows its whole address.
  const isLink = /to open the external website\?/;
  new MutationObserver((mutations) => {
    const isThere = mutations.some(({ target }) => target instanceof Element && target.closest(places) !== null);
    if (!isThere) return;
    for (const { textContent } of document.querySelectorAll(texts))
      if (!isLink.test(textContent ?? '')) messages.add(textContent ?? '');
  }).observe(document, { childList: true, subtree: true });
}

/**
 * Runs in the page. SecretStorage is left out, since there secrets belong: those of shared windows are entries of
 * localStorage that begin with the given prefix; VS Code's own is encrypted.
 */
async function readPage(prefix: string): Promise<Trace[]> {
  const traces: Trace[] = [];
  for (const text of (globalThis as Watched).tokenDeckMessages ?? []) traces.push({ where: 'a message', text });
  for (const [name, storage] of Object.entries({ localStorage, sessionStorage }))
    for (const [key, text] of Object.entries(storage) as [string, string][])
      if (!key.startsWith(prefix)) traces.push({ where: `${name} ${key}`, text: `${key} ${text}` });
  const done = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('no answer of the database'));
    });
  // VS Code keeps the command lines of tasks; a token that a task takes as an argument is in them, as SECURITY.md says.
  const isHistory = (key: unknown) => key === 'terminal.history.entries.commands';
  const textOf = (value: unknown): string => {
    if (typeof value === 'string') return value;
    if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return new TextDecoder().decode(value);
    return JSON.stringify(value) ?? '';
  };
  for (const { name } of await indexedDB.databases()) {
    if (name === undefined) continue;
    const database = await done(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const opened = database.transaction(store).objectStore(store);
      const [keys, values] = await Promise.all([done(opened.getAllKeys()), done(opened.getAll())]);
      for (const [index, value] of values.entries())
        if (!isHistory(keys[index]))
          traces.push({ where: `${name} ${store} ${textOf(keys[index])}`, text: textOf(value) });
    }
    database.close();
  }
  return traces;
}
