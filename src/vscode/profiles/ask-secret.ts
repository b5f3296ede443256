import * as vscode from 'vscode';
import { plain } from '../../faults/plain';
import { nameOf, type UsableProfile } from '../../profile/known';
import type { SecretKind } from '../../profile/problem';

const titles: Record<SecretKind, string> = {
  clientSecret: 'Client Secret',
  privateKey: 'Private Key',
  clientCertificate: 'Client Certificate',
  password: 'Password',
  token: 'Token',
  subjectToken: 'Subject Token',
  actorToken: 'Actor Token',
};

/**
 * Asks for a secret of a profile, and shows where it would be sent. Stays open while the user fetches it elsewhere.
 * @returns the secret without white space around it; undefined when cancelled
 */
export async function askSecret(
  known: UsableProfile,
  kind: SecretKind,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const { settings } = known;
  const goesTo = settings.endpoints.token ?? settings.issuer;
  const source = new vscode.CancellationTokenSource();
  if (signal?.aborted) return undefined;
  const cancel = () => source.cancel();
  signal?.addEventListener('abort', cancel, { once: true });
  const value = await vscode.window.showInputBox(
    {
      title: `${plain(nameOf(known))}: ${titles[kind]}`,
      prompt: [
        settings.clientId === undefined ? '' : `For the client ${plain(settings.clientId, 80)}. `,
        goesTo === undefined || kind === 'token' ? '' : `It is sent to ${plain(new URL(goesTo).href, 2048)}, `,
        goesTo === undefined || kind === 'token'
          ? 'It is kept in VS Code’s SecretStorage.'
          : 'and kept in VS Code’s SecretStorage.',
      ].join(''),
      password: true,
      ignoreFocusOut: true,
      validateInput: (text) =>
        text.trim() === '' ? `Paste the ${titles[kind].toLowerCase()}, or press Escape.` : undefined,
    },
    source.token,
  );
  signal?.removeEventListener('abort', cancel);
  source.dispose();
  const trimmed = value?.trim();
  return trimmed === undefined || trimmed === '' ? undefined : trimmed;
}
