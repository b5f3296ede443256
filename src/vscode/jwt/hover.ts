import * as vscode from 'vscode';
import { jwtAt, type FoundJwt } from '../../jwt/find/scan';
import { setting } from '../ui/configuration';
import type { Place } from './jwt-hover';

/**
 * Explains a JWT under the cursor, in every kind of document. It looks at one line, at the letters around the cursor
 * alone, and asks no network.
 * @param explain what to say of a token
 */
export class JwtHover implements vscode.HoverProvider {
  constructor(private readonly explain: (found: FoundJwt, place: Place) => Promise<vscode.MarkdownString[]>) {}

  async provideHover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined> {
    if (!setting('hover.enabled')) return undefined;
    const found = jwtAt(document.lineAt(position.line).text, position.character);
    if (found === undefined) return undefined;
    const start = position.with({ character: found.offset });
    const place = { uri: document.uri.toString(), line: start.line, character: start.character };
    return new vscode.Hover(
      await this.explain(found, place),
      new vscode.Range(start, start.translate(0, found.text.length)),
    );
  }
}
