import * as vscode from 'vscode';
import type { settings } from './contributions';

/** Shows one of our settings in VS Code's settings editor. */
export function openSetting(name: keyof typeof settings): Thenable<unknown> {
  return vscode.commands.executeCommand('workbench.action.openSettings', `@id:tokenDeck.${name}`);
}
