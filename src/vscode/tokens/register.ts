import * as vscode from 'vscode';
import type { Disposables } from '../../base/disposables';
import { lazy } from '../../base/lazy';
import type { Ticker } from '../../base/ticker';
import type { ProfileNames } from '../../storage/profile-names';
import type { Profiles } from '../profiles/profiles';
import type { States } from '../profiles/states';
import { reportScheme, viewId } from '../ui/contributions';
import { drawnFirst } from './drawn-first';
import type { KeepFreshParts } from './keep-fresh';
import type { Reports } from './reports';
import type { Item, ProfileTree } from './tree';

interface TokensParts {
  profiles: Profiles;
  names: ProfileNames;
  states: States;
  ticker: Ticker;
  now: () => number;
  reports: () => Promise<Reports>;
  /** Reads stored tokens in the background. What shows their states is then drawn again. */
  loadTokens: () => Promise<void>;
}

/** Registers the sidebar. Its code is loaded when it is first visible. */
export function registerTokens(parts: () => Promise<TokensParts>, disposables: Disposables): void {
  const changed = disposables.add(new vscode.EventEmitter<Item[] | undefined>());
  const tree = lazy(async (): Promise<ProfileTree> => {
    const { ProfileTree } = await import('./tree');
    return disposables.add(new ProfileTree(view, (items) => changed.fire(items), await parts()));
  });
  disposables.add(
    vscode.workspace.registerTextDocumentContentProvider(reportScheme, {
      provideTextDocumentContent: async (uri) => (await (await parts()).reports()).textOf(uri),
    }),
  );
  const view: vscode.TreeView<Item> = disposables.add(
    vscode.window.createTreeView<Item>(viewId, {
      treeDataProvider: {
        onDidChangeTreeData: changed.event,
        ...drawnFirst(tree, () => void parts().then(({ loadTokens }) => loadTokens())),
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
