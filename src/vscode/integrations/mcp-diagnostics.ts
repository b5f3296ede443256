import { t } from '@vscode/l10n';
import * as vscode from 'vscode';
import { DocumentTimers } from '../ui/document-timers';
import { commandInputs } from './mcp-inputs';

/**
 * Warns in configurations of MCP servers where an input runs a command of Token Deck: VS Code keeps what the command
 * returned in clear text, and does not run it again.
 */
export class McpDiagnostics implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection('token-deck-mcp');
  private readonly timers = new DocumentTimers<vscode.TextDocument>((document) => this.check(document));
  private readonly subscriptions: vscode.Disposable;

  constructor() {
    this.subscriptions = vscode.Disposable.from(
      this.collection,
      this.timers,
      vscode.workspace.onDidOpenTextDocument((document) => this.check(document)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.checkSoon(document)),
      vscode.workspace.onDidCloseTextDocument((document) => this.forget(document)),
    );
    for (const document of vscode.workspace.textDocuments) this.check(document);
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private checkSoon(document: vscode.TextDocument): void {
    if (inputsPath(document) !== undefined) this.timers.lookSoon(document);
  }

  private check(document: vscode.TextDocument): void {
    const path = inputsPath(document);
    if (path === undefined) return;
    this.collection.set(
      document.uri,
      commandInputs(document.getText(), path).map(({ offset, length }) => {
        const range = new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
        return Object.assign(new vscode.Diagnostic(range, warning(), vscode.DiagnosticSeverity.Warning), {
          source: 'Token Deck',
        });
      }),
    );
  }

  private forget(document: vscode.TextDocument): void {
    this.timers.cancel(document);
    if (inputsPath(document) !== undefined) this.collection.delete(document.uri);
  }
}

/** Where the inputs of MCP servers are in a document; undefined if it configures none. */
function inputsPath({ uri, languageId }: vscode.TextDocument): readonly string[] | undefined {
  if (languageId !== 'json' && languageId !== 'jsonc') return undefined;
  if (uri.path.endsWith('.code-workspace')) return ['mcp', 'inputs'];
  // The workspace's own, and the user's: of a profile, and of a remote machine.
  return /\/(?:\.vscode|User|User\/profiles\/[^/]+|Machine)\/mcp\.json$/.test(uri.path) ? ['inputs'] : undefined;
}

function warning(): string {
  return t(
    'VS Code runs this command once, stores the token in clear text, and reuses it after it has expired. Let the MCP server sign in by itself (OAuth), or use an input of type "promptString" with "password": true.',
  );
}
