import * as vscode from 'vscode';

/** A line of the log, and when it was written, in milliseconds since 1970. */
export interface LogLine {
  at: number;
  text: string;
}

/** The most lines that are remembered. */
const longest = 100;

/** The log: what happened, but never the value of a token, code, verifier, state or secret. */
export class Log implements vscode.Disposable {
  private channel: vscode.LogOutputChannel | undefined;
  private readonly last: LogLine[] = [];

  /** The last lines, the oldest first. */
  readonly lines: readonly LogLine[] = this.last;

  readonly line = (text: string): void => {
    this.last.push({ at: Date.now(), text });
    if (this.last.length > longest) this.last.shift();
    this.open().info(text);
  };

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
