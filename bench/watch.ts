import * as vscode from 'vscode';
import { watchedGlobal, type Watched } from './figures';

/**
 * Counts how often timers of the extension fire, and notes when the sidebar is asked and has all its rows. To be called before the extension is
 * loaded.
 * @param folder where the extension's code is: others in this process have timers too
 */
export function watch(folder: string): void {
  const watched: Watched = { wakes: 0, sidebar: { first: NaN, drawn: NaN } };
  (globalThis as Record<string, unknown>)[watchedGlobal] = watched;

  let fired = -Infinity;
  // VS Code starts timers of its own for what the extension changes, such as a row: the machine is awake then.
  const note = () => {
    const now = performance.now();
    if (now - fired > 1000) watched.wakes++;
    fired = now;
  };
  const isOurs = () => new Error().stack?.includes(folder) === true;
  const counted = (callback: (...values: unknown[]) => void) =>
    isOurs()
      ? (...values: unknown[]) => {
          note();
          callback(...values);
        }
      : callback;
  for (const name of ['setTimeout', 'setInterval'] as const) {
    const start = globalThis[name] as (callback: (...values: unknown[]) => void, ...rest: unknown[]) => unknown;
    Object.assign(globalThis, {
      [name]: (callback: (...values: unknown[]) => void, ...rest: unknown[]) => start(counted(callback), ...rest),
    });
  }

  const { window } = vscode;
  const create = window.createTreeView.bind(window);
  window.createTreeView = <T>(id: string, options: vscode.TreeViewOptions<T>) => {
    const { treeDataProvider: provider } = options;
    let missing = Infinity;
    const getChildren = async (item?: T): Promise<T[]> => {
      const { sidebar } = watched;
      if (Number.isNaN(sidebar.first)) sidebar.first = performance.now();
      const children = (await provider.getChildren(item)) ?? [];
      if (missing === Infinity) missing = children.length;
      return children;
    };
    const getTreeItem = async (item: T): Promise<vscode.TreeItem> => {
      const row = await provider.getTreeItem(item);
      if (--missing === 0) watched.sidebar.drawn = performance.now();
      return row;
    };
    return create(id, { ...options, treeDataProvider: { ...provider, getChildren, getTreeItem } });
  };
}
