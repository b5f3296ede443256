import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { Fault } from '../../faults/fault';
import { nameOf, type KnownProfile } from '../../profile/known';
import type { ParsedProfile } from '../../profile/parse';
import type { TeamFiles } from './team-files';

type TeamFileModule = typeof import('../../profile/team-file');

/** Opens and edits `.vscode/token-deck.json` for one profile in it. */
export class TeamEditor {
  constructor(
    private readonly files: TeamFiles,
    private readonly module: () => Promise<TeamFileModule>,
    private readonly parse: () => Promise<(input: unknown) => ParsedProfile>,
  ) {}

  /** Shows the profile in its file. */
  async open(known: KnownProfile): Promise<void> {
    const document = await vscode.workspace.openTextDocument(await this.uriOf(known));
    const index = await this.indexIn(document.getText(), known);
    const span = (await this.module()).locate(document.getText(), index, []) ?? { offset: 0, length: 0 };
    const start = document.positionAt(span.offset);
    await vscode.window.showTextDocument(document, { selection: new vscode.Range(start, start) });
  }

  /** Removes the profile from its file, as it is on disk now. */
  async remove(known: KnownProfile): Promise<void> {
    const uri = await this.uriOf(known);
    if (vscode.workspace.textDocuments.some((open) => open.isDirty && open.uri.toString() === uri.toString())) {
      throw new Fault('profile-read-only', t('Its file has unsaved changes.'), {
        profile: nameOf(known),
        next: t('Save the file, then try again.'),
      });
    }
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await vscode.workspace.fs.readFile(uri));
    const edits = (await this.module()).removeAt(text, ['profiles', await this.indexIn(text, known)]);
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(applyEdits(text, edits)));
    this.files.reload();
  }

  private async uriOf(known: KnownProfile): Promise<vscode.Uri> {
    const { home } = known;
    const files = await this.files.list();
    const file = files.find(({ folder }) => home.kind === 'team' && folder.uri.toString() === home.uri);
    return file?.uri ?? this.gone(known);
  }

  private async indexIn(text: string, known: KnownProfile): Promise<number> {
    const { profiles } = (await this.module()).parseTeamFile(text, await this.parse());
    const index = profiles.findIndex(({ id }) => id === known.id);
    return index === -1 ? this.gone(known) : index;
  }

  private gone(known: KnownProfile): never {
    throw new Fault('profile-not-found', t('It is no longer in its file.'), { profile: nameOf(known) });
  }
}

/** A text with the edits applied. */
export function applyEdits(text: string, edits: readonly { offset: number; length: number; text: string }[]): string {
  return [...edits]
    .sort((a, b) => b.offset - a.offset)
    .reduce((result, edit) => result.slice(0, edit.offset) + edit.text + result.slice(edit.offset + edit.length), text);
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
    throw new Fault('profile-read-only', t('The file could not be changed.'), {
      next: t('Check whether it can be written.'),
    });
  }
}
