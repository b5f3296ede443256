import { setTimeout as delay } from 'node:timers/promises';
import { _electron, type Browser, type ElectronApplication, type Page } from 'playwright-core';
import { launchChromium } from './chromium';
import type { OpenRequest } from './host';
import { cleanEnvironment } from './process';
import { whenReady, workbenchOf, type Workbench } from './workbench';

/**
 * Opens a window of the desktop VS Code. External addresses do not open in the user's browser but in a tab of a
 * Chromium without a window, and redirects to `vscode://…` there are passed on to VS Code.
 *
 * Not tried: no desktop VS Code was available. From VS Code's sources it follows that the main process calls
 * `shell.openExternal` on Electron's own object, and takes addresses from the event `open-url` on every system.
 */
export async function openDesktopWindow(
  electron: string,
  args: readonly string[],
  { env = {}, anyCertificate }: Pick<OpenRequest, 'env' | 'anyCertificate'> = {},
): Promise<Workbench> {
  const application = await _electron.launch({
    executablePath: electron,
    args: [...args],
    env: cleanEnvironment(env) as Record<string, string>,
    timeout: 60_000,
  });
  try {
    const page = await application.firstWindow({ timeout: 60_000 });
    await captureAddresses(application);
    await whenReady(page);
    let browser: Browser | undefined;
    return workbenchOf(page, {
      async newTab(action) {
        browser ??= await launchChromium();
        await action();
        const tab = await browser.newPage({ ignoreHTTPSErrors: anyCertificate === true });
        return openTab(application, tab, await nextAddress(application, page));
      },
      newWindow: () => Promise.reject(new Error('tests of several windows run on the web host')),
      clipboard: () => application.evaluate(({ clipboard }) => clipboard.readText()),
      async close() {
        await browser?.close();
        await application.close();
      },
    });
  } catch (error) {
    await application.close();
    throw error;
  }
}

type WithAddresses = typeof globalThis & { tokenDeckAddresses?: string[] };

async function captureAddresses(application: ElectronApplication): Promise<void> {
  await application.evaluate(({ shell }) => {
    const addresses: string[] = [];
    (globalThis as WithAddresses).tokenDeckAddresses = addresses;
    shell.openExternal = async (address: string) => void addresses.push(address);
  });
}

/** Waits for the address that VS Code opens, and confirms that it may open it. */
async function nextAddress(application: ElectronApplication, page: Page): Promise<string> {
  const open = page.locator('.monaco-dialog-box').getByRole('button', { name: 'Open', exact: true });
  for (const until = Date.now() + 30_000; Date.now() < until;) {
    const address = await application.evaluate(() => (globalThis as WithAddresses).tokenDeckAddresses?.shift());
    if (address) return address;
    if (await open.isVisible()) await open.click();
    await delay(50);
  }
  throw new Error('VS Code opened no address');
}

async function openTab(application: ElectronApplication, tab: Page, address: string): Promise<Page> {
  // This browser has no handler for VS Code's protocol, so the redirect is passed on here.
  tab.on('response', (response) => {
    const location = response.headers()['location'];
    if (location && /^(vscode|vscode-insiders|vscodium|code-oss):\/\//.test(location))
      void handOver(application, location);
  });
  await tab.goto(address);
  return tab;
}

function handOver(application: ElectronApplication, address: string): Promise<unknown> {
  return application.evaluate(
    ({ app }, url) => app.emit('open-url', { preventDefault: () => undefined }, url),
    address,
  );
}
