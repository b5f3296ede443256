import * as vscode from 'vscode';
import { isCancelled, toFault, type Fault } from '../../faults/fault';
import type { FaultCode } from '../../faults/table';

/** A button under a message, and what it runs. */
export interface Action {
  title: string;
  run: () => unknown;
}

/** Shows a fault once, with its next step and what helps with it. Being cancelled is silent. */
export async function showFault(thrown: unknown, actions: (fault: Fault) => Action[]): Promise<void> {
  if (isCancelled(thrown)) return;
  const fault = toFault(thrown);
  await offer(vscode.window.showErrorMessage, fault.message, actions(fault));
}

/** Shows a message with buttons, and runs the one that is pressed. */
export async function offer(
  show: (message: string, ...items: string[]) => Thenable<string | undefined>,
  message: string,
  actions: readonly Action[],
): Promise<void> {
  const chosen = await show(message, ...actions.map(({ title }) => title));
  await actions.find(({ title }) => title === chosen)?.run();
}

/** Faults that a stored secret mends. */
export const secretCodes: ReadonlySet<FaultCode> = new Set<FaultCode>(['client-refused', 'secret-missing']);

/** Faults that editing the profile mends. */
export const profileCodes: ReadonlySet<FaultCode> = new Set<FaultCode>([
  'profile-invalid',
  'insecure-endpoint',
  'scope-refused',
  'target-refused',
  'request-refused',
  'endpoint-not-found',
  'discovery-failed',
  'issuer-mismatch',
  'unreachable',
  'response-not-json',
  'unexpected-redirect',
  'port-in-use',
  'redirect-unavailable',
]);
