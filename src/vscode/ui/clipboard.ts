import * as vscode from 'vscode';
import { setting } from './configuration';

/** Copies a text, and clears the clipboard after `tokenDeck.clipboard.clearAfter` seconds if it still has that text. */
export async function copySecret(text: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  const seconds = setting('clipboard.clearAfter');
  if (seconds <= 0) return;
  setTimeout(
    () => {
      void vscode.env.clipboard
        .readText()
        .then((now) => (now === text ? vscode.env.clipboard.writeText('') : undefined));
    },
    Math.min(seconds * 1000, 2 ** 31 - 1),
  );
}
