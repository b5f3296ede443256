import * as vscode from 'vscode';

/** The log: what happened, but never the value of a token, code, verifier, state or secret. */
export class Log implements vscode.Disposable {
  private channel: vscode.LogOutputChannel | undefined;

  readonly line = (text: string): void => this.open().info(text);

  show(): void {
    this.open().show(true);
  }

  dispose(): void {
    this.channel?.dispose();
  }

  private open(): vscode.LogOutputChannel {
    this.channel ??= vscode.window.createOutputChannel('Token Deck', { log: true });
    return this.channel;
  }
}
