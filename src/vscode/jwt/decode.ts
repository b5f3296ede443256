import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { cancelled, Fault } from '../../faults/fault';
import { firstJwt, jwtAt } from '../../jwt/find/scan';
import type { Subject } from './inspector';
import { field, readArgument, wrong } from '../ui/argument';

/**
 * What `tokenDeck.decodeJwt` looks into: the argument's token, else what `subjectToDecode` finds.
 * @throws `jwt-malformed`, `argument-invalid`, `cancelled`
 */
export async function subjectOfArgument(argument: unknown): Promise<Subject> {
  // A text is not a profile’s name here, as it is elsewhere; ignoring it would show the clipboard’s token instead.
  if (typeof argument === 'string') throw wrong(t('The argument must be an object with “token”.'));
  const given = field(readArgument(argument).rest, 'token', 'string');
  const subject = given === undefined ? await subjectToDecode() : { token: given, title: 'JWT' };
  const { inspectToken } = await import('../../jwt/inspect/inspect');
  const { kind } = await inspectToken(subject.token);
  if (kind === 'none')
    throw new Fault('jwt-malformed', t('Not a readable JWT. Only its server can read an opaque token.'));
  return subject;
}

/**
 * The token to look into: the first in the selection, else the one at the cursor, else the first in the clipboard, else
 * what the user pastes.
 * @throws `cancelled`
 */
export async function subjectToDecode(): Promise<Subject> {
  const title = 'JWT';
  const { document, selection } = vscode.window.activeTextEditor ?? {};
  const selected = document?.getText(selection).trim() ?? '';
  if (document !== undefined && selection !== undefined) {
    if (!selection.isEmpty && selected !== '') return { token: firstJwt(selected)?.text ?? selected, title };
    const { line, character } = selection.active;
    const under = jwtAt(document.lineAt(line).text, character);
    if (under !== undefined) {
      return { token: under.text, title, reference: { uri: document.uri.toString(), line, character: under.offset } };
    }
  }
  const copied = firstJwt(await vscode.env.clipboard.readText());
  if (copied !== undefined) return { token: copied.text, title };
  const pasted = await vscode.window.showInputBox({
    title: t('Decode JWT'),
    prompt: t('Paste a token'),
    password: true,
    ignoreFocusOut: true,
  });
  if (pasted === undefined) throw cancelled();
  return { token: pasted, title };
}
