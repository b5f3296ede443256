import * as vscode from 'vscode';
import type { Dialect } from '../../http/dialect';
import { changesSending, isJudgedByText, isSenderFile, isSettingsFile } from '../../http/sender-files';

/** What is looked at before the answer is that something may change the request. */
const limits = { folders: 50, files: 20, bytes: 256 * 1024 };

/** The folder of variables in each folder, by httpYac's default. */
const variablesFolder = 'env';

/**
 * What, apart from its file, can change where a request goes or which headers it has: the workspace's settings for its
 * sender, or a file that httpYac reads.
 * @returns its name for people; undefined if there is nothing
 */
export async function changedBy(document: vscode.TextDocument, dialect: Dialect): Promise<string | undefined> {
  // Both take the proxy and the check of certificates from VS Code.
  for (const section of [dialect, 'http']) {
    const setting = settingOfWorkspace(section, document);
    if (setting !== undefined) return setting;
  }
  if (dialect === 'rest-client') return undefined;
  const found = document.isUntitled
    ? (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => fileFrom(uri, document))
    : [fileFrom(vscode.Uri.joinPath(document.uri, '..'), document)];
  const file = (await Promise.all(found)).find((each) => each !== undefined);
  return file === undefined ? undefined : vscode.workspace.asRelativePath(file);
}

function settingOfWorkspace(section: string, document: vscode.TextDocument): string | undefined {
  const inspected = vscode.workspace.getConfiguration(undefined, document).inspect<object>(section);
  const values = [
    ...[inspected?.workspaceValue, inspected?.workspaceFolderValue],
    ...[inspected?.workspaceLanguageValue, inspected?.workspaceFolderLanguageValue],
  ];
  const [key] = values.flatMap((value) => Object.keys(value ?? {}));
  return key === undefined ? undefined : `${section}.${key}`;
}

/**
 * The first file from this folder up that changes what httpYac sends. Settings are looked for up to the root; all else up
 * to the nearest `package.json`, where httpYac ends too.
 */
async function fileFrom(start: vscode.Uri, document: vscode.TextDocument): Promise<vscode.Uri | undefined> {
  const own = vscode.workspace.getConfiguration('httpyac', document).get<unknown>('envDirName');
  const inside = [variablesFolder, ...(typeof own === 'string' && own !== '' ? [own] : [])];
  let folder = start;
  let isWithin = true;
  for (let count = 0; count < limits.folders; count++) {
    const names = await namesIn(folder);
    if (names === undefined) return folder;
    const found = isWithin
      ? ((await changing(folder, names)) ?? (await changingInside(folder, inside)))
      : names.filter(isSettingsFile).map((name) => vscode.Uri.joinPath(folder, name))[0];
    if (found !== undefined) return found;
    isWithin &&= !names.includes('package.json');
    if (isRoot(folder)) return undefined;
    folder = vscode.Uri.joinPath(folder, '..');
  }
  return folder;
}

/** Whether a folder has none above it: on Windows, a drive or what another computer shares. */
function isRoot({ scheme, authority, path }: vscode.Uri): boolean {
  if (path === '/' || path === '') return true;
  return scheme === 'file' && (authority === '' ? /^\/[a-z]:\/?$/i : /^\/[^/]+\/?$/).test(path);
}

async function changingInside(parent: vscode.Uri, folders: readonly string[]): Promise<vscode.Uri | undefined> {
  for (const each of folders) {
    const folder = vscode.Uri.joinPath(parent, each);
    const names = await namesIn(folder);
    const found = names === undefined ? folder : await changing(folder, names);
    if (found !== undefined) return found;
  }
  return undefined;
}

async function changing(folder: vscode.Uri, names: readonly string[]): Promise<vscode.Uri | undefined> {
  for (const [index, name] of names.filter(isSenderFile).entries()) {
    const uri = vscode.Uri.joinPath(folder, name);
    const isRead = isJudgedByText(name) && index < limits.files;
    if (changesSending(name, isRead ? await textOf(uri) : undefined)) return uri;
  }
  return undefined;
}

/** The names in a folder, none if there is no such folder; undefined if it cannot be read. */
async function namesIn(folder: vscode.Uri): Promise<string[] | undefined> {
  try {
    return (await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name);
  } catch (error) {
    const isAbsent =
      error instanceof vscode.FileSystemError && ['FileNotFound', 'FileNotADirectory'].includes(error.code);
    return isAbsent ? [] : undefined;
  }
}

async function textOf(uri: vscode.Uri): Promise<string | undefined> {
  try {
    if ((await vscode.workspace.fs.stat(uri)).size > limits.bytes) return undefined;
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}
