import { randomUUID } from 'node:crypto';
import { cp, mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startProgram } from '../host/process';
import { temporaryFolder } from '../host/temporary';
import { defaultHost } from '../server/server';
import { testOnlyPkcs12Certificate } from '../server/test-only-pkcs12';
import { makeAuthority } from '../support/certificates';
import { adminClient } from './admin';
import type { Given } from './given';
import { installKeycloak, keycloakEnvironment, program } from './install';
import { certified, realms, signerKey } from './realm';

export interface RunningKeycloak extends Given {
  close(): Promise<void>;
}

/** Starts a Keycloak with the realms of the tests on free ports. What it stores is gone with it. */
export async function startKeycloak(): Promise<RunningKeycloak> {
  const installed = await installKeycloak();
  const home = await temporaryFolder();
  const adminSecret = randomUUID();
  try {
    await furnish(home.path, installed);
    const host = defaultHost();
    const address = host.replace(/[[\]]/g, '');
    const { tls, files } = certificates(address);
    for (const [name, pem] of Object.entries(files)) await writeFile(path.join(home.path, 'conf', name), pem);
    const conf = (name: keyof typeof files) => path.join(home.path, 'conf', name);
    const server = await startProgram(
      path.join(home.path, program),
      [
        ...['start', '--optimized', '--cache=local', '--import-realm'],
        ...['--http-enabled=true', '--hostname-strict=false'],
        ...[`--http-host=${address}`, '--http-port=0', '--https-port=0'],
        ...[`--https-certificate-file=${conf('server.pem')}`, `--https-certificate-key-file=${conf('server.key')}`],
        `--https-trust-store-file=${conf('clients.pem')}`,
      ],
      {
        cwd: home.path,
        env: keycloakEnvironment({
          KC_BOOTSTRAP_ADMIN_CLIENT_ID: adminClient,
          KC_BOOTSTRAP_ADMIN_CLIENT_SECRET: adminSecret,
        }),
        // The realms have been imported by then.
        ready: /Listening on: http:\/\/\S+:(\d+) and https:\/\/\S+:(\d+)/,
        seconds: 600,
      },
    );
    const close = async (): Promise<void> => {
      await server.end();
      await home.remove();
    };
    const [, http, https] = server.ready;
    const given = { origin: `http://${host}:${http}`, adminSecret, signerKey };
    return { ...given, tls: { ...tls, origin: `https://${host}:${https}` }, close };
  } catch (error) {
    await home.remove();
    throw error;
  }
}

/** What is given about TLS, and the files that Keycloak reads: clients are of another authority than the server. */
function certificates(address: string) {
  const [ofServer, ofClients] = [makeAuthority('Authority of the server'), makeAuthority('Authority of clients')];
  const server = ofServer.issue('server', { hosts: [address] });
  return {
    tls: { ca: ofServer.certificate, client: ofClients.issue(certified.name), other: ofClients.issue('other') },
    files: {
      ...{ 'server.pem': server.certificate, 'server.key': server.key },
      'clients.pem': `${ofClients.certificate}\n${testOnlyPkcs12Certificate}\n`,
    },
  };
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
