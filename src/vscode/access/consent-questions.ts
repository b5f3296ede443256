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
  const name = plain(nameOf(known));
  const message = `Let tasks, launch configurations and extensions use tokens of “${name}”?`;
  const detail =
    'A program asks for its token. The answer holds for every program, until you take it back with “Token Deck: Manage Access”.';
  return {
    answer: await modal(message, detail),
    about: `Tasks, launch configurations and extensions use tokens of “${name}”`,
  };
}

/** Whether a team profile may use the secret that is stored for its client. */
export async function askSecretUse(known: UsableProfile): Promise<Asked> {
  const lines = await requestLines(known.settings);
  const folder = known.home.kind === 'team' ? plain(known.home.folder) : '';
  const profile = `“${plain(nameOf(known))}” of the folder “${folder}”`;
  return {
    answer: await modal(`Let the profile ${profile} use your stored secret?`, lines.join('\n')),
    about: `${profile} uses a stored secret (${lines.join(', ')})`,
  };
}

/** Whether an address that a token names may be asked for keys. */
export async function askOrigin(origin: string): Promise<Asked> {
  const shown = plain(origin, 2048);
  const message = `Ask ${shown} for keys?`;
  const detail =
    'The token names this address; whoever made the token chose it, and sees that it is being checked. The answer is kept, until you take it back with “Token Deck: Manage Access”.';
  return { answer: await modal(message, detail), about: `${shown} is asked for the keys of tokens that name it` };
}

/** What a profile will send, and where: as the request will really have it, own parameters included. */
async function requestLines(settings: Settings): Promise<string[]> {
  const parameters = await requestedParameters(settings);
  const address = (name: string, value: string | undefined) =>
    // A host is never cut: its end says whose it is.
    value === undefined ? [] : [`${name}: ${plain(new URL(value).href, 2048)}`];
  return [
    `Client: ${plain(settings.clientId ?? '')}`,
    ...address('Issuer', settings.issuer),
    // Where the profile names it, the secret goes there, whatever the issuer.
    ...address('Token endpoint', settings.endpoints.token),
    ...[...parameters].map(([name, value]) => `${plain(name, 60)}: ${plain(value, 300)}`),
  ];
}

async function modal(message: string, detail: string): Promise<Answer | undefined> {
  const allow: vscode.MessageItem = { title: 'Allow' };
  const deny: vscode.MessageItem = { title: 'Never' };
  // A host without anyone before it refuses dialogs; then nobody allowed anything.
  const chosen = await Promise.resolve(
    vscode.window.showWarningMessage(message, { modal: true, detail }, allow, deny),
  ).catch(() => undefined);
  return chosen === allow ? 'allow' : chosen === deny ? 'deny' : undefined;
}
