import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { plain } from '../../faults/plain';
import { authoritiesOf } from '../../profile/authorities';
import { nameOf, type UsableProfile } from '../../profile/known';
import type { SecretKind } from '../../profile/secret-kind';
import { secretTexts } from '../../profile/secret-texts';
import { secretPrompt } from './secret-prompt';

/**
 * Asks for a profile's secret, and shows where it will be sent. The box stays open while the user fetches the secret
 * elsewhere.
 * @returns the secret without white space around it; undefined when cancelled
 */
export async function askSecret(
  known: UsableProfile,
  kind: SecretKind,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const authorities = await authoritiesOf(known.settings);
  const title = t('{profile}: {secret}', { profile: plain(nameOf(known)), secret: secretTexts[kind].label() });
  const prompt = secretPrompt(known, kind, authorities);
  if (kind === 'clientCertificate') {
    const { askCertificate } = await import('./ask-certificate');
    return askCertificate({ title, prompt, signal });
  }
  const source = new vscode.CancellationTokenSource();
  if (signal?.aborted) return undefined;
  const cancel = () => source.cancel();
  signal?.addEventListener('abort', cancel, { once: true });
  const value = await vscode.window.showInputBox(
    {
      title,
      prompt,
      password: true,
      ignoreFocusOut: true,
      validateInput: (text) => (text.trim() === '' ? secretTexts[kind].paste() : undefined),
    },
    source.token,
  );
  signal?.removeEventListener('abort', cancel);
  source.dispose();
  const trimmed = value?.trim();
  return trimmed === undefined || trimmed === '' ? undefined : trimmed;
}
