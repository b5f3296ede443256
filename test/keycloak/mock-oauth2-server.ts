import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { cached, cacheFolder } from '../host/cache';
import { requireJava } from '../host/java';
import { copyWithDependencies } from '../host/maven';
import { cleanEnvironment, startProgram } from '../host/process';

/** The mock-oauth2-server that tests run against. */
const version = '2.2.1';

const subject = 'The tests against mock-oauth2-server';

/** Seconds that a token of the issuer `short` lives. */
export const shortLife = 3;

/** What the server is told: no page asks who signs in. */
const configuration = {
  interactiveLogin: false,
  httpServer: 'NettyWrapper',
  tokenCallbacks: [{ issuerId: 'short', tokenExpiry: shortLife, requestMappings: [] }],
};

/**
 * Starts a mock-oauth2-server on a free port of this machine, installed by Maven on first use (29 MB). Each first part of
 * a path is an issuer of its own.
 * @throws `MissingProgramError` where there is no Java or, on first use, no Maven
 */
export async function startMockServer(): Promise<{ origin: string; close: () => Promise<void> }> {
  await requireJava(subject, 17);
  const folder = await cached('mock-oauth2-server', { version }, async (fresh) => {
    console.log(`Installing mock-oauth2-server ${version} into ${cacheFolder}, once`);
    await copyWithDependencies(`no.nav.security:mock-oauth2-server:${version}`, fresh, subject);
  });
  const modules = (await readdir(folder)).filter((file) => file.endsWith('.jar'));
  const server = await startProgram(
    'java',
    [
      ...['-cp', modules.map((file) => path.join(folder, file)).join(path.delimiter)],
      'no.nav.security.mock.oauth2.StandaloneMockOAuth2ServerKt',
    ],
    {
      env: {
        ...cleanEnvironment(),
        SERVER_HOSTNAME: '127.0.0.1',
        SERVER_PORT: '0',
        LOG_LEVEL: 'DEBUG',
        JSON_CONFIG: JSON.stringify(configuration),
      },
      ready: /started server on address=\S*?:(\d+)/,
      seconds: 120,
    },
  );
  return { origin: `http://127.0.0.1:${server.ready[1]}`, close: () => server.end() };
}
