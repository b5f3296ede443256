import * as vscode from 'vscode';
import { isInIndex } from './git-index';

/** Bytes above which an index is not read: about half a million files. */
const largestIndex = 64 * 1024 * 1024;

/** Bytes above which a `.git` file is not followed. */
const largestPointer = 4096;

/** How many folders upwards from a file are searched. */
const deepest = 64;

interface Answers {
  mtime: number;
  size: number;
  byPath: Map<string, boolean>;
}

/** Tells which files git tracks by reading the repository’s index, without running git or asking its extension. */
export class GitTracked implements vscode.Disposable {
  private readonly answers = new Map<string, Answers>();
  private readonly watchers = new Map<string, vscode.Disposable>();
  private readonly changed = new vscode.EventEmitter<void>();

  /** Fires when the index of a repository that was asked about has changed. */
  readonly onDidChange = this.changed.event;

  dispose(): void {
    vscode.Disposable.from(this.changed, ...this.watchers.values()).dispose();
  }

  /**
   * Whether git tracks a file; false if that cannot be told, since we warn only when we are certain.
   * Reads the index only if it has changed since the last time.
   */
  async has(file: vscode.Uri): Promise<boolean> {
    const found = await this.repositoryOf(file);
    if (found === undefined) return false;
    const path = file.path.slice(found.root.path.replace(/\/$/, '').length + 1);
    const index = vscode.Uri.joinPath(found.gitFolder, 'index');
    this.watch(found.gitFolder);
    const stat = await statOf(index);
    if (stat?.type !== vscode.FileType.File || stat.size > largestIndex) return false;
    const key = index.toString();
    let answers = this.answers.get(key);
    if (answers?.mtime !== stat.mtime || answers.size !== stat.size) {
      answers = { mtime: stat.mtime, size: stat.size, byPath: new Map() };
      this.answers.set(key, answers);
    }
    const known = answers.byPath.get(path);
    if (known !== undefined) return known;
    const bytes = await contentOf(index);
    const tracked = bytes !== undefined && isInIndex(bytes, path) === true;
    answers.byPath.set(path, tracked);
    return tracked;
  }

  private watch(gitFolder: vscode.Uri): void {
    const key = gitFolder.toString();
    if (this.watchers.has(key)) return;
    const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(gitFolder, 'index'));
    const fire = () => this.changed.fire();
    this.watchers.set(
      key,
      vscode.Disposable.from(
        watcher,
        ...[watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete].map((on) => on(fire)),
      ),
    );
  }

  /** The nearest repository upwards from a file, which may be above the workspace folder. */
  private async repositoryOf(file: vscode.Uri): Promise<{ root: vscode.Uri; gitFolder: vscode.Uri } | undefined> {
    let folder = vscode.Uri.joinPath(file, '..');
    for (let level = 0; level < deepest; level++) {
      const entry = vscode.Uri.joinPath(folder, '.git');
      const stat = await statOf(entry);
      if (stat !== undefined && isFolder(stat)) return { root: folder, gitFolder: entry };
      if (stat?.type === vscode.FileType.File && stat.size <= largestPointer) {
        const gitFolder = await followed(entry, folder);
        return gitFolder && { root: folder, gitFolder };
      }
      const above = vscode.Uri.joinPath(folder, '..');
      if (above.path === folder.path) return undefined;
      folder = above;
    }
    return undefined;
  }
}

/**
 * The folder that the `.git` file of a linked work tree or a submodule names. It may be anywhere, so we follow it only in
 * trusted workspaces, and never to another machine: asking one tells it who asks.
 */
async function followed(pointer: vscode.Uri, folder: vscode.Uri): Promise<vscode.Uri | undefined> {
  if (!vscode.workspace.isTrusted) return undefined;
  const bytes = await contentOf(pointer);
  const path = /^gitdir: ([^\0\r\n]+)\s*$/.exec(new TextDecoder().decode(bytes ?? new Uint8Array()))?.[1];
  const slashed = path?.replaceAll('\\', '/');
  if (path === undefined || slashed === undefined || slashed.startsWith('//')) return undefined;
  if (/^[a-z]:\//i.test(slashed)) return folder.with({ path: `/${slashed}` });
  return path.startsWith('/') ? folder.with({ path }) : vscode.Uri.joinPath(folder, path);
}

/** Whether it is a folder; a link to one may lead anywhere too, so it counts only in trusted workspaces. */
function isFolder({ type }: vscode.FileStat): boolean {
  const { Directory, SymbolicLink } = vscode.FileType;
  const isLink = (type & SymbolicLink) !== 0;
  return (type & Directory) !== 0 && (!isLink || vscode.workspace.isTrusted);
}

async function statOf(uri: vscode.Uri): Promise<vscode.FileStat | undefined> {
  try {
    return await vscode.workspace.fs.stat(uri);
  } catch {
    return undefined;
  }
}

async function contentOf(uri: vscode.Uri): Promise<Uint8Array | undefined> {
  try {
    return await vscode.workspace.fs.readFile(uri);
  } catch {
    return undefined;
  }
}
