import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { lazy } from '../../base/lazy';
import type { ParsedProfile } from '../../profile/parse';
import { describeProblems } from '../../profile/problem';
import type { ProfileStore } from '../../storage/profiles';
import type { ProfileCommands } from './profile-commands';
import { profileEnding, profileScheme } from '../ui/contributions';

/** Where a personal profile is edited. */
export function documentUri(id: string): vscode.Uri {
  return vscode.Uri.from({ scheme: profileScheme, path: `/personal/${id}${profileEnding}` });
}

export interface ProfileDocumentsParts {
  store: ProfileStore;
  parse: () => Promise<(input: unknown) => ParsedProfile>;
  profileCommands: () => Promise<ProfileCommands>;
}

/**
 * Personal profiles as JSON documents, without their secrets: VS Code backs up unsaved documents in clear text.
 * Saving applies a document. One that is not a usable profile cannot be saved; the error says why.
 */
export class ProfileDocuments implements vscode.FileSystemProvider {
  private readonly changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  private readonly store = lazy(async () => {
    const { store } = await this.parts();
    this.subscription = store.onDidChange(() => {
      this.version++;
      const open = vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === profileScheme);
      this.changed.fire(open.map(({ uri }) => ({ type: vscode.FileChangeType.Changed, uri })));
    });
    return store;
  });
  private subscription: { dispose(): void } | undefined;
  private version = Date.now();
  readonly onDidChangeFile = this.changed.event;

  constructor(private readonly parts: () => Promise<ProfileDocumentsParts>) {}

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    const known = (await (await this.store()).list()).find(({ id }) => id === idOf(uri));
    if (known === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    // An unusable profile is shown as it is stored; of an entry that cannot be read only the id is known.
    const profile = known.usable ? known.profile : (known.raw ?? { id: known.id });
    return new TextEncoder().encode(`${JSON.stringify(profile, null, 2)}\n`);
  }

  async writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    const id = idOf(uri);
    const { parse, profileCommands } = await this.parts();
    const parsed = (await parse())(parseJson(new TextDecoder().decode(content)));
    if (!parsed.ok)
      throw refused(t('The profile was not saved: {problems}', { problems: describeProblems(parsed.problems) }));
    if (parsed.profile.id !== id) {
      throw refused(t('The profile was not saved: {problems}', { problems: idMustStay(id) }));
    }
    await (await profileCommands()).save(parsed.profile, true);
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { length } = await this.readFile(uri);
    return { type: vscode.FileType.File, ctime: 0, mtime: this.version, size: length };
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(): void {
    throw refused(t('Profiles cannot be put in folders. Set “group” in the profile instead.'));
  }

  delete(): void {
    throw refused(t('The profile was not removed. Remove it in the Token Deck view.'));
  }

  rename(): void {
    throw refused(t('The profile was not renamed. Change its “name”.'));
  }

  dispose(): void {
    this.subscription?.dispose();
    this.changed.dispose();
  }
}

export function idOf(uri: vscode.Uri): string {
  return uri.path.slice('/personal/'.length, -profileEnding.length);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refused(t('The profile was not saved: it is not valid JSON.'));
  }
}

/** What is wrong with a document whose profile has another id. */
export function idMustStay(id: string): string {
  return t('“id” must stay “{id}”. To use another ID, choose “Change ID…” in the profile’s menu.', { id });
}

/**
 * An error whose message VS Code shows as it is: it writes the name of an error before its message, and a
 * `FileSystemError` is named after its code (“NoPermissions (FileSystemError)”).
 */
function refused(message: string): Error {
  return Object.assign(new Error(message), { name: '' });
}
