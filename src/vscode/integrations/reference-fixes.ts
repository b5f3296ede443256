import { t } from '@vscode/l10n';
import * as vscode from 'vscode';
import { plain } from '../../faults/plain';
import { referenceAt, idsWithOwnName } from '../../http/reference-at';
import { referenceTo } from '../../http/reference';
import { nameOf, referenceOf, type KnownProfile } from '../../profile/known';
import { ProfileItem } from '../ui/argument';
import type { UiCommand } from '../ui/contributions';
import { profilesByVariable } from './by-variable';
import { referenceCodes } from './request-diagnostics';

/** How many other profiles are offered for a reference. */
const most = 5;

const changeId: UiCommand = 'tokenDeck.ui.changeId';
const addProfile: UiCommand = 'tokenDeck.ui.addProfile';

/** Quick fixes for references that stand for no token: another profile, one to be added, another id. */
export class ReferenceFixes implements vscode.CodeActionProvider {
  constructor(private readonly profiles: () => Promise<readonly KnownProfile[]>) {}

  async provideCodeActions(
    document: vscode.TextDocument,
    _range: vscode.Range,
    context: vscode.CodeActionContext,
  ): Promise<vscode.CodeAction[]> {
    const own = context.diagnostics.filter(
      ({ source, code }) => source === 'Token Deck' && referenceCodes.some((each) => each === code),
    );
    const [diagnostic] = own;
    if (diagnostic === undefined) return [];
    const { line, character } = diagnostic.range.start;
    const { version } = document;
    // A diagnostic may lag behind the text, and the edit must replace a reference and nothing else.
    const found = line < document.lineCount ? referenceAt(document.lineAt(line).text, character) : undefined;
    const profiles = await this.profiles();
    if (found === undefined || document.version !== version) return [];
    const range = new vscode.Range(line, found.start, line, found.end);
    const fixes = (profilesByVariable(profiles).get(found.name) ?? []).map((known) =>
      running(
        t('Change the ID of {profile}', { profile: plain(referenceOf(known), 100) }),
        changeId,
        new ProfileItem(known),
      ),
    );
    const ids = new Set(idsWithOwnName(profiles.map(({ id }) => id)));
    for (const known of profiles.filter(({ id, usable }) => usable && ids.has(id)).slice(0, most)) {
      const profile = plain(nameOf(known), 60);
      const fix = new vscode.CodeAction(t('Use the token of {profile}', { profile }), vscode.CodeActionKind.QuickFix);
      fix.edit = new vscode.WorkspaceEdit();
      fix.edit.replace(document.uri, range, referenceTo(known.id));
      fixes.push(fix);
    }
    if (diagnostic.code === 'profile-not-found') fixes.push(running(t('Add Profile…'), addProfile));
    for (const fix of fixes) fix.diagnostics = [diagnostic];
    return fixes;
  }
}

function running(title: string, command: UiCommand, argument?: unknown): vscode.CodeAction {
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.command = { title, command, ...(argument !== undefined && { arguments: [argument] }) };
  return action;
}
