import * as vscode from 'vscode';
import { watchedGlobal, type Watched } from './figures';

/**
 * Counts the timers of the extension that fire, and notes when the sidebar is asked. To be called before the extension is
 * loaded.
 * @param folder where the extension's code is: others in this process have timers too
 */
export function watch(folder: string): void {
  const watched: Watched = { fired: 0, sidebar: { first: NaN, last: NaN } };
  (globalThis as Record<string, unknown>)[watchedGlobal] = watched;

  const isOurs = () => new Error().stack?.includes(folder) === true;
  const counted = (callback: (...values: unknown[]) => void) =>
    isOurs()
      ? (...values: unknown[]) => {
          watched.fired++;
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
    const timed = async <R>(asked: () => R): Promise<Awaited<R>> => {
      const now = performance.now();
      if (!(watched.sidebar.first <= now)) watched.sidebar.first = now;
      const answer = await asked();
      watched.sidebar.last = performance.now();
      return answer;
    };
    return create(id, {
      ...options,
      treeDataProvider: {
        ...provider,
        getChildren: (item) => timed(() => provider.getChildren(item)),
        getTreeItem: (item) => timed(() => provider.getTreeItem(item)),
      },
    });
  };
}
