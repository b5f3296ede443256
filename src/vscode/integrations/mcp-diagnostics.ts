import { t } from '@vscode/l10n';
import * as vscode from 'vscode';

/** Milliseconds without a change before a document is checked. */
const rest = 250;

/**
 * Warns in configurations of MCP servers where an input runs a command of Token Deck: VS Code keeps what the command
 * returned in clear text, and does not run it again.
 */
export class McpDiagnostics implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection('token-deck-mcp');
  private readonly due = new Map<vscode.TextDocument, NodeJS.Timeout>();
  private readonly subscriptions: vscode.Disposable;

  constructor() {
    this.subscriptions = vscode.Disposable.from(
      this.collection,
      vscode.workspace.onDidOpenTextDocument((document) => void this.check(document)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.checkSoon(document)),
      vscode.workspace.onDidCloseTextDocument((document) => this.forget(document)),
    );
    for (const document of vscode.workspace.textDocuments) void this.check(document);
  }

  dispose(): void {
    for (const document of [...this.due.keys()]) this.forget(document);
    this.subscriptions.dispose();
  }

  private checkSoon(document: vscode.TextDocument): void {
    if (inputsPath(document) === undefined) return;
    clearTimeout(this.due.get(document));
    this.due.set(
      document,
      setTimeout(() => void this.check(document), rest),
    );
  }

  private async check(document: vscode.TextDocument): Promise<void> {
    const path = inputsPath(document);
    if (path === undefined) return;
    this.due.delete(document);
    const { commandInputs } = await import('../../profile/mcp-inputs');
    if (document.isClosed) return;
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
    clearTimeout(this.due.get(document));
    this.due.delete(document);
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
