import { startServer } from './server';

/** Where the demo's workspace expects istreamplanet, auth0, basic, keycloak, the API and the faults. */
const demoPorts = [8701, 8702, 8703, 8704, 8705, 8706];

const usage = 'Usage: server.main.mjs [--host HOST] [--ports N,N,N,N,N,N]   (0 is any free port)';

function option(name: string): string | undefined {
  const index = process.argv.indexOf(`--${name}`);
  return index < 0 ? undefined : process.argv[index + 1];
}

/** Starts the server, prints one line of JSON with its addresses, and ends on a signal or when its stdin closes. */
async function main(): Promise<void> {
  const host = option('host');
  const ports = option('ports')?.split(',').map(Number) ?? demoPorts;
  if (ports.some((port) => !Number.isInteger(port) || port < 0 || port > 65535)) throw new Error(usage);
  const server = await startServer({ ...(host !== undefined && { host }), ports });
  const { tenants, otherRealm, api, faults } = server;
  const line = { ready: true, tenants, otherRealm, api, faults: { origin: faults.origin } };
  process.stdout.write(`${JSON.stringify(line)}\n`);

  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    void server.close().then(() => process.exit(0));
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
  // Otherwise it would go on running when the program that started it is killed.
  process.stdin.on('end', end).on('close', end).resume();
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
