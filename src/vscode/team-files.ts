import * as vscode from 'vscode';
import type { KnownProfile } from '../profile/known';
import type { ParsedProfile } from '../profile/parse';
import type { TeamFile } from '../profile/team-file';

const path = '.vscode/token-deck.json';

/** A workspace folder's file of team profiles, as it was read last. */
export interface FolderFile {
  folder: vscode.WorkspaceFolder;
  uri: vscode.Uri;
  text: string;
  file: TeamFile;
}

/** The team profiles of every folder of a trusted workspace, followed as the files change. */
export class TeamFiles implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly subscriptions: vscode.Disposable[];
  private files: Promise<FolderFile[]> | undefined;
  private generation = 0;
  private announce: () => void = () => undefined;

  /** Fires when a file was changed, or folders came, went or became trusted. */
  readonly onDidChange = this.changed.event;

  /** Resolves when a file was read for the first time. */
  readonly firstRead = new Promise<void>((resolve) => (this.announce = resolve));

  constructor(
    private readonly parse: () => Promise<(input: unknown) => ParsedProfile>,
    private readonly parseFile: () => Promise<(text: string, parse: (input: unknown) => ParsedProfile) => TeamFile>,
    private readonly log: (line: string) => void,
  ) {
    const watcher = vscode.workspace.createFileSystemWatcher(`**/${path}`);
    const again = () => this.reload();
    this.subscriptions = [
      this.changed,
      watcher,
      watcher.onDidChange(again),
      watcher.onDidCreate(again),
      watcher.onDidDelete(again),
      // Where files are not watched (remote, excluded), what is saved here is seen at least.
      vscode.workspace.onDidSaveTextDocument((document) => {
        if (document.uri.path.endsWith(`/${path}`)) this.reload();
      }),
      // Whoever looks at such a file is to see what is wrong with it.
      vscode.workspace.onDidOpenTextDocument((document) => this.look(document)),
      vscode.workspace.onDidChangeWorkspaceFolders(again),
      vscode.workspace.onDidGrantWorkspaceTrust(again),
    ];
    for (const document of vscode.workspace.textDocuments) this.look(document);
  }

  /** The files that are there. Folders of an untrusted workspace have none. */
  list(): Promise<FolderFile[]> {
    this.files ??= this.readAll();
    return this.files;
  }

  async profiles(): Promise<KnownProfile[]> {
    return (await this.list()).flatMap(({ folder, file }) =>
      file.profiles.map(({ id, parsed }) => ({
        id,
        parsed,
        home: { kind: 'team' as const, folder: folder.name, uri: folder.uri.toString() },
      })),
    );
  }

  /** Reads the files anew at the next use. */
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
    const uri = vscode.Uri.joinPath(folder.uri, path);
    try {
      const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
      const file = (await this.parseFile())(text, await this.parse());
      return { folder, uri, text, file };
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
