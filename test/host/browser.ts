import type { BrowserContext, Page } from 'playwright-core';
import { launchChromium } from './chromium';
import { refuseLeaks } from './leaks';
import { rememberMessages, tracesOfPage } from './page-traces';
import { shareSecrets } from './secrets';
import type { RunningWebHost, WebPage } from './web';
import { whenReady, workbenchOf, type Workbench } from './workbench';

export interface WindowOptions extends WebPage {
  /** Of the window, in CSS pixels. */
  size?: { width: number; height: number };
  /** Physical pixels for each CSS pixel, for sharp screenshots. */
  scale?: number;
  /** `shared` (default): as on the desktop; `own`: as VS Code on the web has them. */
  secrets?: 'shared' | 'own';
  /** Pages are shown whatever their certificate is. */
  anyCertificate?: true;
}

/** A browser context for VS Code's pages, and what closes it. */
export async function openContext(
  host: RunningWebHost,
  { size = { width: 1280, height: 800 }, scale = 1, secrets = 'shared', anyCertificate }: WindowOptions = {},
): Promise<{ context: BrowserContext; close(): Promise<void> }> {
  const browser = await launchChromium();
  const context = await browser.newContext({
    viewport: size,
    deviceScaleFactor: scale,
    locale: 'en-US',
    ignoreHTTPSErrors: anyCertificate === true,
  });
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: host.origin });
  await rememberMessages(context);
  if (secrets === 'shared') await shareSecrets(context);
  // The key with which VS Code encrypts its own secrets; without an answer it forgets them on a reload.
  else await context.route('**/mint-key', (route) => route.fulfill({ body: Buffer.alloc(32, 7) }));
  return { context, close: () => browser.close() };
}

/** Opens a window of VS Code in a browser and waits until it can be used. */
export async function openWindow(host: RunningWebHost, options: WindowOptions = {}): Promise<Workbench> {
  const { context, close } = await openContext(host, options);
  try {
    return await openPage(context, host, options, async () => {
      const pages = context.pages().filter((page) => page.url().startsWith(host.origin));
      const traces = await Promise.all(pages.map(tracesOfPage));
      await close();
      refuseLeaks(traces.flat());
    });
  } catch (error) {
    await close();
    throw error;
  }
}

async function openPage(
  context: BrowserContext,
  host: RunningWebHost,
  webPage: WebPage,
  close: (page: Page) => Promise<void>,
): Promise<Workbench> {
  const page = await context.newPage();
  await page.goto(host.url(webPage));
  await restored(page);
  await whenReady(page);
  return workbenchOf(page, {
    close: () => close(page),
    async newTab(action) {
      const [tab] = await Promise.all([context.waitForEvent('page'), action()]);
      await tab.waitForLoadState();
      return tab;
    },
    newWindow: (folder = webPage.folder) => openPage(context, host, { ...webPage, folder }, closePage),
    clipboard: () => page.evaluate(() => navigator.clipboard.readText()),
  });
}

/** Closes one window of several. @throws `LeakError` */
async function closePage(page: Page): Promise<void> {
  // The first window closes all; it has searched them.
  if (page.isClosed()) return;
  const traces = await tracesOfPage(page);
  await page.close();
  refuseLeaks(traces);
}

/** Waits until VS Code's test driver says that the window has been restored. */
async function restored(page: Page): Promise<void> {
  await page.waitForFunction(() => 'driver' in globalThis, undefined, { timeout: 60_000 });
  await page.evaluate(() =>
    (globalThis as unknown as { driver: { whenWorkbenchRestored(): Promise<void> } }).driver.whenWorkbenchRestored(),
  );
}
