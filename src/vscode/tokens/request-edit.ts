import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { Fault } from '../../faults/fault';
import type { TextEdit } from '../../http/request';

/** A document as it was read, and the line that messages lead to. */
export interface ReadDocument {
  document: vscode.TextDocument;
  version: number;
  line: number;
}

/** Changes a document, unless it changed meanwhile: picking a profile and getting a token can take minutes. @throws `request-changed` */
export async function editRequests(
  { document, version, line }: ReadDocument,
  edits: readonly TextEdit[],
): Promise<void> {
  const place = { uri: document.uri.toString(), line };
  if (document.isClosed || document.version !== version)
    throw new Fault('request-changed', t('The file changed in the meantime; nothing was inserted.'), {
      // A file that was never saved is gone once it is closed.
      place: document.isClosed && document.isUntitled ? undefined : place,
    });
  const change = new vscode.WorkspaceEdit();
  for (const { offset, length, text } of edits) {
    const range = new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
    change.replace(document.uri, range, text);
  }
  if (!(await vscode.workspace.applyEdit(change)))
    throw new Fault('request-changed', t('The editor refused the change.'), {
      next: t('Check that the file can be edited, then run the command again.'),
      place,
    });
}
