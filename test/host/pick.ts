import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { repository } from './cache';
import { findDesktop } from './desktop-find';
import { desktopHost } from './desktop';
import type { Host } from './host';
import { isOldestOf, newest, oldest } from './releases';
import { webHost } from './suites';

/** Says where tests run: `desktop`, `web` or `oldest`. */
export const hostVariable = 'TOKEN_DECK_HOST';

/**
 * The VS Code that tests run in: what `TOKEN_DECK_HOST` says, else the desktop one if it is installed and starts, else
 * the newest that npm carries. Prints which and why.
 * @throws where there is none: tests never pass because VS Code is missing
 */
export async function pickHost(): Promise<Host> {
  const wanted = process.env[hostVariable];
  if (wanted === 'oldest') {
    await checkOldest();
    return chosen(webHost(oldest), `${oldest.vscode}, the oldest that package.json allows, in a browser`);
  }
  const web = `${newest.vscode}, from npm, in a browser`;
  if (wanted === 'web') return chosen(webHost(), `${web} (${hostVariable} says so)`);
  if (wanted && wanted !== 'desktop') throw new Error(`${hostVariable} is desktop, web or oldest, not ${wanted}`);
  const desktop = await findDesktop();
  if (desktop.program) return chosen(desktopHost(desktop.program), `the desktop one (${desktop.reason})`);
  if (wanted) throw new Error(`${hostVariable} asks for the desktop, but ${desktop.reason}`);
  return chosen(webHost(), `${web} (${desktop.reason})`);
}

function chosen(host: Host, which: string): Host {
  console.log(`VS Code: ${which}`);
  return host;
}

/** @throws where package.json allows another oldest version than the one that tests install. */
async function checkOldest(): Promise<void> {
  const manifest = JSON.parse(await readFile(path.join(repository, 'package.json'), 'utf8')) as {
    engines: { vscode: string };
  };
  const { vscode } = manifest.engines;
  if (!isOldestOf(vscode, oldest.vscode))
    throw new Error(`engines.vscode is ${vscode}, and test/host/releases.ts has ${oldest.vscode} as the oldest`);
}
