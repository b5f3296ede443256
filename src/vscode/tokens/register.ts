import * as vscode from 'vscode';
import type { Disposables } from '../../base/disposables';
import { lazy } from '../../base/lazy';
import type { Ticker } from '../../base/ticker';
import type { Profiles } from '../profiles/profiles';
import type { States } from '../profiles/states';
import { viewId } from '../ui/contributions';
import type { KeepFreshParts } from './keep-fresh';
import type { Item, ProfileTree } from './tree';

interface TokensParts {
  profiles: Profiles;
  states: States;
  ticker: Ticker;
  now: () => number;
  /** Reads stored tokens in the background; the sidebar is drawn before that, and again after it. */
  loadTokens: () => Promise<void>;
}

/** Registers the sidebar. Its code is loaded when it is first visible. */
export function registerTokens(parts: () => Promise<TokensParts>, disposables: Disposables): void {
  const changed = disposables.add(new vscode.EventEmitter<Item[] | undefined>());
  const tree = lazy(async (): Promise<ProfileTree> => {
    const { ProfileTree } = await import('./tree');
    const made = await parts();
    void made.loadTokens();
    return disposables.add(new ProfileTree(view, (items) => changed.fire(items), made));
  });
  const view: vscode.TreeView<Item> = disposables.add(
    vscode.window.createTreeView<Item>(viewId, {
      treeDataProvider: {
        onDidChangeTreeData: changed.event,
        getChildren: async (item) => (await tree()).getChildren(item),
        getTreeItem: async (item) => (await tree()).getTreeItem(item),
      },
      showCollapseAll: true,
    }),
  );
}

/** Adds the status bar item, which appears once a profile is selected. */
export async function showStatusBar(parts: TokensParts, disposables: Disposables): Promise<void> {
  const { StatusBar } = await import('./status-bar');
  disposables.add(new StatusBar(parts));
}

/** Keeps tokens fresh from now on. */
export async function keepTokensFresh(parts: KeepFreshParts, disposables: Disposables): Promise<void> {
  const { keepFresh } = await import('./keep-fresh');
  disposables.add(keepFresh(parts));
}
