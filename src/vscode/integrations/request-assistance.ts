import * as vscode from 'vscode';
import type { Profiles } from '../profiles/profiles';
import type { States } from '../profiles/states';
import { ReferenceCompletion } from './reference-completion';
import { ReferenceFixes } from './reference-fixes';
import { ReferenceHover } from './reference-hover';
import { RequestDiagnostics } from './request-diagnostics';
import { requestSelector } from './request-files';
import { RequestLenses } from './request-lenses';

/** What request files need from the rest of the extension. */
export interface RequestAssistanceParts {
  profiles: Profiles;
  states: States;
}

/** Shows in request files what can be done with tokens there, and what is wrong with references. */
export function assistRequests({ profiles, states }: RequestAssistanceParts): vscode.Disposable {
  const byLastUse = () => profiles.byLastUse();
  const hover = new ReferenceHover(
    () => profiles.shown(),
    (known) => states.withSet(known),
  );
  return vscode.Disposable.from(
    new RequestLenses({ profiles }),
    new RequestDiagnostics({ profiles }),
    vscode.languages.registerHoverProvider(requestSelector, hover),
    vscode.languages.registerCompletionItemProvider(
      requestSelector,
      new ReferenceCompletion(byLastUse),
      ...['{', '$', ' '],
    ),
    vscode.languages.registerCodeActionsProvider(requestSelector, new ReferenceFixes(byLastUse), {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
    }),
  );
}
