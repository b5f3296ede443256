import { t } from '@vscode/l10n';
import * as vscode from 'vscode';
import { referenceTo, variableOf } from '../../http/reference';
import { fingerprintOf } from '../../jwt/inspect/samples';
import type { JwtPlace } from '../../jwt/find/places';
import type { JwtSummary } from '../../jwt/inspect/summary';
import type { UiCommand } from '../ui/contributions';
import type { DocumentPlaces } from './document-places';
import type { IgnoredLeak } from './ignored-leaks';
import { fileOf, leakCode, leakSource } from './leak-guard';
import { variableInPlace } from './replacement';

const ignoreCommand: UiCommand = 'tokenDeck.ui.ignoreLeak';

/** Quick fixes that take the JWT of a leak guard’s warning out of the file, or take the warning away. */
export class LeakFixes implements vscode.CodeActionProvider {
  /** @param idFor the id of the profile whose variable replaces a token */
  constructor(
    private readonly places: DocumentPlaces,
    private readonly idFor: (token: string) => Promise<string>,
  ) {}

  async provideCodeActions(
    document: vscode.TextDocument,
    _range: vscode.Range,
    context: vscode.CodeActionContext,
  ): Promise<vscode.CodeAction[]> {
    const own = context.diagnostics.filter(({ source, code }) => source === leakSource && code === leakCode);
    const { version } = document;
    const fixes = own.map(async (diagnostic) => {
      // A diagnostic may lag behind the text, and the edit must delete a token and nothing else.
      const place = this.places.of(document).find((each) => touches(each, diagnostic.range));
      return place === undefined ? [] : await this.fixesOf(document, place, diagnostic);
    });
    const found = (await Promise.all(fixes)).flat();
    return document.version === version ? found : [];
  }

  private async fixesOf(
    document: vscode.TextDocument,
    { line, character, length, about }: JwtPlace<JwtSummary>,
    diagnostic: vscode.Diagnostic,
  ): Promise<vscode.CodeAction[]> {
    const { uri, languageId } = document;
    const { text } = document.lineAt(line);
    const end = character + length;
    const token = text.slice(character, end);
    const id = await this.idFor(token);
    const language = /\.(http|rest)$/i.test(uri.path) ? 'http' : languageId;
    const variable = variableInPlace(text, character, end, language, variableOf(id), referenceTo(id));
    const file = fileOf(document) ?? uri;
    const shared = { file: vscode.workspace.asRelativePath(file), ...(about.issuer && { issuer: about.issuer }) };
    return [
      fix(t('Replace with {variable}', { variable: variable.shown }), uri, line, variable, diagnostic, true),
      fix(t('Remove the token'), uri, line, { from: character, to: end, text: '' }, diagnostic, false),
      ignore(t('Ignore This Token'), { kind: 'token', key: await fingerprintOf(token), ...shared }, diagnostic),
      ignore(t('Ignore in This File'), { kind: 'file', key: file.toString(), file: shared.file }, diagnostic),
    ];
  }
}

function ignore(title: string, leak: IgnoredLeak, diagnostic: vscode.Diagnostic): vscode.CodeAction {
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.command = { title, command: ignoreCommand, arguments: [leak] };
  action.diagnostics = [diagnostic];
  return action;
}

function fix(
  title: string,
  uri: vscode.Uri,
  line: number,
  { from, to, text }: { from: number; to: number; text: string },
  diagnostic: vscode.Diagnostic,
  isPreferred: boolean,
): vscode.CodeAction {
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.edit = new vscode.WorkspaceEdit();
  action.edit.replace(uri, new vscode.Range(line, from, line, to), text);
  action.diagnostics = [diagnostic];
  action.isPreferred = isPreferred;
  return action;
}

function touches({ line, character, length }: JwtPlace<unknown>, { start, end }: vscode.Range): boolean {
  const from = start.line < line ? 0 : start.line > line ? Infinity : start.character;
  const to = end.line > line ? Infinity : end.line < line ? -1 : end.character;
  return from < character + length && to > character;
}
