import * as vscode from 'vscode';
import type { KnownProfile } from '../../profile/known';
import { documentUri } from './profile-documents';
import { findOldNames, type OldNames } from './references';

type Kind = Parameters<typeof findOldNames>[1];

/** What is searched. Braces in braces are an error in ripgrep. */
const patterns: readonly (readonly [pattern: string, kind: Kind])[] = [
  ['**/*.{http,rest}', 'text'],
  ['**/.vscode/{tasks,launch,mcp,settings}.json', 'json'],
  ['**/*.code-workspace', 'json'],
  ['**/.vscode/token-deck.json', 'profiles'],
];

/** Files of each pattern that are looked at. */
const mostFiles = 500;
/** Bytes above which a file is not looked at. */
const largest = 1_000_000;
/** Places that are listed. */
const mostPlaces = 200;

/**
 * Where the workspace still uses old names of a profile: in its requests, tasks, launch configurations, settings and
 * team files, as they are in the editor or on disk, and in personal profiles.
 */
export async function searchOldNames(old: OldNames, profiles: readonly KnownProfile[]): Promise<vscode.Location[]> {
  const candidates = new Map<string, [uri: vscode.Uri, kind: Kind]>();
  const add = (uris: readonly vscode.Uri[], kind: Kind) => {
    for (const uri of uris) candidates.set(uri.toString(), [uri, kind]);
  };
  const { textDocuments, workspaceFile } = vscode.workspace;
  add(
    textDocuments.filter(({ languageId }) => ['http', 'rest'].includes(languageId)).map(({ uri }) => uri),
    'text',
  );
  for (const [pattern, kind] of patterns) {
    add(await vscode.workspace.findFiles(pattern, '**/node_modules/**', mostFiles), kind);
  }
  if (workspaceFile !== undefined && workspaceFile.scheme !== 'untitled') add([workspaceFile], 'json');
  add(
    profiles.filter(({ usable, home }) => usable && home.kind === 'personal').map(({ id }) => documentUri(id)),
    'profiles',
  );
  const places: vscode.Location[] = [];
  for (const [uri, kind] of candidates.values()) {
    if (places.length >= mostPlaces) break;
    if (findOldNames((await textOf(uri)) ?? '', kind, old).length > 0) places.push(...(await placesIn(uri, kind, old)));
  }
  return places.slice(0, mostPlaces);
}

/** Shows places one beside the other, where they can be read and edited; a single one in its editor. */
export async function showPlaces([first, ...more]: readonly vscode.Location[]): Promise<void> {
  if (first === undefined) return;
  if (more.length === 0) {
    await vscode.window.showTextDocument(first.uri, { selection: first.range });
    return;
  }
  await vscode.commands.executeCommand(
    'editor.action.peekLocations',
    first.uri,
    first.range.start,
    [first, ...more],
    'peek',
  );
}

/** A file's text as it is in the editor, else on disk; undefined where it cannot be read or is too large. */
async function textOf(uri: vscode.Uri): Promise<string | undefined> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open !== undefined) return open.getText();
  try {
    if ((await vscode.workspace.fs.stat(uri)).size > largest) return undefined;
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}

async function placesIn(uri: vscode.Uri, kind: Kind, old: OldNames): Promise<vscode.Location[]> {
  const document = await vscode.workspace.openTextDocument(uri);
  return findOldNames(document.getText(), kind, old).map(
    ({ offset, length }) =>
      new vscode.Location(uri, new vscode.Range(document.positionAt(offset), document.positionAt(offset + length))),
  );
}
