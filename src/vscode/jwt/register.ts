import * as vscode from 'vscode';
import type { Disposables } from '../../base/disposables';
import { lazy } from '../../base/lazy';
import type { TokenIndex } from '../../tokens/token-index';
import { setting } from '../ui/configuration';
import { comparisonScheme, inspectorView } from '../ui/contributions';
import type { Comparisons } from './comparison';

interface JwtParts {
  index: TokenIndex;
  restoreInspector: (panel: vscode.WebviewPanel, state: unknown) => Promise<void>;
  comparisons: () => Promise<Comparisons>;
  now: () => number;
}

/** Registers the hover over JWTs, inspectors that survive a reload of the window, and comparisons. */
export function registerJwts(parts: () => Promise<JwtParts>, disposables: Disposables): void {
  const hover = lazy(async () => new (await import('./hover')).JwtHover(await parts()));
  disposables.add(
    vscode.languages.registerHoverProvider('*', {
      provideHover: async (document, position) =>
        setting('hover.enabled') ? (await hover()).provideHover(document, position) : undefined,
    }),
    vscode.window.registerWebviewPanelSerializer(inspectorView, {
      deserializeWebviewPanel: async (panel, state) => (await parts()).restoreInspector(panel, state),
    }),
    vscode.workspace.registerTextDocumentContentProvider(comparisonScheme, {
      provideTextDocumentContent: async (uri) => (await (await parts()).comparisons()).textOf(uri),
    }),
  );
}
