import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { cancelled, Fault } from '../../faults/fault';
import { plain } from '../../faults/plain';
import type { UiHandlers } from '../ui/notify';
import { readLeaks, type IgnoredLeak, type IgnoredLeaks } from './ignored-leaks';

/** The commands with which people ignore warnings of the leak guard, and take that back. */
export function leakUi(ignored: IgnoredLeaks) {
  return {
    'tokenDeck.ui.ignoreLeak': async (argument) => {
      const [leak] = readLeaks([argument]);
      if (leak === undefined)
        throw new Fault('argument-invalid', t('There is no token at that place.'), {
          next: t('Open the quick fix on the token again.'),
        });
      await ignored.add(leak);
      const message =
        leak.kind === 'file'
          ? t('Tokens in {file} are ignored in this workspace', { file: plain(leak.file, 80) })
          : t('The token is ignored in this workspace');
      vscode.window.setStatusBarMessage(`$(eye-closed) ${message}`, 4000);
    },
    'tokenDeck.ui.stopIgnoringLeaks': async () => {
      const { all } = ignored;
      const items = all.map((leak) => ({ ...itemOf(leak), leak, picked: true }));
      const chosen =
        items.length === 1
          ? items
          : await vscode.window.showQuickPick(items, {
              title: t('Stop Ignoring Tokens'),
              placeHolder: t('Select what to warn about again'),
              canPickMany: true,
              matchOnDescription: true,
            });
      if (chosen === undefined) throw cancelled();
      await ignored.remove(chosen.map(({ leak }) => leak));
      if (chosen.length > 0)
        vscode.window.setStatusBarMessage(`$(eye) ${t('Token Deck warns about ignored tokens again')}`, 4000);
    },
  } satisfies UiHandlers;
}

function itemOf({ kind, file, issuer }: IgnoredLeak): vscode.QuickPickItem {
  const shown = plain(file, 120);
  if (kind === 'file') return { label: `$(file) ${shown}`, description: t('every token in the file') };
  const label = issuer === undefined ? t('JWT') : t('JWT from {issuer}', { issuer: plain(issuer, 60) });
  return { label: `$(key) ${label}`, description: shown };
}
