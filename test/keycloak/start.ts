import { randomUUID } from 'node:crypto';
import { cp, mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startProgram } from '../host/process';
import { temporaryFolder } from '../host/temporary';
import { defaultHost } from '../server/server';
import { adminClient } from './admin';
import type { Given } from './given';
import { installKeycloak, keycloakEnvironment, program } from './install';
import { realms, signerKey } from './realm';

export interface RunningKeycloak extends Given {
  close(): Promise<void>;
}

/** Starts a Keycloak with the realms of the tests on a free port. What it stores is gone with it. */
export async function startKeycloak(): Promise<RunningKeycloak> {
  const installed = await installKeycloak();
  const home = await temporaryFolder();
  const adminSecret = randomUUID();
  try {
    await furnish(home.path, installed);
    const host = defaultHost();
    const server = await startProgram(
      path.join(home.path, program),
      [
        ...['start', '--optimized', '--cache=local', '--import-realm'],
        ...['--http-enabled=true', '--hostname-strict=false'],
        ...[`--http-host=${host.replace(/[[\]]/g, '')}`, '--http-port=0'],
      ],
      {
        cwd: home.path,
        env: keycloakEnvironment({
          KC_BOOTSTRAP_ADMIN_CLIENT_ID: adminClient,
          KC_BOOTSTRAP_ADMIN_CLIENT_SECRET: adminSecret,
        }),
        // The realms have been imported by then.
        ready: /Listening on: http:\/\/\S+:(\d+)/,
        seconds: 600,
      },
    );
    const close = async (): Promise<void> => {
      await server.end();
      await home.remove();
    };
    return { origin: `http://${host}:${server.ready[1]}`, adminSecret, signerKey, close };
  } catch (error) {
    await home.remove();
    throw error;
  }
}

/** Makes a home for one Keycloak: the programs are those of the installed one, all else is its own. */
async function furnish(home: string, installed: string): Promise<void> {
  for (const folder of ['bin', 'conf', 'providers', 'themes', 'data/import'])
    await mkdir(path.join(home, folder), { recursive: true });
  // It looks for its home from where this file is, so that one cannot be a link.
  await cp(path.join(installed, program), path.join(home, program));
  await symlink(path.join(installed, 'lib'), path.join(home, 'lib'));
  for (const [name, representation] of Object.entries(realms))
    await writeFile(path.join(home, 'data/import', `${name}.json`), JSON.stringify(representation));
}
