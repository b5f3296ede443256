import * as vscode from 'vscode';
import { Fault } from '../../faults/fault';
import { firstJwt } from '../../jwt/find/scan';

/**
 * The JWT in what is selected in the terminal. What was in the clipboard, through which alone the selection can be had,
 * is put back.
 * @throws `jwt-malformed` where none is in it
 */
export async function terminalSelection(): Promise<string> {
  const { clipboard } = vscode.env;
  const before = await clipboard.readText();
  let selected: string;
  try {
    // Where nothing is selected, nothing is copied.
    await clipboard.writeText('');
    await vscode.commands.executeCommand('workbench.action.terminal.copySelection');
    selected = await clipboard.readText();
  } finally {
    await clipboard.writeText(before);
  }
  // A program may have broken a token into lines; but what follows a whole one is not of it.
  const found = firstJwt(selected) ?? firstJwt(selected.replace(/[^\S\r\n]*[\r\n]\s*/g, ''));
  if (found === undefined) throw new Fault('jwt-malformed', 'There is no JWT in what is selected in the terminal.');
  return found.text;
}
