import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { Fault } from '../../faults/fault';
import type { FaultPlace } from '../../faults/reason';

/**
 * Whether a document has requests: REST Client's and httpYac's languages, and their files where neither is installed. Of
 * Markdown, which a workspace's settings can make of a file, REST Client sends the first request of the block around the
 * cursor, not the one there.
 */
export function hasRequests({ languageId, uri }: vscode.TextDocument): boolean {
  if (languageId === 'markdown') return false;
  return ['http', 'rest'].includes(languageId) || /\.(http|rest)$/i.test(uri.path);
}

/** What the lines above requests pass to their commands: the request that was clicked. */
export interface RequestArgument {
  uri: string;
  line: number;
  /** The document's version for which the line was drawn: later, another request may be there. */
  version?: number | undefined;
  /** The profiles that the line names, by their exact references. */
  profiles?: readonly string[];
  /** The profile to insert, by its exact reference. */
  profile?: string;
}

/** A request that a command is for. */
export interface RequestPlace {
  document: vscode.TextDocument;
  /** The cursor, as an offset in UTF-16 code units. */
  at: number;
  /** Where the document is shown. */
  viewColumn: vscode.ViewColumn | undefined;
}

/** The request that was clicked, if a command was called for one; menus of editors pass something else. */
export function requestArgument(argument: unknown): RequestArgument | undefined {
  const { uri, line, version } = (argument ?? {}) as Record<keyof RequestArgument, unknown>;
  const isOne = typeof uri === 'string' && Number.isSafeInteger(line) && (line as number) >= 0;
  return isOne && ['number', 'undefined'].includes(typeof version) ? (argument as RequestArgument) : undefined;
}

/** The active editor, if it has requests. @throws `request-not-found` */
export function requestEditor(): vscode.TextEditor {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined || !hasRequests(editor.document)) throw noFile();
  return editor;
}

/**
 * The request that was clicked, or else the one under the cursor.
 * @throws `request-not-found`, also where its file is gone, and `request-changed` where the document has changed since
 *   the line above it was drawn
 */
export async function requestPlace(argument: unknown): Promise<RequestPlace> {
  const clicked = requestArgument(argument);
  if (clicked === undefined) {
    const { document, selection, viewColumn } = requestEditor();
    return { document, at: document.offsetAt(selection.active), viewColumn };
  }
  const { uri, line, version } = clicked;
  const shown = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri);
  const document = shown?.document ?? (await openRequests(uri));
  if (!hasRequests(document)) throw noFile();
  if (version !== undefined && document.version !== version)
    throw otherThanDrawn({ uri, line: Math.min(line, document.lineCount - 1) });
  return { document, at: document.offsetAt(new vscode.Position(line, 0)), viewColumn: shown?.viewColumn };
}

/** Opens a file with requests. @throws `request-not-found` where it is gone, such as by another name */
export async function openRequests(uri: string): Promise<vscode.TextDocument> {
  try {
    return await vscode.workspace.openTextDocument(vscode.Uri.parse(uri, true));
  } catch {
    throw new Fault('request-not-found', t('The file with the request is gone.'));
  }
}

/** The fault where a click on the line above a request would do something else than the line says. */
export function otherThanDrawn(place: FaultPlace): Fault {
  const what = t('The file or its profiles changed after the line above the request was drawn.');
  return new Fault('request-changed', what, { place });
}

function noFile(): Fault {
  return new Fault('request-not-found', t('No .http or .rest file is open.'));
}
