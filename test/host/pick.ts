import { findDesktop } from './desktop-find';
import { desktopHost } from './desktop';
import type { Host } from './host';
import { webHost } from './suites';

/**
 * The VS Code that tests run in: what `TOKEN_DECK_HOST` says (`desktop` or `web`), else the desktop one if it is
 * installed and starts, else the one that npm carries. Prints which and why.
 * @throws where there is none: tests never pass for want of one
 */
export async function pickHost(): Promise<Host> {
  const wanted = process.env['TOKEN_DECK_HOST'];
  if (wanted === 'web') return chosen(webHost(), 'TOKEN_DECK_HOST says so');
  if (wanted && wanted !== 'desktop') throw new Error(`TOKEN_DECK_HOST is desktop or web, not ${wanted}`);
  const desktop = await findDesktop();
  if (desktop.program) return chosen(desktopHost(desktop.program), desktop.reason);
  if (wanted) throw new Error(`TOKEN_DECK_HOST asks for the desktop, but ${desktop.reason}`);
  return chosen(webHost(), desktop.reason);
}

function chosen(host: Host, reason: string): Host {
  console.log(`VS Code: ${host.kind === 'web' ? 'the one that npm carries, in a browser' : 'desktop'} (${reason})`);
  return host;
}
