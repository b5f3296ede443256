import assert from 'node:assert/strict';
import { startServer, type Server } from './server';

/** Starts the embedded server before the tests of a suite and closes it after them; returns what hands it out meanwhile. */
export function startBefore(): () => Server {
  let server: Server | undefined;
  before(async function () {
    // Making the keys takes its time on a busy machine.
    this.timeout(30_000);
    server = await startServer();
  });
  after(() => server?.close());
  return () => {
    assert.ok(server);
    return server;
  };
}
