import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { plain } from '../../faults/plain';
import { ownParametersOf, secretHostsOf } from '../../profile/disclosed';
import { describeHost, describeParameter } from '../../profile/disclosed-texts';
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

/**
 * Whose secret it is, every host that it goes to, what else a folder's profile sends, and where the secret is kept.
 * Typing it says yes to that.
 */
function promptFor({ settings, home }: UsableProfile, kind: SecretKind): string {
  const hosts = kind === 'token' ? [] : secretHostsOf(settings);
  const own = home.kind === 'team' ? ownParametersOf(settings) : [];
  const sentences = [
    settings.clientId === undefined ? '' : t('For the client {client}.', { client: plain(settings.clientId, 80) }),
    hosts.length === 0
      ? t('It is kept in VS Code’s SecretStorage.')
      : t('It is sent to {hosts}, and kept in VS Code’s SecretStorage.', {
          hosts: hosts.map(describeHost).join(', '),
        }),
    own.length === 0
      ? ''
      : t('The folder’s profile also sets: {parameters}.', { parameters: own.map(describeParameter).join('; ') }),
  ];
  return sentences.filter(Boolean).join(' ');
}
