import type { Memory } from '../access/answers';

const prefix = 'folder.';

/**
 * The random ids of the workspace's folders. They are kept in `workspaceState`, by address: two containers may open
 * folders of the same address, and share everything else that is stored.
 */
export class FolderIds {
  private readonly ids = new Map<string, Promise<string>>();

  constructor(
    private readonly workspaceState: Pick<Memory, 'get' | 'update'>,
    private readonly random: () => string,
  ) {}

  /** The id of the folder with that address, the same from now on. */
  of(uri: string): Promise<string> {
    const known = this.ids.get(uri);
    if (known !== undefined) return known;
    const id = this.stored(prefix + uri).catch((thrown: unknown) => {
      this.ids.delete(uri);
      throw thrown;
    });
    this.ids.set(uri, id);
    return id;
  }

  private async stored(key: string): Promise<string> {
    const before = this.read(key);
    if (before !== undefined) return before;
    const made = this.random();
    await this.workspaceState.update(key, made);
    // The last one that is stored holds. On the web, two windows that open a folder for the first time at once may still
    // use two ids until one of them is reloaded: VS Code does not tell a window of another's `workspaceState`. What was
    // allowed under the id that is lost is asked again, so nothing is gained by it.
    return this.read(key) ?? made;
  }

  private read(key: string): string | undefined {
    const stored = this.workspaceState.get(key);
    return typeof stored === 'string' && stored !== '' ? stored : undefined;
  }
}
