import * as vscode from 'vscode';

/**
 * Calls back when a document is closed. Its last tab counts too: an extension that opened the document keeps it open for
 * minutes, although nobody sees it.
 * @param uri its address
 */
export function onClosed(uri: string, listener: () => void): vscode.Disposable {
  // One side of a comparison, or a notebook, shows it too.
  const shows = ({ input }: vscode.Tab) => {
    const of = (input ?? {}) as Partial<Record<'uri' | 'original' | 'modified', vscode.Uri>>;
    return [of.uri, of.original, of.modified].some((each) => each?.toString() === uri);
  };
  const { tabGroups } = vscode.window;
  return vscode.Disposable.from(
    vscode.workspace.onDidCloseTextDocument((document) => document.uri.toString() === uri && listener()),
    tabGroups.onDidChangeTabs(({ closed }) => {
      if (closed.some(shows) && !tabGroups.all.some(({ tabs }) => tabs.some(shows))) listener();
    }),
  );
}
