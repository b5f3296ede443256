import * as vscode from 'vscode';

/** Markdown that shows a text as it is: no markup, no cell's end, and no address that would become a link. */
export function asText(text: string): string {
  const escaped = new vscode.MarkdownString().appendText(text).value;
  return escaped
    .replaceAll('&nbsp;', ' ')
    .replace(/\|/g, '&#124;')
    .replace(/:(?=\/\/)/g, '&#58;')
    .replace(/@/g, '&#64;')
    .replace(/\bwww\./gi, (www) => www.replace('.', '&#46;'));
}
