import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { cancelled, Fault } from '../../faults/fault';
import { findJwts, jwtAt, type FoundJwt } from '../../jwt/find/scan';
import type { Subject } from './inspector';
import { field, readArgument, wrong } from '../ui/argument';

/**
 * What `tokenDeck.decodeJwt` looks into: the argument's token, else what `subjectTo` finds.
 * @throws `jwt-malformed`, `argument-invalid`, `cancelled`
 */
export async function subjectOfArgument(argument: unknown): Promise<Subject> {
  // A text is not a profile’s name here, as it is elsewhere; ignoring it would show the clipboard’s token instead.
  if (typeof argument === 'string') throw wrong(t('The argument must be an object with “token”.'));
  const given = field(readArgument(argument).rest, 'token', 'string');
  const subject = given === undefined ? await subjectTo('decode') : { token: given };
  const { inspectToken } = await import('../../jwt/inspect/inspect');
  const { kind } = await inspectToken(subject.token);
  if (kind === 'none')
    throw new Fault('jwt-malformed', t('Not a readable JWT. Only its server can read an opaque token.'));
  return subject;
}

/** What a token is asked for. */
type Purpose = 'decode' | 'verify' | 'decrypt';

/** The prompt for each purpose. */
const prompts: Readonly<Record<Purpose, () => vscode.InputBoxOptions>> = {
  decode: () => ({ title: t('Decode JWT'), prompt: t('Paste a token'), placeHolder: t('eyJ…') }),
  verify: () => ({
    title: t('Verify JWT'),
    prompt: t('Paste the signed token to verify. The keys are asked for next.'),
    placeHolder: t('eyJ….eyJ….…'),
  }),
  decrypt: () => ({
    title: t('Decrypt JWE'),
    prompt: t('Paste the encrypted token (five parts). The key is asked for next.'),
    placeHolder: t('eyJ….….….….…'),
  }),
};

/** Only an encrypted token can be decrypted, and of such a token there is no signature to verify. */
function fits(purpose: Purpose, { kind }: FoundJwt): boolean {
  return purpose === 'decode' || (purpose === 'decrypt') === (kind === 'jwe');
}

/**
 * The token to look into: the first in the selection, else the one at the cursor, else the first in the clipboard, else
 * what the user pastes. Tokens that do not fit the purpose are passed over.
 * @throws `cancelled`
 */
export async function subjectTo(purpose: Purpose): Promise<Subject> {
  const firstIn = (text: string) => {
    for (const found of findJwts(text)) if (fits(purpose, found)) return found;
    return undefined;
  };
  const { document, selection } = vscode.window.activeTextEditor ?? {};
  const selected = document?.getText(selection).trim() ?? '';
  if (document !== undefined && selection !== undefined) {
    if (!selection.isEmpty && selected !== '') {
      const token = firstIn(selected)?.text ?? (purpose === 'decrypt' ? undefined : selected);
      if (token !== undefined) return { token };
    }
    const { line, character } = selection.active;
    const under = jwtAt(document.lineAt(line).text, character);
    if (under !== undefined && fits(purpose, under)) {
      return { token: under.text, reference: { uri: document.uri.toString(), line, character: under.offset } };
    }
  }
  const copied = firstIn(await vscode.env.clipboard.readText());
  if (copied !== undefined) return { token: copied.text };
  const pasted = await vscode.window.showInputBox({ ...prompts[purpose](), password: true, ignoreFocusOut: true });
  if (pasted === undefined) throw cancelled();
  return { token: pasted };
}
