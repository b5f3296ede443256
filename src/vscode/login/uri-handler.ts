import type * as vscode from 'vscode';
import { parametersOfUri, present, type PendingLogins } from './pending';

/** Takes the redirects of logins. Anyone can send a URI: one that fits no waiting login is only logged. */
export class RedirectHandler implements vscode.UriHandler {
  constructor(
    private readonly pending: PendingLogins,
    /** Whether VS Code passes on queries as they were sent (on the web) rather than decoded (on the desktop). */
    private readonly encoded: boolean,
    private readonly log: (line: string) => void,
  ) {}

  handleUri(uri: vscode.Uri): void {
    if (uri.path !== '/callback') {
      this.log('a URI that isn’t a redirect was ignored');
      return;
    }
    const answer = this.encoded ? new URLSearchParams(uri.query) : parametersOfUri(uri.query);
    const delivery = this.pending.deliver(answer);
    if (delivery === 'taken') return;
    this.log(`a redirect that matches no active login was ignored (${delivery}; parameters: ${present(answer)})`);
  }
}
