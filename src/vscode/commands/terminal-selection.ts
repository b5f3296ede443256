import * as vscode from 'vscode';
import { Fault } from '../../faults/fault';
import { decodeJwt } from '../../jwt/decode';
import { findJwts } from '../../jwt/scan';
import { signedPart } from '../../jwt/summary';

/**
 * The JWT in what is selected in the terminal, which wraps long ones into lines. What was in the clipboard, through
 * which alone the selection can be had, is put back.
 * @throws `jwt-malformed` where none is in it
 */
export async function terminalSelection(): Promise<string> {
  const { clipboard } = vscode.env;
  const before = await clipboard.readText();
  let selected: string;
  try {
    await clipboard.writeText('');
    await vscode.commands.executeCommand('workbench.action.terminal.copySelection');
    selected = await clipboard.readText();
  } finally {
    await clipboard.writeText(before);
  }
  // A program may have broken a token into lines; but what follows a whole one is not of it.
  const found = firstIn(selected) ?? firstIn(selected.replace(/\s*[\r\n]+\s*/g, ''));
  if (found === undefined) throw new Fault('jwt-malformed', 'There is no JWT in what is selected in the terminal.');
  return found;
}

function firstIn(text: string): string | undefined {
  for (const found of findJwts(text)) {
    const token = signedPart(found.text);
    if (decodeJwt(token) !== undefined) return token;
  }
  return undefined;
}
