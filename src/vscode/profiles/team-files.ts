import * as vscode from 'vscode';
import { knownProfile, type KnownProfile, type TeamHome, type UsableProfile } from '../../profile/known';
import type { ParsedProfile } from '../../profile/parse';
import type { TeamFile } from '../../profile/team-file';
import { stampOfPath } from './file-stamp.node';

const path = '.vscode/token-deck.json';

/** A workspace folder's file of team profiles, as it was last read. */
export interface FolderFile {
  folder: vscode.WorkspaceFolder;
  uri: vscode.Uri;
  text: string;
  file: TeamFile;
  home: TeamHome;
  /** The profiles of the file, in its order. */
  profiles: readonly KnownProfile[];
}

/** The team profiles of every folder of a trusted workspace, followed as the files change. */
export class TeamFiles implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly subscriptions: vscode.Disposable[];
  private files: Promise<FolderFile[]> | undefined;
  /** The time and size of each file when it was last read, even if reading failed. */
  private readonly stamps = new Map<string, string | undefined>();
  private listed: { files: readonly FolderFile[]; profiles: readonly KnownProfile[] } | undefined;
  private generation = 0;
  private announce: () => void = () => undefined;

  /** Fires when a file changed, or folders came, went or became trusted. */
  readonly onDidChange = this.changed.event;

  /** Resolves when a file is first read. */
  readonly firstRead = new Promise<void>((resolve) => (this.announce = resolve));

  /**
   * @param idOf the id of the folder with that address
   * @param onRead called with what a folder has, before anyone else sees it
   */
  constructor(
    private readonly idOf: (uri: string) => Promise<string>,
    private readonly onRead: (profiles: readonly UsableProfile[]) => Promise<void>,
    private readonly parse: () => Promise<(input: unknown) => ParsedProfile>,
    private readonly parseFile: () => Promise<(text: string, parse: (input: unknown) => ParsedProfile) => TeamFile>,
    private readonly log: (line: string) => void,
  ) {
    const watcher = vscode.workspace.createFileSystemWatcher(`**/${path}`);
    const parents = vscode.workspace.createFileSystemWatcher('**/.vscode', true, true, false);
    const again = () => this.reload();
    // A save is told twice, by the editor and by the watcher: the list is drawn once.
    const compare = () => void this.hasChanged();
    this.subscriptions = [
      this.changed,
      watcher,
      // When a whole folder is deleted, VS Code says nothing about the files in it.
      parents,
      parents.onDidDelete(again),
      watcher.onDidChange(compare),
      watcher.onDidCreate(again),
      watcher.onDidDelete(again),
      // Where files are not watched (remote, excluded), at least saves in this window are noticed.
      vscode.workspace.onDidSaveTextDocument((document) => {
        if (document.uri.path.endsWith(`/${path}`)) compare();
      }),
      // Reading an opened file shows what is wrong with it.
      vscode.workspace.onDidOpenTextDocument((document) => this.look(document)),
      vscode.workspace.onDidChangeWorkspaceFolders(again),
      vscode.workspace.onDidGrantWorkspaceTrust(again),
    ];
    for (const document of vscode.workspace.textDocuments) this.look(document);
  }

  /** The files that exist; none in an untrusted workspace. */
  list(): Promise<FolderFile[]> {
    this.files ??= this.readAll();
    return this.files;
  }

  /** Their profiles: the same list as before until a file is read again. */
  async profiles(): Promise<readonly KnownProfile[]> {
    const files = await this.list();
    if (this.listed?.files !== files) this.listed = { files, profiles: files.flatMap(({ profiles }) => profiles) };
    return this.listed.profiles;
  }

  /**
   * The open folders whose profiles are known for certain: their file was read, or there is none. A file that cannot be
   * read, or is not a team file, may have any.
   */
  async certain(): Promise<Pick<FolderFile, 'home' | 'profiles'>[]> {
    if (!vscode.workspace.isTrusted) return [];
    await this.hasChanged();
    const files = await this.list();
    const folders = (vscode.workspace.workspaceFolders ?? []).map(async (folder) => {
      const uri = fileOf(folder.uri).toString();
      const read = files.find((each) => each.uri.toString() === uri);
      if (read !== undefined) return read.profiles.length === 0 && read.file.problems.length > 0 ? [] : [read];
      const absent = (await isAbsent(fileOf(folder.uri))) && !(await isAbsent(folder.uri));
      return absent ? [{ home: await this.homeOf(folder), profiles: [] }] : [];
    });
    return (await Promise.all(folders)).flat();
  }

  /** The home of the profiles in a folder's file, also while it has none. */
  async homeOf({ name, uri }: vscode.WorkspaceFolder): Promise<TeamHome> {
    const address = uri.toString();
    return { kind: 'team', folder: name, uri: address, folderId: await this.idOf(address) };
  }

  /** Whether a file changed since it was read; if so, reloads the files. Compares only times and sizes. */
  async hasChanged(): Promise<boolean> {
    if (!vscode.workspace.isTrusted) return false;
    await this.list();
    const files = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => fileOf(uri));
    const stamps = await Promise.all(files.map(stampOf));
    const changed = files.some((uri, index) => this.stamps.get(uri.toString()) !== stamps[index]);
    if (changed) this.reload();
    return changed;
  }

  /** Reads the files again at the next use. */
  reload(): void {
    this.files = undefined;
    this.changed.fire();
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  private look(document: vscode.TextDocument): void {
    if (document.uri.path.endsWith(`/${path}`)) void this.list();
  }

  private async readAll(): Promise<FolderFile[]> {
    const generation = ++this.generation;
    if (!vscode.workspace.isTrusted) return [];
    const files = await Promise.all((vscode.workspace.workspaceFolders ?? []).map((folder) => this.read(folder)));
    // A file that changed while it was read is read again.
    if (generation !== this.generation) return this.list();
    const found = files.filter((file) => file !== undefined);
    if (found.length > 0) this.announce();
    return found;
  }

  private async read(folder: vscode.WorkspaceFolder): Promise<FolderFile | undefined> {
    const uri = fileOf(folder.uri);
    this.stamps.set(uri.toString(), await stampOf(uri));
    try {
      const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
      const file = (await this.parseFile())(text, await this.parse());
      const home = await this.homeOf(folder);
      const profiles = file.profiles.map(({ id, parsed }) => knownProfile({ id, home }, parsed));
      await this.onRead(profiles.filter((known): known is UsableProfile => known.usable));
      return { folder, uri, text, file, home, profiles };
    } catch (thrown) {
      if (!(thrown instanceof vscode.FileSystemError && thrown.code === 'FileNotFound')) {
        this.log(
          `the team profiles of a folder could not be read (${thrown instanceof Error ? thrown.name : 'unknown'})`,
        );
      }
      return undefined;
    }
  }
}

/** Where a folder's team profiles are. */
export function fileOf(folder: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(folder, path);
}

/** Whether there is nothing at an address; false where that cannot be told. */
async function isAbsent(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return false;
  } catch (thrown) {
    return thrown instanceof vscode.FileSystemError && thrown.code === 'FileNotFound';
  }
}

/** A file's time and size; undefined where there is none. */
async function stampOf(uri: vscode.Uri): Promise<string | undefined> {
  // VS Code's own file system asks the window each time: too slow for every token that is handed out.
  if (uri.scheme === 'file') return stampOfPath(uri.fsPath);
  try {
    const { mtime, size } = await vscode.workspace.fs.stat(uri);
    return `${mtime} ${size}`;
  } catch {
    return undefined;
  }
}
