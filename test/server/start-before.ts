import assert from 'node:assert/strict';
import { startServer, type Server } from './server';

/** Starts the embedded server before the tests of a suite and closes it after them. The result returns the running server. */
export function startBefore(): () => Server {
  let server: Server | undefined;
  before(async function () {
    // Generating the keys takes a while on a busy machine.
    this.timeout(30_000);
    server = await startServer();
  });
  after(() => server?.close());
  return () => {
    assert.ok(server);
    return server;
  };
}
