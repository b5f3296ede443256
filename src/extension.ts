import { config } from '@vscode/l10n';
import * as vscode from 'vscode';
import type { TokenDeckExtension } from '../token-deck';
import { Disposables } from './base/disposables';
import { setLanguage } from './base/language';
import { lazy } from './base/lazy';
import { registerCommands } from './vscode/commands/register';
import { exportedApi } from './vscode/integrations/api';
import { registerAccounts, registerIntegrations } from './vscode/integrations/register';
import { registerJwts } from './vscode/jwt/register';
import { registerRedirects } from './vscode/login/register';
import { registerMarks } from './vscode/marks/register';
import { registerProfiles } from './vscode/profiles/register';
import { keepTokensFresh, registerTokens, showStatusBar } from './vscode/tokens/register';
import { Log } from './vscode/ui/log';

/** Milliseconds after activation. VS Code has settled by then, and features that were not used yet may be loaded. */
const idle = 1000;

/**
 * Registers the features. Awaits nothing; the parts that they share are loaded with the first one that is used.
 * @returns the API for other extensions
 */
export function activate(context: vscode.ExtensionContext): TokenDeckExtension {
  // Dates and numbers are in the language of the texts.
  if (vscode.l10n.bundle !== undefined) {
    config({ contents: vscode.l10n.bundle });
    setLanguage(vscode.env.language);
  }
  const disposables = new Disposables();
  context.subscriptions.push(disposables);
  const log = disposables.add(new Log());
  const parts = lazy(async () => {
    const made = (await import('./parts/parts')).createParts(context, log, disposables);
    void showStatusBar(made, disposables);
    return made;
  });

  registerProfiles(parts, disposables);
  registerTokens(parts, disposables);
  registerRedirects(parts, disposables);
  registerJwts(parts, disposables);
  registerCommands(parts, disposables);

  const settled = new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, idle);
    disposables.add({ dispose: () => clearTimeout(timer) });
  });
  registerAccounts(parts, settled, disposables);
  void registerIntegrations(parts, settled, disposables);
  void settled.then(async () => {
    void registerMarks(parts, disposables);
    const made = await parts();
    await made.loadTokens();
    await Promise.all([made.collectTokens(), keepTokensFresh(made, disposables)]);
  });
  return exportedApi(parts, disposables);
}
