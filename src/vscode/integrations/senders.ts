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

export const httpYacExtension = 'anweber.vscode-httpyac';

const senders: readonly (Sender & InstallableSender)[] = [
  { extension: 'humao.rest-client', name: 'REST Client', command: 'rest-client.request', dialect: 'rest-client' },
  { extension: httpYacExtension, name: 'httpYac', command: 'httpyac.send', dialect: 'httpyac' },
];

/** A sender to offer where there is none: its id in the Marketplace, and what people call it. */
export interface InstallableSender {
  extension: string;
  name: string;
}

export const installableSenders: readonly InstallableSender[] = senders;

/** The extension that sends. @throws `sender-missing` */
export async function senderHere(): Promise<Sender> {
  const available = new Set(await vscode.commands.getCommands(true));
  const sender = senders.find(({ command }) => available.has(command));
  if (sender === undefined)
    throw new Fault('sender-missing', t('Neither REST Client nor httpYac is installed and active here.'));
  return sender;
}

/** What httpYac's extension exports, once it is active. */
export function httpYacExports(): unknown {
  const extension = vscode.extensions.getExtension<unknown>(httpYacExtension);
  return extension?.isActive === true ? extension.exports : undefined;
}

/** The extension whose reading of a file counts before anything is sent. */
export function dialectHere(): Dialect {
  return senders.find(({ extension }) => vscode.extensions.getExtension(extension) !== undefined)?.dialect ?? 'httpyac';
}
