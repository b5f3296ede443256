import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { cached, cacheFolder } from '../host/cache';
import { requireJava } from '../host/java';
import { unpackArtifact } from '../host/maven';
import { MissingProgramError } from '../host/missing-program';
import { cleanEnvironment, runProgram } from '../host/process';

/** The Keycloak that tests run against. */
const version = '26.7.3';

/** The oldest Java that it runs on. */
const oldestJava = 17;

/**
 * What it is built for: a database that is gone with the process, and that it asks for a client's certificate over TLS.
 * Keycloak fixes these when it is built, not at its start.
 */
const built = ['--db=dev-mem', '--https-client-auth=request'];

const subject = 'The tests against Keycloak';

/** The program that builds and starts Keycloak, in its folder. */
export const program = 'bin/kc.sh';

/**
 * A Keycloak in the cache, installed by Maven on first use (180 MB).
 * @returns its folder, in which nothing may be changed
 * @throws `MissingProgramError` where there is no Java or, on first use, no Maven, and on Windows
 */
export async function installKeycloak(): Promise<string> {
  if (process.platform === 'win32') throw new MissingProgramError(`${subject} run on Linux and macOS only.`);
  await requireJava(subject, oldestJava);
  return cached('keycloak', { version, built }, async (folder) => {
    console.log(`Installing Keycloak ${version} into ${cacheFolder}, once`);
    await unpackArtifact(`org.keycloak:keycloak-quarkus-dist:${version}:zip`, folder, subject);
    const unpacked = path.join(folder, `keycloak-${version}`);
    await runProgram(path.join(unpacked, program), ['build', ...built], { env: keycloakEnvironment(), seconds: 1200 });
    await rename(path.join(unpacked, 'lib'), path.join(folder, 'lib'));
    await rename(path.join(unpacked, 'bin'), path.join(folder, 'bin'));
    await rm(unpacked, { recursive: true });
  });
}

/** The environment without settings for another Keycloak. */
export function keycloakEnvironment(extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const own = Object.entries(cleanEnvironment()).filter(([name]) => !/^(KC_|JAVA_OPTS)/i.test(name));
  return { ...Object.fromEntries(own), ...extra };
}
