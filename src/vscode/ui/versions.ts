import * as vscode from 'vscode';

/** The kinds of remote windows. Elsewhere the name may be that of a host. */
const remotes = new Set(['ssh-remote', 'wsl', 'dev-container', 'attached-container', 'codespaces', 'tunnel']);

/** Names and versions of what runs, for texts that are sent to someone. */
export function runningVersions({ version, system }: { version: string; system: string }): [string, string][] {
  const { uiKind, remoteName } = vscode.env;
  const remote = remoteName === undefined ? 'none' : remotes.has(remoteName) ? remoteName : 'other';
  return [
    ['Token Deck', version],
    ['VS Code', `${vscode.version}, ${uiKind === vscode.UIKind.Web ? 'web' : 'desktop'}, remote: ${remote}`],
    ['System', system],
  ];
}
