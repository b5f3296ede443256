import * as vscode from 'vscode';
import type { Disposables } from '../../base/disposables';
import { lazy } from '../../base/lazy';
import { uiCommands } from '../ui/contributions';
import { publicCommands, runPublic, type PublicParts } from './public';
import type { UiParts } from './ui';

/** Registers the commands, for programs and for people. */
export function registerCommands(parts: () => Promise<PublicParts & UiParts>, disposables: Disposables): void {
  for (const [id, command] of Object.entries(publicCommands)) {
    const run = (argument: unknown) => runPublic(command, parts, argument);
    disposables.add(vscode.commands.registerCommand(id, run));
  }
  const ui = lazy(async () => (await import('./ui')).uiCommandTable(await parts()));
  for (const id of uiCommands) {
    disposables.add(vscode.commands.registerCommand(id, async (argument: unknown) => (await ui())[id](argument)));
  }
}
