import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { reportScheme } from '../ui/contributions';

/** The most reports that are remembered. */
const most = 10;

/** Shows reports as documents that exist only in memory, rendered. */
export class Reports {
  private readonly texts = new Map<string, string>();

  /** The text of a report. */
  textOf(uri: vscode.Uri): string {
    return this.texts.get(uri.path) ?? `${t('The report was not kept. Diagnose again.')}\n`;
  }

  /** Opens a report; as text where nothing renders Markdown. @param name what its tab is called */
  async show(name: string, text: string): Promise<void> {
    // A new address each time: an open report stays what it was.
    const path = `/${crypto.randomUUID()}/${name.replace(/[\\/:*?"<>|#%]+/g, '-')}.md`;
    this.texts.set(path, text);
    for (const old of [...this.texts.keys()].slice(0, -most)) this.texts.delete(old);
    const uri = vscode.Uri.from({ scheme: reportScheme, path });
    try {
      await vscode.commands.executeCommand('markdown.showPreview', uri);
    } catch {
      await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
    }
  }
}
