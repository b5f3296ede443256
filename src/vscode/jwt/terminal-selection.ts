import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { Fault } from '../../faults/fault';
import { firstJwt } from '../../jwt/find/scan';

/**
 * The JWT in the terminal’s selection. VS Code gives the selection only through the clipboard, whose text is put back.
 * @throws `jwt-malformed` where there is none
 */
export async function terminalSelection(): Promise<string> {
  const { clipboard } = vscode.env;
  const before = await clipboard.readText();
  let selected: string;
  try {
    // Where nothing is selected, nothing is copied: the old text must not be taken for the selection.
    await clipboard.writeText('');
    await vscode.commands.executeCommand('workbench.action.terminal.copySelection');
    selected = await clipboard.readText();
  } finally {
    await clipboard.writeText(before);
  }
  // A program may have broken the token into lines. That is tried second: the line after a whole token is not part of it.
  const found = firstJwt(selected) ?? firstJwt(selected.replace(/[^\S\r\n]*[\r\n]\s*/g, ''));
  if (found === undefined) throw new Fault('jwt-malformed', t('There is no JWT in what is selected in the terminal.'));
  return found.text;
}
