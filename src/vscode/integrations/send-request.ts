import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { Fault } from '../../faults/fault';
import { referencesAt, variableOf } from '../../http/request';
import type { KnownProfile } from '../../profile/known';
import { usable } from '../../profile/usable';
import type { Gate } from '../access/gate';
import { requestEditor } from '../tokens/token-commands';
import type { Profiles } from '../profiles/profiles';
import { LentVariables } from './lent-variables';

/** Extensions that send the requests of `.http` files, and read `{{$processEnv NAME}}` from this process when they send. */
const senders = [
  { extension: 'humao.rest-client', command: 'rest-client.request' },
  { extension: 'anweber.vscode-httpyac', command: 'httpyac.send' },
];

/** The variables of this process. Requests that are sent at the same time share them. */
const variables = new LentVariables(process.env);

/**
 * Sends the request under the cursor with REST Client or httpYac. While it is sent, this process's environment has fresh
 * tokens for its `{{$processEnv TOKEN_DECK_…}}` references.
 * @throws `request-not-found`, `profile-not-found`, `profile-ambiguous`, `sender-missing`
 */
export async function sendRequest(profiles: Profiles, gate: Gate): Promise<void> {
  const { document, selection } = requestEditor();
  const names = referencesAt(document.getText(), document.offsetAt(selection.active));
  const available = new Set(await vscode.commands.getCommands(true));
  const sender = senders.find(({ command }) => available.has(command));
  if (sender === undefined)
    throw new Fault('sender-missing', t('Neither REST Client nor httpYac is installed and active here.'));
  const tokens = await Promise.all(
    names.map(async (name): Promise<[string, string]> => {
      const profile = usable(await profileFor(name, profiles));
      return [name, (await gate.issue({ door: 'sender', caller: 'person', profile })).token];
    }),
  );
  const giveBack = variables.lend(tokens);
  try {
    await vscode.commands.executeCommand(sender.command);
  } finally {
    giveBack();
  }
}

async function profileFor(name: string, profiles: Profiles): Promise<KnownProfile> {
  const fitting = (await profiles.all()).filter(({ id }) => variableOf(id) === name);
  const [known] = fitting;
  const reference = `{{$processEnv ${name}}}`;
  if (known === undefined) throw new Fault('profile-not-found', t('No profile stands for {reference}.', { reference }));
  if (fitting.length > 1) {
    throw new Fault('profile-ambiguous', t('More than one profile stands for {reference}.', { reference }), {
      next: t('Give one of them another id.'),
    });
  }
  return known;
}
