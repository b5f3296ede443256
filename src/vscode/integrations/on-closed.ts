import * as vscode from 'vscode';

/**
 * Calls back when a document is closed. Its last tab counts too: an extension that opened the document keeps it open for
 * minutes, although nobody sees it.
 * @param uri its address
 */
export function onClosed(uri: string, listener: () => void): vscode.Disposable {
  const shows = ({ input }: vscode.Tab) => input instanceof vscode.TabInputText && input.uri.toString() === uri;
  const { tabGroups } = vscode.window;
  return vscode.Disposable.from(
    vscode.workspace.onDidCloseTextDocument((document) => document.uri.toString() === uri && listener()),
    tabGroups.onDidChangeTabs(({ closed }) => {
      if (closed.some(shows) && !tabGroups.all.some(({ tabs }) => tabs.some(shows))) listener();
    }),
  );
}
