import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { Fault, type FaultDetails } from '../../faults/fault';
import { exactReferenceOf, nameOf, type KnownProfile } from '../../profile/known';
import type { ParsedProfile } from '../../profile/parse';
import { describeUnusable } from '../../profile/problem';
import { removeAt } from '../../profile/remove-value';
import type { Profile } from '../../profile/schema';
import { displayName } from '../../profile/settings';
import { applyEdits, type TextEdit } from '../../profile/text-edits';
import { fileOf, type TeamFiles } from './team-files';

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

  /** Shows a folder's file; makes one without profiles where there is none. */
  async openFile(folder: vscode.Uri): Promise<void> {
    const uri = fileOf(folder);
    if (!(await exists(uri))) await this.write(uri, (await this.module()).emptyTeamFile());
    await vscode.window.showTextDocument(uri);
  }

  /** Gives the profile another id or name in its file, as it is on disk now. */
  async setText(known: KnownProfile, field: 'id' | 'name', value: string): Promise<void> {
    const uri = await this.uriOf(known);
    await this.rewrite(uri, aboutProfile(known), async (text) =>
      (await this.module()).setText(text, await this.indexIn(text, known), field, value),
    );
  }

  /** Removes the profile from its file, as it is on disk now. */
  async remove(known: KnownProfile): Promise<void> {
    const uri = await this.uriOf(known);
    await this.rewrite(uri, aboutProfile(known), async (text) =>
      removeAt(text, ['profiles', await this.indexIn(text, known)]),
    );
  }

  /**
   * Adds a profile to a folder's file, which is made where there is none.
   * @param folder the folder's address
   * @throws `profile-read-only` where the file has unsaved changes, or is not one of team profiles; `profile-invalid`
   *   where the profile could not be used there
   */
  async add(folder: string, profile: Profile): Promise<void> {
    const uri = fileOf(vscode.Uri.parse(folder));
    const { addTo } = await this.module();
    const about = { profile: displayName(profile), ...aboutFile(uri) };
    await this.checkProfile(profile);
    await this.rewrite(uri, about, async (text) => {
      await this.checkText(text, about);
      return addTo(text, profile);
    });
  }

  /**
   * Checks that a profile can be added to a folder's file.
   * @param folder the folder's address
   * @throws `profile-read-only` where the file has unsaved changes, or is not one of team profiles
   */
  async checkFile(folder: string): Promise<void> {
    const uri = fileOf(vscode.Uri.parse(folder));
    const about = aboutFile(uri);
    await this.checkText(await savedText(uri, about), about);
  }

  /** Checks that the question about the profile's use can show it, without which it could not be used. */
  private async checkProfile(profile: Profile): Promise<void> {
    const problems = (await this.module()).problemsInTeamFile(profile, await this.parse());
    if (problems.length === 0) return;
    throw new Fault('profile-invalid', describeUnusable(problems), {
      profile: displayName(profile),
      next: t('Correct it, or keep it as a personal profile.'),
    });
  }

  private async checkText(text: string, about: FaultDetails): Promise<void> {
    if (text.trim() === '') return;
    const { problems } = (await this.module()).parseTeamFile(text, await this.parse());
    if (problems.length === 0) return;
    throw new Fault('profile-read-only', t('The file .vscode/token-deck.json has errors.'), {
      ...about,
      next: t('Correct the file, then try again.'),
    });
  }

  /** @param about the profile or the file that a fault is about */
  private async rewrite(
    uri: vscode.Uri,
    about: FaultDetails,
    editsOf: (text: string) => Promise<TextEdit[]>,
  ): Promise<void> {
    const text = await savedText(uri, about);
    await this.write(uri, applyEdits(text, await editsOf(text)), about);
  }

  private async write(uri: vscode.Uri, text: string, about: FaultDetails = {}): Promise<void> {
    try {
      await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    } catch (thrown) {
      if (thrown instanceof vscode.FileSystemError) throw notWritable(about);
      throw thrown;
    }
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
    throw new Fault('profile-not-found', t('The profile is no longer in its file.'), { profile: nameOf(known) });
  }
}

/** What a file says on disk; '' where there is none. @throws `profile-read-only` where it has unsaved changes */
async function savedText(uri: vscode.Uri, about: FaultDetails): Promise<string> {
  if (vscode.workspace.textDocuments.some((open) => open.isDirty && open.uri.toString() === uri.toString())) {
    throw new Fault('profile-read-only', t('The file .vscode/token-deck.json has unsaved changes.'), {
      ...about,
      next: t('Save the file, then try again.'),
    });
  }
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await readOrNothing(uri));
}

async function readOrNothing(uri: vscode.Uri): Promise<Uint8Array> {
  try {
    return await vscode.workspace.fs.readFile(uri);
  } catch (thrown) {
    if (thrown instanceof vscode.FileSystemError && thrown.code === 'FileNotFound') return new Uint8Array();
    throw thrown;
  }
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch (thrown) {
    if (thrown instanceof vscode.FileSystemError && thrown.code === 'FileNotFound') return false;
    throw thrown;
  }
}

/** Applies edits to a document and saves it. @throws `profile-read-only` where the editor refuses either */
export async function editAndSave(document: vscode.TextDocument, edits: readonly TextEdit[]): Promise<void> {
  const change = new vscode.WorkspaceEdit();
  for (const { offset, length, text } of edits) {
    change.replace(
      document.uri,
      new vscode.Range(document.positionAt(offset), document.positionAt(offset + length)),
      text,
    );
  }
  if (!(await vscode.workspace.applyEdit(change)) || !(await document.save()))
    throw notWritable(aboutFile(document.uri));
}

/** The profile that a fault is about, which can be opened. */
function aboutProfile(known: KnownProfile): FaultDetails {
  return { profile: nameOf(known), reference: exactReferenceOf(known) };
}

/** The file that a fault is about, which can be opened. */
function aboutFile(uri: vscode.Uri): FaultDetails {
  return { place: { uri: uri.toString(), line: 0 } };
}

function notWritable(about: FaultDetails): Fault {
  return new Fault('profile-read-only', t('The file could not be changed.'), {
    ...about,
    next: t('Check that it is writable.'),
  });
}
