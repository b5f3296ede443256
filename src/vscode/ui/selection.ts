import type * as vscode from 'vscode';

/** Under which the workspace keeps the identity of the profile that the status bar shows. */
export const selectedKey = 'selected';

/** Whether a profile was ever selected in this workspace; known without reading any. */
export function hasSelection(workspaceState: vscode.Memento): boolean {
  return workspaceState.get(selectedKey) !== undefined;
}
