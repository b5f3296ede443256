import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { Fault } from '../../faults/fault';

/**
 * Whether a document has requests: REST Client's and httpYac's languages, and their files where neither is installed. Of
 * Markdown, which a workspace's settings can make of a file, REST Client sends the first request of the block around the
 * cursor, not the one there.
 */
export function hasRequests({ languageId, uri }: vscode.TextDocument): boolean {
  if (languageId === 'markdown') return false;
  return ['http', 'rest'].includes(languageId) || /\.(http|rest)$/i.test(uri.path);
}

/** The active editor, if it has requests. @throws `request-not-found` */
export function requestEditor(): vscode.TextEditor {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined || !hasRequests(editor.document))
    throw new Fault('request-not-found', t('No .http or .rest file is open.'));
  return editor;
}
