import * as vscode from 'vscode';

/** Shows a progress that can be cancelled while something runs. */
export function cancellable<T>(title: string, run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  return Promise.resolve(
    vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, cancellable: true, title },
      (_progress, token) => {
        const abort = new AbortController();
        token.onCancellationRequested(() => abort.abort());
        return run(abort.signal);
      },
    ),
  );
}
