import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { Fault } from '../../faults/fault';
import type { Dialect } from '../../http/dialect';

/** An extension that sends the requests of `.http` files, and reads `{{$processEnv NAME}}` from this process when it sends. */
export interface Sender {
  extension: string;
  /** Sends the request under the cursor of the active editor. */
  command: string;
  dialect: Dialect;
}

const senders: readonly Sender[] = [
  { extension: 'humao.rest-client', command: 'rest-client.request', dialect: 'rest-client' },
  { extension: 'anweber.vscode-httpyac', command: 'httpyac.send', dialect: 'httpyac' },
];

/** The extension that sends. @throws `sender-missing` */
export async function senderHere(): Promise<Sender> {
  const available = new Set(await vscode.commands.getCommands(true));
  const sender = senders.find(({ command }) => available.has(command));
  if (sender === undefined)
    throw new Fault('sender-missing', t('Neither REST Client nor httpYac is installed and active here.'));
  return sender;
}

/** The extension whose reading of a file counts before anything is sent. */
export function dialectHere(): Dialect {
  return senders.find(({ extension }) => vscode.extensions.getExtension(extension) !== undefined)?.dialect ?? 'httpyac';
}
