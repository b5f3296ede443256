import * as vscode from 'vscode';
import { readHttpYac } from './httpyac-api';
import type { HttpYacParts } from './httpyac';
import { httpYacExports, httpYacExtension } from './senders';

/**
 * Gives httpYac its plugin once its extension is there and active. It is started for that only where VS Code starts it
 * anyway: while a file with requests is open.
 */
export class HttpYacWatch implements vscode.Disposable {
  private readonly subscriptions: vscode.Disposable;
  /** What the extension exported when it was served, or was found to be something else. */
  private seen: unknown;
  private served: vscode.Disposable | undefined;
  private isOver = false;

  constructor(private readonly parts: HttpYacParts) {
    const look = () => void this.look();
    this.subscriptions = vscode.Disposable.from(
      vscode.extensions.onDidChange(look),
      vscode.workspace.onDidOpenTextDocument(look),
      vscode.window.onDidChangeActiveTextEditor(look),
    );
    look();
  }

  dispose(): void {
    this.isOver = true;
    this.subscriptions.dispose();
    this.served?.dispose();
  }

  private async look(): Promise<void> {
    const extension = vscode.extensions.getExtension<unknown>(httpYacExtension);
    if (extension?.isActive === false && vscode.workspace.textDocuments.some(({ languageId }) => languageId === 'http'))
      await Promise.resolve(extension.activate()).catch(() => undefined);
    const exported = httpYacExports();
    if (exported === this.seen || this.isOver) return;
    this.seen = exported;
    this.served?.dispose();
    this.served = undefined;
    if (exported === undefined) return;
    const httpYac = readHttpYac(exported);
    if (httpYac === undefined) {
      this.parts.line('httpYac exports nothing that is known here; its requests get no tokens');
      return;
    }
    const { serveHttpYac } = await import('./httpyac');
    if (this.isStill(exported)) this.served = serveHttpYac(httpYac, this.parts);
  }

  /** Whether nothing changed while something was awaited. */
  private isStill(exported: unknown): boolean {
    return this.seen === exported && !this.isOver;
  }
}
