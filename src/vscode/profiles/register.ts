import * as vscode from 'vscode';
import type { Disposables } from '../../base/disposables';
import { profileScheme } from '../ui/contributions';
import { ProfileDocuments, type ProfileDocumentsParts } from './profile-documents';

/** Registers the documents in which personal profiles are edited. */
export function registerProfiles(
  parts: () => Promise<ProfileDocumentsParts & { personalDiagnostics: () => Promise<unknown> }>,
  disposables: Disposables,
): void {
  const documents = disposables.add(new ProfileDocuments(parts));
  disposables.add(vscode.workspace.registerFileSystemProvider(profileScheme, documents, { isCaseSensitive: true }));
  const look = ({ uri }: vscode.TextDocument) => {
    if (uri.scheme === profileScheme) void parts().then(({ personalDiagnostics }) => personalDiagnostics());
  };
  disposables.add(vscode.workspace.onDidOpenTextDocument(look));
  vscode.workspace.textDocuments.forEach(look);
}
