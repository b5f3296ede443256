import * as vscode from 'vscode';

/**
 * Markdown that shows a text as it is: no markup, no entity, no cell's end, and no address that would become a link.
 * VS Code itself escapes neither `&` nor `<`, between which and a `>` any scheme makes a link, `command:` too.
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
