import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { FaultName } from '../server/fault-names';
import type { Tenant } from '../server/tenant';

/** What the runner tells the suites of the embedded authorization server. */
export interface ServerAddresses {
  tenants: Record<'istreamplanet' | 'auth0' | 'basic' | 'keycloak', Tenant>;
  api: { origin: string };
  faults: {
    origin: string;
    https: string;
    clients: { public: { clientId: string }; m2m: { clientId: string; clientSecret: string } };
  };
}

export const serverVariable = 'TOKEN_DECK_TEST_SERVER';

export function server(): ServerAddresses {
  const text = process.env[serverVariable];
  assert.ok(text, `${serverVariable} is not set`);
  return JSON.parse(text) as ServerAddresses;
}

/** An issuer of the fault tenant that always has these faults; none: one that is right, and asks nobody to sign in. */
export function issuerWith(...faults: FaultName[]): string {
  return `${server().faults.origin}/with/${faults.join('+') || 'none'}`;
}

export const run = <T>(command: string, argument?: unknown): Thenable<T> =>
  vscode.commands.executeCommand<T>(`tokenDeck.${command}`, argument);

/** Asserts that a command rejects with that code, and returns the error. */
export async function rejects(
  command: string,
  argument: unknown,
  code: string,
): Promise<Error & { code: string; error?: string }> {
  const thrown: unknown = await Promise.resolve(run(command, argument)).then(
    (value) => assert.fail(`tokenDeck.${command} returned ${typeof value}`),
    (error: unknown) => error,
  );
  assert.ok(thrown instanceof Error);
  const error = thrown as Error & { code: string };
  assert.equal(error.code, code, error.message);
  return error;
}

let count = 0;

/** An id that no other test uses. */
export function freshId(name: string): string {
  return `${name}-${++count}`;
}

/** Waits for something that VS Code does in its own time; fails with what it was about. */
export async function eventually<T>(
  what: string,
  look: () => T | undefined | Promise<T | undefined>,
  seconds = 10,
): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > end) assert.fail(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
