import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { offer } from './notify';
import { supportText, type Support } from './support-text';
import { runningVersions } from './versions';

/** Copies the last exchanges and lines of the log as a text that may be sent to anyone. */
export async function copyLog(
  versions: { version: string; system: string },
  known: Omit<Support, 'surroundings'>,
  showLog: () => void,
): Promise<void> {
  const text = supportText({ ...known, surroundings: runningVersions(versions) });
  await vscode.env.clipboard.writeText(text);
  const { exchanges, lines } = known;
  void offer(
    vscode.window.showInformationMessage,
    t('Copied the log for support (server exchanges: {exchanges}, log lines: {lines}). It holds no token or secret.', {
      exchanges: exchanges.length,
      lines: lines.length,
    }),
    [
      {
        title: t('Open Copied Text'),
        run: async () =>
          vscode.window.showTextDocument(
            await vscode.workspace.openTextDocument({ language: 'markdown', content: text }),
          ),
      },
      { title: t('Show Log'), run: showLog },
    ],
  );
}
