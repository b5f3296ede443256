import * as vscode from 'vscode';

/**
 * Markdown that shows a text as it is: without markup and entities, without ending a table cell, and without addresses
 * turning into links. VS Code's own `appendText` escapes neither `&` nor `<`, so `<command:…>` would become a link.
 */
export function asText(text: string): string {
  const inert = text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
  const escaped = new vscode.MarkdownString().appendText(inert).value;
  return escaped
    .replaceAll('&nbsp;', ' ')
    .replace(/\|/g, '&#124;')
    .replace(/:(?=\/\/)/g, '&#58;')
    .replace(/@/g, '&#64;')
    .replace(/\bwww\./gi, (www) => www.replace('.', '&#46;'));
}
