import { t } from '@vscode/l10n';
import * as vscode from 'vscode';
import { plain } from '../../faults/plain';
import { requestedParameters } from '../../oauth/requested';
import { nameOf, type UsableProfile } from '../../profile/known';
import type { Settings } from '../../profile/settings';

export type Answer = 'allow' | 'deny';

/** What a question came to: the answer, undefined where it was closed, and what it was about, for the list of answers. */
export interface Asked {
  answer: Answer | undefined;
  about: string;
}

/** Whether programs may use a profile's tokens. */
export async function askAutomation(known: UsableProfile): Promise<Asked> {
  const profile = plain(nameOf(known));
  const message = t('Let tasks, launch configurations and extensions use tokens of “{profile}”?', { profile });
  const detail = t(
    'A program asks for its token. The answer holds for every program, until you take it back with “Token Deck: Manage Access”.',
  );
  return {
    answer: await modal(message, detail),
    about: t('Tasks, launch configurations and extensions use tokens of “{profile}”', { profile }),
  };
}

/** Whether a team profile may use the secret that is stored for its client. */
export async function askSecretUse(known: UsableProfile): Promise<Asked> {
  const lines = await requestLines(known.settings);
  const folder = known.home.kind === 'team' ? plain(known.home.folder) : '';
  const names = { profile: plain(nameOf(known)), folder };
  const message = t('Let the profile “{profile}” of the folder “{folder}” use your stored secret?', names);
  const about = { ...names, request: lines.join(', ') };
  return {
    answer: await modal(message, lines.join('\n')),
    about: t('“{profile}” of the folder “{folder}” uses a stored secret ({request})', about),
  };
}

/** Whether an address that a token names may be asked for keys. */
export async function askOrigin(origin: string): Promise<Asked> {
  const shown = { origin: plain(origin, 2048) };
  const detail = t(
    'The token names this address; whoever made the token chose it, and sees that it is being checked. The answer is kept, until you take it back with “Token Deck: Manage Access”.',
  );
  return {
    answer: await modal(t('Ask {origin} for keys?', shown), detail),
    about: t('{origin} is asked for the keys of tokens that name it', shown),
  };
}

/** What a profile will send, and where: as the request will really have it, own parameters included. */
async function requestLines(settings: Settings): Promise<string[]> {
  const parameters = await requestedParameters(settings);
  // A host is never cut: its end says whose it is.
  const shown = (address: string) => ({ address: plain(new URL(address).href, 2048) });
  const { issuer, endpoints } = settings;
  return [
    t('Client: {client}', { client: plain(settings.clientId ?? '') }),
    ...(issuer === undefined ? [] : [t('Issuer: {address}', shown(issuer))]),
    // Where the profile names it, the secret goes there, whatever the issuer.
    ...(endpoints.token === undefined ? [] : [t('Token endpoint: {address}', shown(endpoints.token))]),
    ...[...parameters].map(([name, value]) => `${plain(name, 60)}: ${plain(value, 300)}`),
  ];
}

async function modal(message: string, detail: string): Promise<Answer | undefined> {
  const allow: vscode.MessageItem = { title: t('Allow') };
  const deny: vscode.MessageItem = { title: t('Never') };
  // A host without anyone before it refuses dialogs; then nobody allowed anything.
  const chosen = await Promise.resolve(
    vscode.window.showWarningMessage(message, { modal: true, detail }, allow, deny),
  ).catch(() => undefined);
  return chosen === allow ? 'allow' : chosen === deny ? 'deny' : undefined;
}
