import * as vscode from 'vscode';
import { grants } from '../../profile/grants/table';
import type { KnownProfile } from '../../profile/known';
import type { Surroundings } from '../../tokens/diagnosis/diagnosis-facts';
import { loopbackAddress } from '../login/flows';
import { windowKind } from '../login/window-uris';
import { runningVersions } from '../ui/versions';

/** What only Node knows; a browser has neither variables nor ports. */
type System = typeof import('../ui/system.node');

/** What this window and this machine are like, as far as a profile's requests depend on it. */
export async function surroundingsOf(
  known: KnownProfile,
  named: { version: string; system: string },
  node: System | undefined,
): Promise<Surroundings> {
  const { proxies = [], unchecked = [], authorities = [] } = node?.environment() ?? {};
  const http = vscode.workspace.getConfiguration('http');
  const { ui, remote } = windowKind();
  const usesProxy = http.get<string>('proxy', '') !== '' && http.get<string>('proxySupport') !== 'off';
  return {
    versions: runningVersions(named),
    proxies: [...(usesProxy ? ['http.proxy'] : []), ...proxies],
    unchecked: [...(http.get<boolean>('proxyStrictSSL', true) ? [] : ['http.proxyStrictSSL']), ...unchecked],
    authorities,
    remote: remote || ui === 'web',
    portInUse: node === undefined ? undefined : await takenPort(known, node),
  };
}

async function takenPort(known: KnownProfile, { isPortTaken }: System): Promise<number | undefined> {
  if (!known.usable || grants[known.settings.grant].redirects !== true) return undefined;
  if (!known.settings.redirect.startsWith('loopback')) return undefined;
  const { port } = loopbackAddress(known.settings.redirect);
  return port !== 0 && (await isPortTaken(port)) ? port : undefined;
}
