import * as vscode from 'vscode';
import { Fault } from '../faults/fault';
import { nameOf, type KnownProfile } from '../profile/known';
import type { FolderFile, TeamFiles } from './team-files';

type TeamFileModule = typeof import('../profile/team-file');

/** Opens and edits `.vscode/token-deck.json` for one profile in it. */
export class TeamEditor {
  constructor(
    private readonly files: TeamFiles,
    private readonly module: () => Promise<TeamFileModule>,
  ) {}

  /** Shows the profile in its file. */
  async open(known: KnownProfile): Promise<void> {
    const { file, index } = await this.find(known);
    const document = await vscode.workspace.openTextDocument(file.uri);
    const span = (await this.module()).locate(document.getText(), index, []) ?? { offset: 0, length: 0 };
    const start = document.positionAt(span.offset);
    await vscode.window.showTextDocument(document, { selection: new vscode.Range(start, start) });
  }

  /** Takes the profile out of its file, and saves it. */
  async remove(known: KnownProfile): Promise<void> {
    const { file, index } = await this.find(known);
    const document = await vscode.workspace.openTextDocument(file.uri);
    if (document.isDirty) {
      throw new Fault('profile-read-only', 'Its file has unsaved changes.', {
        profile: nameOf(known),
        next: 'Save the file, then try again.',
      });
    }
    const { removeAt } = await this.module();
    const change = new vscode.WorkspaceEdit();
    for (const { offset, length, text } of removeAt(document.getText(), ['profiles', index])) {
      change.replace(
        file.uri,
        new vscode.Range(document.positionAt(offset), document.positionAt(offset + length)),
        text,
      );
    }
    await vscode.workspace.applyEdit(change);
    await document.save();
  }

  private async find(known: KnownProfile): Promise<{ file: FolderFile; index: number }> {
    const { home } = known;
    const file = (await this.files.list()).find(
      ({ folder }) => home.kind === 'team' && folder.uri.toString() === home.uri,
    );
    const index =
      file?.file.profiles.findIndex((profile) => profile.id === known.id && profile.parsed.ok === known.parsed.ok) ??
      -1;
    if (file === undefined || index === -1) {
      throw new Fault('profile-not-found', 'It is no longer in its file.', { profile: nameOf(known) });
    }
    return { file, index };
  }
}
