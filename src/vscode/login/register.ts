import * as vscode from 'vscode';
import type { Disposables } from '../../base/disposables';
import type { RedirectHandler } from './uri-handler';

/** Registers the handler for the redirects of logins. */
export function registerRedirects(
  parts: () => Promise<{ redirects: RedirectHandler }>,
  disposables: Disposables,
): void {
  const handleUri = async (uri: vscode.Uri) => (await parts()).redirects.handleUri(uri);
  disposables.add(vscode.window.registerUriHandler({ handleUri }));
}
