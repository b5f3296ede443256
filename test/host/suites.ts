import path from 'node:path';
import { format } from 'node:util';
import type { BrowserContext } from 'playwright-core';
import { openContext, openWindow } from './browser';
import type { Host, SuiteRequest } from './host';
import { LeakError, refuseLeaks } from './leaks';
import { tracesOfPage } from './page-traces';
import type { Release } from './releases';
import { colorVariable, outputMark, readResults, resultsVariable, type SuiteResults } from './results';
import { temporaryFolder } from './temporary';
import { startWebHost, type RunningWebHost } from './web';

/** A VS Code that npm carries, in a browser. */
export function webHost(release?: Release): Host {
  return {
    kind: 'web',
    async open({ workspace, developmentPath, size, scale, secrets, anyCertificate, ...server }) {
      const host = await startWebHost({ ...server, release });
      try {
        const shown = { size, scale, secrets, anyCertificate };
        const window = { folder: workspace, extensionDevelopmentPath: developmentPath, ...shown };
        const workbench = await openWindow(host, window);
        const close = async (): Promise<void> => {
          try {
            await workbench.close();
          } finally {
            await host.close();
          }
        };
        return { ...workbench, close };
      } catch (error) {
        await host.close();
        throw error;
      }
    },
    runSuites: (request) =>
      withResults(async (variables) => {
        const host = await startWebHost({ ...request, release, env: { ...request.env, ...variables } });
        try {
          await runInPages(host, request);
        } finally {
          await host.close();
        }
      }),
  };
}

/**
 * Runs suites that write their results to the file named in the given variables.
 * @throws what the run threw only where it left no results
 */
export async function withResults(run: (variables: NodeJS.ProcessEnv) => Promise<void>): Promise<SuiteResults> {
  const folder = await temporaryFolder();
  const file = path.join(folder.path, 'results.json');
  try {
    const color = process.stdout.isTTY ? '1' : '0';
    const failure = await run({ [resultsVariable]: file, [colorVariable]: color }).then(
      () => undefined,
      (error: unknown) => ({ error }),
    );
    const results = await readResults(file).catch((error: unknown) => {
      throw failure ? failure.error : error;
    });
    if (failure?.error instanceof LeakError) {
      results.failed++;
      results.failures.push({ title: 'a run of the suites', message: failure.error.message });
    }
    return results;
  } finally {
    await folder.remove();
  }
}

async function runInPages(host: RunningWebHost, request: SuiteRequest): Promise<void> {
  const { context, close } = await openContext(host);
  try {
    if (request.prepare !== undefined) await runInPage(host, context, { ...request, testsPath: request.prepare });
    await runInPage(host, context, request);
  } finally {
    await close();
  }
}

/** Opens the page whose extension host runs the suites. Two functions in the page report its console and its end. */
async function runInPage(host: RunningWebHost, context: BrowserContext, request: SuiteRequest): Promise<void> {
  const { workspace, developmentPath, testsPath, seconds = 600 } = request;
  const page = await context.newPage();
  try {
    let late: NodeJS.Timeout | undefined;
    const ended = new Promise<number>((resolve, reject) => {
      late = setTimeout(() => reject(new Error(`the suites did not end in ${seconds} s`)), seconds * 1000);
      void page.exposeFunction('codeAutomationExit', resolve);
    });
    await page.exposeFunction('codeAutomationLog', printLog);
    page.on('crash', () => console.error('the page has crashed'));
    const address = host.url({
      folder: workspace,
      extensionDevelopmentPath: developmentPath,
      extensionTestsPath: testsPath,
    });
    try {
      const [code] = await Promise.all([ended, page.goto(address)]);
      refuseLeaks(await tracesOfPage(page));
      if (code !== 0) throw new Error(`the suites ended with ${code}`);
    } finally {
      clearTimeout(late);
    }
  } finally {
    await page.close();
  }
}

/** Prints mocha's lines from the console of the extension host; with `TOKEN_DECK_VERBOSE=1`, all lines. */
function printLog(type: string, args: unknown[]): void {
  const text = format(...args);
  if (text.startsWith(outputMark)) console.log(text.slice(outputMark.length));
  else if (process.env['TOKEN_DECK_VERBOSE'] === '1') console.log(`[${type}] ${text}`);
}
