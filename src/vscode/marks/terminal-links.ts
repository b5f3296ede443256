import * as vscode from 'vscode';
import { decodeJwt } from '../../jwt/decode';
import { findJwts } from '../../jwt/scan';
import { signedPart } from '../../jwt/summary';

class JwtLink extends vscode.TerminalLink {
  constructor(
    startIndex: number,
    length: number,
    readonly token: string,
  ) {
    super(startIndex, length, 'Inspect JWT');
  }
}

/** Makes JWTs that the terminal shows links that look into them. */
export class JwtTerminalLinks implements vscode.TerminalLinkProvider<JwtLink> {
  constructor(private readonly inspect: (token: string) => Promise<void>) {}

  provideTerminalLinks({ line }: vscode.TerminalLinkContext): JwtLink[] {
    return [...findJwts(line)].flatMap(({ offset, text }) => {
      const token = signedPart(text);
      return decodeJwt(token) === undefined ? [] : [new JwtLink(offset, text.length, token)];
    });
  }

  handleTerminalLink({ token }: JwtLink): Promise<void> {
    return this.inspect(token);
  }
}
