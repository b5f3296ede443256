import * as vscode from 'vscode';
import type { FaultPlace } from '../../faults/reason';
import { forbidRedirects } from '../../http/forbid-redirects';
import { senderHere } from '../integrations/senders';
import { openRequests, requestArgument } from '../tokens/request-editor';
import type { UiCommand } from '../ui/contributions';
import { runUi } from '../ui/notify';

/** Runs a command for the request at a place: another editor may be active by now. */
export async function runThere({ uri, line }: FaultPlace, command: UiCommand, argument?: unknown): Promise<void> {
  const document = await openRequests(uri);
  await show(document, new vscode.Position(line, 0));
  // The user has the request before their eyes as it is now.
  const clicked = requestArgument(argument);
  await runUi(command, clicked === undefined ? argument : { ...clicked, line, version: undefined });
}

/** Writes above the request at a place that no redirects are followed, then runs a command for it. */
export async function forbidRedirectsThere(place: FaultPlace, command: UiCommand): Promise<void> {
  const document = await openRequests(place.uri);
  const { dialect } = await senderHere();
  const at = document.offsetAt(new vscode.Position(place.line, 0));
  const edit = forbidRedirects(document.getText(), at, dialect);
  if (edit !== undefined) {
    const change = new vscode.WorkspaceEdit();
    change.insert(document.uri, document.positionAt(edit.offset), edit.text);
    await vscode.workspace.applyEdit(change);
    await show(document, document.positionAt(edit.requestOffset));
  }
  await runUi(command);
}

async function show(document: vscode.TextDocument, at: vscode.Position): Promise<void> {
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(at, at) });
}
