import * as vscode from 'vscode';
import type { Disposables } from '../../base/disposables';
import { profileScheme } from '../ui/contributions';
import { ProfileDocuments, type ProfileDocumentsParts } from './profile-documents';

/** Registers the documents in which personal profiles are edited. */
export function registerProfiles(parts: () => Promise<ProfileDocumentsParts>, disposables: Disposables): void {
  const documents = disposables.add(new ProfileDocuments(parts));
  disposables.add(vscode.workspace.registerFileSystemProvider(profileScheme, documents, { isCaseSensitive: true }));
}
