import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { Fault } from '../../faults/fault';
import { firstJwt } from '../../jwt/find/scan';
import { copiedText } from './copied-text';

/**
 * The JWT in the terminal’s selection. The stable API (as of VS Code 1.105) gives the selection only through the
 * clipboard: `Terminal.selection` is proposed, and the terminal’s menu gives its commands no text.
 * @throws `jwt-malformed` where there is none, `cancelled`
 */
export async function terminalSelection(): Promise<string> {
  const copy = () => vscode.commands.executeCommand('workbench.action.terminal.copySelection');
  const selected = await copiedText(vscode.env.clipboard, copy, mayReplaceClipboard);
  // A program may have broken the token into lines. Joining them is tried second: the line after a whole token is not
  // part of it.
  const found = firstJwt(selected) ?? firstJwt(selected.replace(/[^\S\r\n]*[\r\n]\s*/g, ''));
  if (found === undefined) throw new Fault('jwt-malformed', t('There is no JWT in the terminal’s selection.'));
  return found.text;
}

async function mayReplaceClipboard(): Promise<boolean> {
  const inspect: vscode.MessageItem = { title: t('Continue') };
  const detail = t('This replaces what is in the clipboard, such as an image.');
  // A host without a user refuses dialogs.
  const chosen = await Promise.resolve(
    vscode.window.showWarningMessage(t('Inspect the selection?'), { modal: true, detail }, inspect),
  ).catch(() => undefined);
  return chosen === inspect;
}
