import { config } from '@vscode/l10n';
import * as vscode from 'vscode';
import { Disposables } from './base/disposables';
import { setLanguage } from './base/language';
import { lazy } from './base/lazy';
import { registerCommands } from './vscode/commands/register';
import { registerIntegrations } from './vscode/integrations/register';
import { registerJwts } from './vscode/jwt/register';
import { registerRedirects } from './vscode/login/register';
import { registerMarks } from './vscode/marks/register';
import { registerProfiles } from './vscode/profiles/register';
import { keepTokensFresh, registerTokens, showStatusBar } from './vscode/tokens/register';
import { Log } from './vscode/ui/log';

/** Milliseconds after activation. VS Code has settled by then, and features that were not used yet may be loaded. */
const idle = 1000;

/** Registers the features. Awaits nothing; the parts that they share are loaded with the first one that is used. */
export function activate(context: vscode.ExtensionContext): void {
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

  const timer = setTimeout(() => {
    void registerMarks(parts, disposables);
    void registerIntegrations(parts, disposables);
    void parts().then(async (made) => {
      await made.loadTokens();
      await Promise.all([made.collectTokens(), keepTokensFresh(made, disposables)]);
    });
  }, idle);
  disposables.add({ dispose: () => clearTimeout(timer) });
}
