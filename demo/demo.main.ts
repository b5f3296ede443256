import { spawn } from 'node:child_process';
import path from 'node:path';
import { repository } from '../test/host/cache';
import { findDesktop } from '../test/host/desktop-find';
import { temporaryFolder } from '../test/host/temporary';
import { PortTakenError } from '../test/server/listener';
import { startServer, type Server } from '../test/server/server';
import { openDesktop } from './desktop';
import { copyWorkspace, demoPorts, demoSecrets } from './prepare';
import { serveWeb } from './web';
import type { DemoWindow, OpenedWindow } from './window';

const usage = `Usage: npm run demo -- [--port N] [--no-open]
  --port N     where VS Code is served when it runs in the browser (default 8700; the next free one if it is in use; 0 for any)
  --no-open    do not open the browser
TOKEN_DECK_HOST=web uses the browser even where a desktop VS Code is installed.`;

interface Options {
  port: number;
  open: boolean;
}

function options(args: readonly string[]): Options {
  const result = { port: 8700, open: true };
  for (let index = 0; index < args.length; index++) {
    if (args[index] === '--no-open') result.open = false;
    else if (args[index] === '--port') result.port = Number(args[++index]);
    else throw new Error(usage);
  }
  if (!Number.isInteger(result.port) || result.port < 0 || result.port > 65535) throw new Error(usage);
  return result;
}

/** The authorization server at the ports that the workspace names, or at any free ports if those are taken. */
async function startDemoServer(): Promise<Server> {
  try {
    return await startServer({ ports: [...demoPorts] });
  } catch (error) {
    if (!(error instanceof PortTakenError)) throw error;
    return startServer();
  }
}

function printPeople({ tenants }: Server): void {
  console.log('\nTo sign in at the demo providers:');
  for (const { name, user } of Object.values(tenants)) {
    // One tenant has only machines.
    if (!user.username) continue;
    console.log(`  ${name.padEnd(16)} user ${user.username.padEnd(18)} password ${user.password}`);
  }
}

/** Opens an address in the user's browser, if there is a display. */
function openBrowser(address: string): void {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY) return;
  const [program, ...args] =
    process.platform === 'darwin'
      ? ['open', address]
      : process.platform === 'win32'
        ? ['rundll32', 'url.dll,FileProtocolHandler', address]
        : ['xdg-open', address];
  // If that fails, the address is still in the terminal.
  spawn(program, args, { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref();
}

async function openWindow(window: DemoWindow, { port, open }: Options): Promise<OpenedWindow> {
  const { program, reason } = await findDesktop();
  if (program && process.env['TOKEN_DECK_HOST'] !== 'web') {
    console.log(`Opening ${program.electron}; the demo ends when it is closed.`);
    return openDesktop(program, window);
  }
  console.log(`VS Code runs in the browser (${program ? 'TOKEN_DECK_HOST says so' : reason}).`);
  const served = await serveWeb(window, port);
  console.log(`\nOpen ${served.address} in your browser.`);
  if (open) openBrowser(served.address);
  return served;
}

async function main(): Promise<void> {
  const chosen = options(process.argv.slice(2));
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
  const folder = await temporaryFolder();
  const server = await startDemoServer();
  try {
    const workspace = path.join(folder.path, 'token-deck-demo');
    await copyWorkspace(path.join(repository, 'demo/workspace'), workspace, server);
    const env = {
      TOKEN_DECK_DEMO_SECRETS: JSON.stringify(await demoSecrets(workspace, server)),
      TOKEN_DECK_DEMO_HTTPYAC: path.join(repository, 'node_modules/httpyac/bin/httpyac.js'),
      // The tasks start `node`.
      PATH: [path.dirname(process.execPath), process.env['PATH']].join(path.delimiter),
    };
    const window = await openWindow({ repository, workspace, data: path.join(folder.path, 'vscode'), env }, chosen);
    printPeople(server);
    console.log('\nThe log: run “Token Deck: Show Log” in VS Code (F1).\nCtrl+C ends the demo.');
    await Promise.race([stopped, window.ended]);
    await window.close();
  } finally {
    await server.close();
    await folder.remove();
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
