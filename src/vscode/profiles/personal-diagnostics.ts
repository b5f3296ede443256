import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { Fault } from '../../faults/fault';
import { knownProfile, type UsableProfile } from '../../profile/known';
import type { ParsedProfile } from '../../profile/parse';
import { removeAt } from '../../profile/remove-value';
import type { SecretKind } from '../../profile/problem';
import { usable } from '../../profile/usable';
import { profileScheme } from '../ui/contributions';
import { diagnose, errorAt, noSecretThere, secretFixes, type MisplacedSecret } from './problem-diagnostics';
import { idMustStay, idOf } from './profile-documents';
import { applyEdits } from '../../profile/text-edits';
import { editAndSave } from './team-editor';

type TeamFileModule = typeof import('../../profile/team-file');

/** Shows what is wrong with the documents of personal profiles as they are edited, and moves secrets out of them. */
export class PersonalDiagnostics implements vscode.Disposable, vscode.CodeActionProvider {
  private readonly collection = vscode.languages.createDiagnosticCollection('token-deck-personal');
  private readonly subscriptions: vscode.Disposable;

  /** @param storeSecret stores a secret that the user wrote, in the place of another one */
  constructor(
    private readonly module: TeamFileModule,
    private readonly parse: (input: unknown) => ParsedProfile,
    private readonly storeSecret: (kind: SecretKind, known: UsableProfile, value: string) => Promise<void>,
  ) {
    const { workspace } = vscode;
    this.subscriptions = vscode.Disposable.from(
      this.collection,
      workspace.onDidOpenTextDocument((document) => this.look(document)),
      workspace.onDidChangeTextDocument(({ document }) => this.look(document)),
      workspace.onDidCloseTextDocument(({ uri }) => this.collection.delete(uri)),
      vscode.languages.registerCodeActionsProvider({ scheme: profileScheme }, this, {
        providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
      }),
    );
    for (const document of workspace.textDocuments) this.look(document);
  }

  provideCodeActions(
    { uri }: vscode.TextDocument,
    _range: vscode.Range,
    context: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    return secretFixes(context.diagnostics, this.collection.get(uri) ?? []);
  }

  /**
   * Moves a secret out of a personal profile's document into SecretStorage: stores it first, then removes it from the
   * document and saves that.
   * @throws `profile-invalid` where the rest of the profile does not tell whose secret it is
   */
  async moveSecret({ uri = '', path = [], kind }: Partial<MisplacedSecret>): Promise<void> {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri, true));
    const text = document.getText();
    const before = this.read(text);
    const problems = before?.ok === false ? before.problems : [];
    const flagged = problems.some((problem) => problem.secret === kind && problem.path.join('\0') === path.join('\0'));
    const value = this.module.valueAt(text, path);
    if (kind === undefined || !flagged || typeof value !== 'string' || value === '') throw noSecretThere();
    const edits = removeAt(text, path);
    const parsed = this.read(applyEdits(text, edits));
    const id = idOf(document.uri);
    if (parsed?.ok !== true || parsed.profile.id !== id) {
      const what = t(
        'The secret was not moved: the profile has other errors, so it is unclear which client it belongs to.',
      );
      throw new Fault('profile-invalid', what, { next: t('Correct them first.') });
    }
    await this.storeSecret(kind, usable(knownProfile({ id, home: { kind: 'personal' } }, parsed)), value);
    if (document.getText() !== text) {
      throw new Fault('argument-invalid', t('The secret is stored, but the file has changed in the meantime.'), {
        next: t('Remove the secret from the file yourself.'),
      });
    }
    await editAndSave(document, edits);
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private look(document: vscode.TextDocument): void {
    if (document.uri.scheme !== profileScheme) return;
    const text = document.getText();
    const parsed = this.read(text);
    this.collection.set(document.uri, parsed === undefined ? [] : this.diagnose(document.uri, text, parsed));
  }

  private diagnose(uri: vscode.Uri, text: string, parsed: ParsedProfile): vscode.Diagnostic[] {
    const found = diagnose({ uri, text }, parsed, undefined, this.module, (message) => message);
    const id = parsed.ok ? parsed.profile.id : parsed.id;
    if (id === undefined || id === idOf(uri)) return found;
    const span = this.module.locate(text, undefined, ['id']) ?? { offset: 0, length: 0 };
    return [...found, errorAt(text, span, idMustStay(idOf(uri)))];
  }

  /** The profile of a document; undefined if it is not JSON, which the editor itself reports. */
  private read(text: string): ParsedProfile | undefined {
    try {
      return this.parse(JSON.parse(text));
    } catch {
      return undefined;
    }
  }
}
