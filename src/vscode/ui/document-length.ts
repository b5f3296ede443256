import type * as vscode from 'vscode';

/** Whether a document has more characters than that; its text is not put together for it. */
export function isLongerThan(document: vscode.TextDocument, characters: number): boolean {
  return document.offsetAt(document.lineAt(document.lineCount - 1).range.end) > characters;
}
