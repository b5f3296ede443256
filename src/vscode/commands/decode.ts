import * as vscode from 'vscode';
import { cancelled } from '../../faults/fault';
import { findJwts, jwtAt } from '../../jwt/scan';
import { field, readArgument } from './argument';

/**
 * The token to look into: the argument's, else the first in the selection, else the one at the cursor, else the first
 * in the clipboard, else what the user pastes.
 * @throws `cancelled`, `argument-invalid`
 */
export async function tokenToDecode(argument: unknown): Promise<string> {
  const given = field(readArgument(argument).rest, 'token', 'string');
  if (given !== undefined) return given;
  const editor = vscode.window.activeTextEditor;
  const selected = editor?.document.getText(editor.selection).trim() ?? '';
  if (selected !== '') return firstIn(selected) ?? selected;
  const { active } = editor?.selection ?? {};
  const under = active && jwtAt(editor?.document.lineAt(active.line).text ?? '', active.character);
  if (under !== undefined) return under.text;
  const copied = firstIn(await vscode.env.clipboard.readText());
  if (copied !== undefined) return copied;
  const pasted = await vscode.window.showInputBox({
    title: 'Decode JWT',
    prompt: 'Paste a token',
    password: true,
    ignoreFocusOut: true,
  });
  if (pasted === undefined) throw cancelled();
  return pasted;
}

/** The first JWT in a text that may hold more: a header, a log line, a command. */
function firstIn(text: string): string | undefined {
  const [first] = findJwts(text);
  return first?.text;
}
