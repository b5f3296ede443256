import * as vscode from 'vscode';
import { inspectorHtml, type PageParts } from './inspector-html';

/** Loads the inspector's page into a webview. */
export function fillInspector(webview: vscode.Webview, extensionUri: vscode.Uri, shows: PageParts['shows']): void {
  const at = (...path: string[]) => vscode.Uri.joinPath(extensionUri, ...path);
  const uri = (...path: string[]) => webview.asWebviewUri(at(...path)).toString();
  webview.options = { enableScripts: true, localResourceRoots: [at('dist', 'webview'), at('media')] };
  webview.html = inspectorHtml({
    shows,
    cspSource: webview.cspSource,
    nonce: btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16)))),
    style: uri('media', 'inspector.css'),
    script: uri('dist', 'webview', 'inspector.js'),
    language: vscode.env.language,
    texts: vscode.l10n.bundle,
  });
}
