import * as vscode from 'vscode';
import { cancelled } from '../../faults/fault';
import { field, readArgument } from './argument';

/**
 * The token to look into: the argument's, else the selection, else the clipboard's, else what the user pastes.
 * @throws `cancelled`, `argument-invalid`
 */
export async function tokenToDecode(argument: unknown): Promise<string> {
  const given = field(readArgument(argument).rest, 'token', 'string');
  if (given !== undefined) return given;
  const editor = vscode.window.activeTextEditor;
  const selected = editor?.document.getText(editor.selection).trim() ?? '';
  if (selected !== '') return selected;
  const copied = (await vscode.env.clipboard.readText()).trim();
  if (/^(bearer\s+)?ey[\w-]+\.[\w-]*\.[\w-]*$/i.test(copied)) return copied;
  const pasted = await vscode.window.showInputBox({
    title: 'Decode JWT',
    prompt: 'Paste a token',
    password: true,
    ignoreFocusOut: true,
  });
  if (pasted === undefined) throw cancelled();
  return pasted;
}
