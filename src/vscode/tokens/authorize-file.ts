import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { Fault } from '../../faults/fault';
import { headerValue, referenceTo } from '../../http/reference';
import { authorizeAll } from '../../http/whole-file';
import { bindsToken, prefixOf } from '../../profile/bound';
import type { Target } from '../profiles/target';
import { tellUselessAlone } from './bound-token';
import type { RequestPlace } from './request-editor';

/**
 * Gives each request of a file that has none the header of a profile that the user picks, by a variable at its head.
 * @throws `request-not-found`, `request-changed`, and what picking throws
 */
export async function authorizeFile({ document, at }: RequestPlace, target: Target): Promise<void> {
  const { version } = document;
  const text = document.getText();
  const place = { uri: document.uri.toString(), line: document.positionAt(at).line };
  if (authorizeAll(text, { name: '', value: '' }) === undefined)
    throw new Fault('request-not-found', t('There is no request in the file.'));
  const profile = await target.usable(undefined);
  const isBound = bindsToken(profile);
  const { headerName: name } = profile.settings;
  const value = headerValue(prefixOf(profile.settings, isBound), referenceTo(profile.id));
  if (document.isClosed || document.version !== version)
    throw new Fault('request-changed', t('The file changed in the meantime; nothing was inserted.'), {
      place: document.isClosed && document.isUntitled ? undefined : place,
    });
  const edits = authorizeAll(text, { name, value }) ?? [];
  if (edits.length === 0) {
    void vscode.window.showInformationMessage(t('Every request of the file has an Authorization header already.'));
    return;
  }
  const change = new vscode.WorkspaceEdit();
  for (const { offset, length, text: inserted } of edits)
    change.replace(
      document.uri,
      new vscode.Range(document.positionAt(offset), document.positionAt(offset + length)),
      inserted,
    );
  if (!(await vscode.workspace.applyEdit(change)))
    throw new Fault('request-changed', t('The editor refused the change.'), {
      next: t('Check that the file can be edited, then run the command again.'),
      place,
    });
  tellUselessAlone(profile, isBound);
}
