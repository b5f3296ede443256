import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { Fault } from '../../faults/fault';
import type { ParsedProfile } from '../../profile/parse';
import type { SecretKind } from '../../profile/problem';
import type { UiCommand } from '../ui/contributions';

type TeamFileModule = typeof import('../../profile/team-file');

const source = 'Token Deck';
const moveCommand: UiCommand = 'tokenDeck.ui.moveSecret';

/** A secret in a document of profiles, as the quick fix is given it. */
export interface MisplacedSecret {
  uri: string;
  /** Which profile of a team file; left out for the document of a personal profile. */
  index?: number;
  path: (string | number)[];
  kind: SecretKind;
}

class SecretDiagnostic extends vscode.Diagnostic {
  constructor(
    range: vscode.Range,
    message: string,
    readonly secret: MisplacedSecret,
  ) {
    super(range, message, vscode.DiagnosticSeverity.Error);
    this.source = source;
  }
}

/** An error at a place of a text. */
export function errorAt(text: string, span: { offset: number; length: number }, message: string): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(rangeOf(text, span), message, vscode.DiagnosticSeverity.Error);
  diagnostic.source = source;
  return diagnostic;
}

/**
 * What is wrong with one profile of a document, without what the JSON Schema reports.
 * @param index which one of a team file; undefined if the document is the profile
 */
export function diagnose(
  document: { uri: vscode.Uri; text: string },
  parsed: ParsedProfile,
  index: number | undefined,
  { locate }: TeamFileModule,
  secretMessage: (message: string) => string,
): vscode.Diagnostic[] {
  const { uri, text } = document;
  if (parsed.ok) return [];
  return parsed.problems.flatMap((problem) => {
    // The JSON Schema already reports it.
    if (problem.schema === true) return [];
    const span = locate(text, index, problem.path) ?? { offset: 0, length: 0 };
    if (problem.secret === undefined) return [errorAt(text, span, problem.message)];
    const secret = {
      uri: uri.toString(),
      ...(index !== undefined && { index }),
      path: problem.path,
      kind: problem.secret,
    };
    return [new SecretDiagnostic(rangeOf(text, span), secretMessage(problem.message), secret)];
  });
}

/** The quick fixes that move secrets into SecretStorage. @param shown what VS Code shows, `own` what we reported */
export function secretFixes(
  shown: readonly vscode.Diagnostic[],
  own: readonly vscode.Diagnostic[],
): vscode.CodeAction[] {
  return shown
    .filter((diagnostic) => diagnostic.source === source)
    .flatMap((diagnostic) => {
      // VS Code hands back copies of diagnostics: without our own fields, and moved along with edits.
      const known = own.find(
        (each): each is SecretDiagnostic => each instanceof SecretDiagnostic && each.message === diagnostic.message,
      );
      if (known === undefined) return [];
      const action = new vscode.CodeAction(t('Move the secret into SecretStorage'), vscode.CodeActionKind.QuickFix);
      action.diagnostics = [diagnostic];
      action.isPreferred = true;
      action.command = { title: action.title, command: moveCommand, arguments: [known.secret] };
      return [action];
    });
}

/** The fault for a quick fix that no longer fits its document. */
export function noSecretThere(): Fault {
  return new Fault('argument-invalid', t('There is no longer a secret at that place.'), {
    next: t('The file has changed: open the quick fix again.'),
  });
}

function rangeOf(text: string, span: { offset: number; length: number }): vscode.Range {
  return new vscode.Range(positionAt(text, span.offset), positionAt(text, span.offset + span.length));
}

/** The position of an offset in a text. The open document may be older than the text, so it is not asked. */
function positionAt(text: string, offset: number): vscode.Position {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
  return new vscode.Position(lines.length - 1, lines.at(-1)?.length ?? 0);
}
