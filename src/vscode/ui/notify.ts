import * as vscode from 'vscode';
import { isCancelled, toFault, type Fault } from '../../faults/fault';
import type { UiCommand } from './contributions';

/** A button under a message, and what it runs. */
export interface Action {
  title: string;
  run: () => unknown;
}

/** Commands for people, by id. What a handler throws is shown once, by whoever registers it. */
export type UiHandlers = Partial<Record<UiCommand, (argument: unknown) => unknown>>;

/** Runs a command for people, as a click on it would. The argument reaches it as it is: both are in this process. */
export function runUi(id: UiCommand, argument?: unknown): Thenable<unknown> {
  return vscode.commands.executeCommand(id, argument);
}

/** Shows a fault once, with its next step and what helps with it. Being cancelled is silent. */
export async function showFault(
  thrown: unknown,
  actions: (fault: Fault) => Action[] | Promise<Action[]>,
): Promise<void> {
  if (isCancelled(thrown)) return;
  const fault = toFault(thrown);
  await offer(vscode.window.showErrorMessage, fault.message, await actions(fault));
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
