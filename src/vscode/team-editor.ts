import * as vscode from 'vscode';
import { Fault } from '../faults/fault';
import { nameOf, type KnownProfile } from '../profile/known';
import type { ParsedProfile } from '../profile/parse';
import type { TeamFiles } from './team-files';

type TeamFileModule = typeof import('../profile/team-file');

/** Opens and edits `.vscode/token-deck.json` for one profile in it. */
export class TeamEditor {
  constructor(
    private readonly files: TeamFiles,
    private readonly module: () => Promise<TeamFileModule>,
    private readonly parse: () => Promise<(input: unknown) => ParsedProfile>,
  ) {}

  /** Shows the profile in its file. */
  async open(known: KnownProfile): Promise<void> {
    const { document, index } = await this.find(known);
    const span = (await this.module()).locate(document.getText(), index, []) ?? { offset: 0, length: 0 };
    const start = document.positionAt(span.offset);
    await vscode.window.showTextDocument(document, { selection: new vscode.Range(start, start) });
  }

  /** Takes the profile out of its file, and saves it. */
  async remove(known: KnownProfile): Promise<void> {
    const { document, index } = await this.find(known);
    if (document.isDirty) {
      throw new Fault('profile-read-only', 'Its file has unsaved changes.', {
        profile: nameOf(known),
        next: 'Save the file, then try again.',
      });
    }
    await editAndSave(document, (await this.module()).removeAt(document.getText(), ['profiles', index]));
    this.files.reload();
  }

  /** The document, and where the profile stands in it now: the file may have changed since it was read. */
  private async find(known: KnownProfile): Promise<{ document: vscode.TextDocument; index: number }> {
    const { home } = known;
    const file = (await this.files.list()).find(
      ({ folder }) => home.kind === 'team' && folder.uri.toString() === home.uri,
    );
    const document = file && (await upToDate(file.uri));
    const { parseTeamFile } = await this.module();
    const profiles = document === undefined ? [] : parseTeamFile(document.getText(), await this.parse()).profiles;
    const index = profiles.findIndex(({ id }) => id === known.id);
    if (document === undefined || index === -1) {
      throw new Fault('profile-not-found', 'It is no longer in its file.', { profile: nameOf(known) });
    }
    return { document, index };
  }
}

/** The document of a file as the file is now, unless someone edits it: an open one may lag behind the disk. */
async function upToDate(uri: vscode.Uri): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(uri);
  if (document.isDirty) return document;
  const stored = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  if (document.getText() === stored) return document;
  const change = new vscode.WorkspaceEdit();
  change.replace(uri, new vscode.Range(0, 0, document.lineCount, 0), stored);
  await vscode.workspace.applyEdit(change);
  await document.save();
  return document;
}

/** Applies edits to a document and saves it. @throws `profile-read-only` where the editor refuses either */
export async function editAndSave(
  document: vscode.TextDocument,
  edits: readonly { offset: number; length: number; text: string }[],
): Promise<void> {
  const change = new vscode.WorkspaceEdit();
  for (const { offset, length, text } of edits) {
    change.replace(
      document.uri,
      new vscode.Range(document.positionAt(offset), document.positionAt(offset + length)),
      text,
    );
  }
  if (!(await vscode.workspace.applyEdit(change)) || !(await document.save())) {
    throw new Fault('profile-read-only', 'The file could not be changed.', {
      next: 'Check whether it can be written.',
    });
  }
}
