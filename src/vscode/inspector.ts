import * as vscode from 'vscode';
import { Fault } from '../faults/fault';
import { plain } from '../faults/plain';
import { describeJwt } from '../jwt/describe';
import type { FromPage, ToPage } from '../webview/protocol';

/**
 * Shows the header and the claims of a token in an editor of their own. The token stays in memory: what a webview
 * keeps as its state lies on disk in clear text.
 * @throws `jwt-malformed`
 */
export function openInspector(token: string, title: string, extensionUri: vscode.Uri, now: number): void {
  const jwt = describeJwt(token.trim().replace(/^bearer\s+/i, ''), now);
  if (jwt === undefined)
    throw new Fault(
      'jwt-malformed',
      'This is no JWT that can be read: opaque tokens and encrypted ones (JWE) cannot be looked into.',
    );
  const panel = vscode.window.createWebviewPanel('tokenDeck.inspector', plain(title, 60), vscode.ViewColumn.Active, {
    enableScripts: true,
    localResourceRoots: [
      vscode.Uri.joinPath(extensionUri, 'dist', 'webview'),
      vscode.Uri.joinPath(extensionUri, 'media'),
    ],
  });
  const show: ToPage = { type: 'show', title, jwt };
  // Each time it is shown again, the page is made anew and says so.
  panel.webview.onDidReceiveMessage((message: Partial<FromPage>) => {
    if (message.type === 'ready') void panel.webview.postMessage(show);
  });
  panel.webview.html = page(panel.webview, extensionUri);
}

function page(webview: vscode.Webview, extensionUri: vscode.Uri): string {
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
  const uri = (...path: string[]) => webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, ...path)).toString();
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Token</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'">
<link rel="stylesheet" href="${uri('media', 'inspector.css')}">
</head><body><script nonce="${nonce}" src="${uri('dist', 'webview', 'inspector.js')}"></script></body></html>`;
}
