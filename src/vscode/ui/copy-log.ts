import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { offer } from './notify';
import { supportText, type Support } from './support-text';

/** The kinds of remote windows. Elsewhere the name may be that of a host. */
const remotes = new Set(['ssh-remote', 'wsl', 'dev-container', 'attached-container', 'codespaces', 'tunnel']);

/** Copies the last exchanges and lines of the log as a text that may be sent to anyone. */
export async function copyLog(
  { version, system }: { version: string; system: string },
  known: Omit<Support, 'surroundings'>,
  showLog: () => void,
): Promise<void> {
  const { uiKind, remoteName } = vscode.env;
  const remote = remoteName === undefined ? 'none' : remotes.has(remoteName) ? remoteName : 'other';
  const text = supportText({
    ...known,
    surroundings: [
      ['Token Deck', version],
      ['VS Code', `${vscode.version}, ${uiKind === vscode.UIKind.Web ? 'web' : 'desktop'}, remote: ${remote}`],
      ['System', system],
    ],
  });
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
