import * as vscode from 'vscode';
import { isCancelled, toFault, type Fault } from '../../faults/fault';
import type { UiCommand } from './contributions';

/** A button under a message, and what it runs. */
export interface Action {
  title: string;
  run: () => unknown;
}

/** The same as an entry of a list: with a codicon, and the command that it runs, if it is one of ours. */
export interface ListedAction extends Action {
  icon: string;
  command?: UiCommand;
}

/** Commands for people, by id. What a handler throws is shown once, where the commands are registered. */
export type UiHandlers = Partial<Record<UiCommand, (argument: unknown) => unknown>>;

/** Runs a command for people, as a click would. The argument is passed as it is, since the command runs in this process. */
export function runUi(id: UiCommand, argument?: unknown): Thenable<unknown> {
  return vscode.commands.executeCommand(id, argument);
}

/**
 * Shows a fault with its next step and buttons that help; nothing where the user has just ended it themselves. Where what a
 * button runs fails, that is shown, too.
 */
export async function showFault(
  thrown: unknown,
  actions: (fault: Fault) => Action[] | Promise<Action[]>,
): Promise<void> {
  if (isCancelled(thrown)) return;
  const fault = toFault(thrown);
  if (fault.dismissed) return;
  try {
    await offer(vscode.window.showErrorMessage, fault.message, await actions(fault));
  } catch (further) {
    if (!isCancelled(further)) await vscode.window.showErrorMessage(toFault(further).message);
  }
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
