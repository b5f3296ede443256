import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { offer } from './notify';

/** VS Code's own guide to keyrings that do not work; its own messages link to it. */
const guide = 'https://go.microsoft.com/fwlink/?linkid=2239490';

/** Says that SecretStorage does not work, what that means, and what helps. */
export async function warnOfStorage(showLog: () => void): Promise<void> {
  const message = t(
    'VS Code’s secret storage is not working, so profiles, secrets and tokens are kept only until this window closes. Unlock the system’s keyring, or install one.',
  );
  await offer(vscode.window.showWarningMessage, message, [
    {
      title: t('Open Troubleshooting Guide'),
      run: () => vscode.env.openExternal(vscode.Uri.parse(guide, true)),
    },
    { title: t('Show Log'), run: showLog },
  ]);
}
