import type * as vscode from 'vscode';
import { parametersOfUri, present, type PendingLogins } from './pending';

/** Takes redirects of logins. Anyone may send a URI: what fits no waiting login is a line in the log, and nothing else. */
export class RedirectHandler implements vscode.UriHandler {
  constructor(
    private readonly pending: PendingLogins,
    /** Whether this window hands over queries as they were sent (on the web), or decoded (on the desktop). */
    private readonly encoded: boolean,
    private readonly log: (line: string) => void,
  ) {}

  handleUri(uri: vscode.Uri): void {
    if (uri.path !== '/callback') {
      this.log('a URI that is no redirect was ignored');
      return;
    }
    const answer = this.encoded ? new URLSearchParams(uri.query) : parametersOfUri(uri.query);
    const delivery = this.pending.deliver(answer);
    if (delivery === 'taken') return;
    this.log(`a redirect that no login waits for was ignored (${delivery}; parameters: ${present(answer)})`);
  }
}
