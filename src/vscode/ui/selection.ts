import type * as vscode from 'vscode';

/** The key of workspace state for the identity of the profile that the status bar shows. */
export const selectedKey = 'selected';

/** Whether a profile was ever selected in this workspace; reads no profile. */
export function hasSelection(workspaceState: vscode.Memento): boolean {
  return workspaceState.get(selectedKey) !== undefined;
}
