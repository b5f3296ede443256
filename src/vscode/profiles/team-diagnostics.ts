import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { Fault } from '../../faults/fault';
import { exactReferenceOf, knownProfile, type UsableProfile } from '../../profile/known';
import type { ParsedProfile } from '../../profile/parse';
import { removeAt } from '../../profile/remove-value';
import { applyEdits } from '../../profile/text-edits';
import { notStored } from '../../storage/entry';
import type { SecretsStore } from '../../storage/secrets';
import { usable } from '../../profile/usable';
import { diagnose, errorAt, noSecretThere, secretFixes, type MisplacedSecret } from './problem-diagnostics';
import { editAndSave } from './team-editor';
import type { FolderFile, TeamFiles } from './team-files';

type TeamFileModule = typeof import('../../profile/team-file');

/** Shows what is wrong with team files in the editor, and moves secrets out of them. */
export class TeamDiagnostics implements vscode.Disposable, vscode.CodeActionProvider {
  private readonly collection = vscode.languages.createDiagnosticCollection('token-deck');
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly files: TeamFiles,
    private readonly module: TeamFileModule,
    private readonly parse: (input: unknown) => ParsedProfile,
    private readonly secrets: SecretsStore,
  ) {
    this.subscriptions = [
      this.collection,
      vscode.languages.registerCodeActionsProvider({ pattern: '**/.vscode/token-deck.json' }, this, {
        providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
      }),
    ];
  }

  /** Checks every file again. */
  async refresh(): Promise<void> {
    const files = await this.files.list();
    const found = files.map((file): [vscode.Uri, vscode.Diagnostic[]] => [file.uri, this.diagnose(file)]);
    this.collection.clear();
    this.collection.set(found);
  }

  provideCodeActions(
    document: vscode.TextDocument,
    _range: vscode.Range,
    context: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    return secretFixes(context.diagnostics, this.collection.get(document.uri) ?? []);
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  /**
   * Moves a secret out of a team file into SecretStorage: stores it first, then removes it from the file and saves that.
   * @throws `profile-invalid` where the rest of the profile does not tell whose secret it is
   */
  async moveSecret(argument: unknown): Promise<void> {
    const { module } = this;
    const { uri, index, path, kind } = (argument ?? {}) as Partial<MisplacedSecret>;
    const file = (await this.files.list()).find((candidate) => candidate.uri.toString() === uri);
    const parsed = index === undefined ? undefined : file?.file.profiles[index]?.parsed;
    const problems = parsed?.ok === false ? parsed.problems : [];
    const flagged = problems.some((problem) => problem.secret === kind && problem.path.join('\0') === path?.join('\0'));
    if (file === undefined || index === undefined || path === undefined || kind === undefined || !flagged) {
      throw noSecretThere();
    }
    const document = await vscode.workspace.openTextDocument(file.uri);
    const text = document.getText();
    const value = module.valueAt(text, ['profiles', index, ...path]);
    if (typeof value !== 'string' || value === '') {
      throw noSecretThere();
    }
    const edits = removeAt(text, ['profiles', index, ...path]);
    const known = this.without(file, module.valueAt(applyEdits(text, edits), ['profiles', index]));
    const stored = await this.secrets.read(kind, known);
    if (stored !== undefined && stored.value !== value) {
      const what = t('Another secret is already stored for this client; one from a file does not replace it.');
      throw new Fault('profile-invalid', what, {
        next: t('Remove the one in the file, or store it with “Set Secret”.'),
        reference: exactReferenceOf(known),
        reason: 'other-secret',
      });
    }
    await this.secrets.set(kind, known, value);
    // The file has the only copy that outlives this window.
    if (await this.secrets.isKept(kind, known)) throw notStored();
    if (document.getText() !== text) {
      throw new Fault('argument-invalid', t('The secret is stored, but the file has changed in the meantime.'), {
        next: t('Remove the secret from the file yourself.'),
      });
    }
    await editAndSave(document, edits);
  }

  /** The profile without its misplaced secret, which tells whose secret it is. */
  private without(file: FolderFile, input: unknown): UsableProfile {
    const parsed = this.parse(input);
    if (parsed.ok) return usable(knownProfile({ id: parsed.profile.id, home: file.home }, parsed));
    if (parsed.problems.every((problem) => problem.secret !== undefined)) {
      throw new Fault('profile-invalid', t('The profile contains more than one secret.'), {
        next: t('Remove the wrong ones yourself.'),
      });
    }
    const what = t(
      'The secret was not moved: the profile has other errors, so it is unclear which client it belongs to.',
    );
    throw new Fault('profile-invalid', what, { next: t('Correct them first.') });
  }

  private diagnose({ uri, text, file }: FolderFile): vscode.Diagnostic[] {
    const whole = file.problems.map((problem) => errorAt(text, problem, problem.message));
    const profiles = file.profiles.flatMap(({ id, parsed }, index) =>
      diagnose({ uri, text }, parsed, index, this.module, (what) => t('{profile}: {what}', { profile: id, what })),
    );
    return [...whole, ...profiles];
  }
}
