import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { plain } from '../../faults/plain';
import { nameOf, type UsableProfile } from '../../profile/known';
import type { SecretKind } from '../../profile/secret-kind';
import { secretTexts } from '../../profile/secret-texts';

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
  const source = new vscode.CancellationTokenSource();
  if (signal?.aborted) return undefined;
  const cancel = () => source.cancel();
  signal?.addEventListener('abort', cancel, { once: true });
  const value = await vscode.window.showInputBox(
    {
      title: t('{profile}: {secret}', { profile: plain(nameOf(known)), secret: secretTexts[kind].label() }),
      prompt: promptFor(known, kind),
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

/** Whose secret it is, where it goes, and where it is kept. */
function promptFor({ settings }: UsableProfile, kind: SecretKind): string {
  const goesTo = kind === 'token' ? undefined : (settings.endpoints.token ?? settings.issuer);
  const sentences = [
    settings.clientId === undefined ? '' : t('For the client {client}.', { client: plain(settings.clientId, 80) }),
    goesTo === undefined
      ? t('It is kept in VS Code’s SecretStorage.')
      : t('It is sent to {address}, and kept in VS Code’s SecretStorage.', {
          // A host is never cut: its end says whose it is.
          address: plain(new URL(goesTo).href, 2048),
        }),
  ];
  return sentences.filter(Boolean).join(' ');
}
