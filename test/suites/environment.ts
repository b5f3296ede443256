import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { FaultName } from '../server/fault-names';
import { proxyVariable, requestsVariable, serverVariable, type ProxiedAddresses, type ServerAddresses } from './given';

/** The embedded authorization server that the runner started. */
export function server(): ServerAddresses {
  const text = process.env[serverVariable];
  assert.ok(text, `${serverVariable} is not set`);
  return JSON.parse(text) as ServerAddresses;
}

/** The token endpoints behind a proxy that the runner started. */
export function behindProxy(): ProxiedAddresses {
  const text = process.env[proxyVariable];
  assert.ok(text, `${proxyVariable} is not set`);
  return JSON.parse(text) as ProxiedAddresses;
}

/** An issuer of the fault tenant that always has these faults; without any, it works, and no one has to sign in. */
export function issuerWith(...faults: FaultName[]): string {
  return `${server().faults.origin}/with/${faults.join('+') || 'none'}`;
}

export const run = <T>(command: string, argument?: unknown): Thenable<T> => {
  if (command === 'addProfile' || command === 'setSecret') tellRunner(argument);
  return vscode.commands.executeCommand<T>(`tokenDeck.${command}`, argument);
};

/** Tells the runner what of an argument is secret, so that it looks for it in what VS Code has written. */
function tellRunner(argument: unknown): void {
  const address = process.env[requestsVariable];
  if (address !== undefined && typeof argument === 'object')
    void fetch(address, { method: 'POST', body: JSON.stringify(argument) }).catch(() => undefined);
}

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
