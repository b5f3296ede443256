import * as vscode from 'vscode';
import { jwtAt } from '../../jwt/find/scan';
import { nameOf } from '../../profile/known';
import type { TokenIndex } from '../../tokens/token-index';
import { hoverOf } from './jwt-hover';

/**
 * Explains a JWT under the cursor, in every kind of document. It looks only at the characters around the cursor, in one
 * line, and uses neither SecretStorage nor the network.
 */
export class JwtHover implements vscode.HoverProvider {
  constructor(private readonly parts: { index: TokenIndex; now: () => number }) {}

  async provideHover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined> {
    const found = jwtAt(document.lineAt(position.line).text, position.character);
    if (found === undefined) return undefined;
    const start = position.with({ character: found.offset });
    const place = { uri: document.uri.toString(), line: start.line, character: start.character };
    const origin = this.parts.index.profileOf(found.text);
    return new vscode.Hover(
      await hoverOf(found, place, origin && nameOf(origin), this.parts.now()),
      new vscode.Range(start, start.translate(0, found.text.length)),
    );
  }
}
