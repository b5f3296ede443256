import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Server } from '../test/server/server';
import type { DemoClient, Tenant } from '../test/server/tenant';

/** Where the files in demo/workspace expect the server's parts, in the order of `serverOrigins`. */
export const demoPorts: readonly number[] = [8701, 8702, 8703, 8704, 8705, 8706];
const demoHost = '127.0.0.2';

/** What the companion extension passes to `tokenDeck.setSecret`. */
export interface DemoSecret {
  profile: string;
  kind: 'clientSecret';
  value: string;
}

/** Copies the sample workspace to `folder`, and replaces its addresses by those of the server. */
export async function copyWorkspace(workspace: string, folder: string, server: Server): Promise<void> {
  await cp(workspace, folder, { recursive: true });
  const origins = serverOrigins(server).map(
    (origin, index) => [`http://${demoHost}:${demoPorts[index]}`, origin] as const,
  );
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const text = await readFile(file, 'utf8');
    const changed = origins.reduce((result, [expected, actual]) => result.replaceAll(expected, actual), text);
    if (changed !== text) await writeFile(file, changed);
  }
}

/** The client secrets for the workspace's profiles, as far as their clients have one. */
export async function demoSecrets(folder: string, server: Server): Promise<DemoSecret[]> {
  const file = await readFile(path.join(folder, '.vscode/token-deck.json'), 'utf8');
  const { profiles } = JSON.parse(file) as { profiles: { id: string; clientId?: string }[] };
  return profiles.flatMap((profile) => {
    const value = clientOf(profile, Object.values(server.tenants))?.clientSecret;
    return value === undefined ? [] : [{ profile: profile.id, kind: 'clientSecret' as const, value }];
  });
}

/** The client of a profile, whose tenant is found by the address of its issuer or token endpoint. */
function clientOf(profile: { clientId?: string }, tenants: readonly Tenant[]): DemoClient | undefined {
  const text = JSON.stringify(profile);
  const tenant = tenants.find(({ origin }) => text.includes(`${origin}/`));
  return Object.values(tenant?.clients ?? {}).find(({ clientId }) => clientId === profile.clientId);
}

const serverOrigins = ({ tenants, api, faults }: Server): string[] => [
  tenants.istreamplanet.origin,
  tenants.auth0.origin,
  tenants.basic.origin,
  tenants.keycloak.origin,
  api.origin,
  faults.origin,
];
