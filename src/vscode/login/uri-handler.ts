import type * as vscode from 'vscode';
import type { HandOff } from './hand-off';
import { parametersOfUri, present, withoutTokens } from './pending';

/** Takes the redirects of logins. Anyone can send a URI: one that fits no waiting login is only logged. */
export class RedirectHandler implements vscode.UriHandler {
  constructor(
    private readonly handOff: Pick<HandOff, 'deliver'>,
    /** Whether VS Code passes on queries as they were sent (on the web) rather than decoded (on the desktop). */
    private readonly encoded: boolean,
    private readonly log: (line: string) => void,
  ) {}

  async handleUri(uri: vscode.Uri): Promise<void> {
    if (uri.path !== '/callback') {
      this.log('a URI that isn’t a redirect was ignored');
      return;
    }
    const answer = withoutTokens(this.encoded ? new URLSearchParams(uri.query) : parametersOfUri(uri.query));
    const delivery = await this.handOff.deliver(answer);
    if (delivery === 'taken') return;
    if (delivery === 'handed-over') {
      this.log('a redirect for a login of another window was handed over');
      return;
    }
    this.log(`a redirect that matches no active login was ignored (${delivery}; parameters: ${present(answer)})`);
  }
}
