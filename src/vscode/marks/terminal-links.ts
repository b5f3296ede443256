import { t } from '@vscode/l10n';
import * as vscode from 'vscode';
import { findJwts } from '../../jwt/find/scan';

class JwtLink extends vscode.TerminalLink {
  constructor(
    startIndex: number,
    readonly token: string,
  ) {
    super(startIndex, token.length, t('Inspect JWT'));
  }
}

/** Turns the JWTs that the terminal shows into links that open them in the inspector. */
export class JwtTerminalLinks implements vscode.TerminalLinkProvider<JwtLink> {
  constructor(private readonly inspect: (token: string) => Promise<void>) {}

  provideTerminalLinks({ line }: vscode.TerminalLinkContext): JwtLink[] {
    return [...findJwts(line)].map(({ offset, text }) => new JwtLink(offset, text));
  }

  handleTerminalLink({ token }: JwtLink): Promise<void> {
    return this.inspect(token);
  }
}
