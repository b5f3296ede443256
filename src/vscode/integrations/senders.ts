import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { Fault } from '../../faults/fault';
import type { Dialect } from '../../http/dialect';

/** An extension that sends the requests of `.http` files, and reads `{{$processEnv NAME}}` from this process when it sends. */
export interface Sender {
  extension: string;
  /** What people call it. */
  name: string;
  /** Sends the request under the cursor of the active editor. */
  command: string;
  dialect: Dialect;
}

const senders: readonly (Sender & InstallableSender)[] = [
  { extension: 'humao.rest-client', name: 'REST Client', command: 'rest-client.request', dialect: 'rest-client' },
  { extension: 'anweber.vscode-httpyac', name: 'httpYac', command: 'httpyac.send', dialect: 'httpyac' },
];

/** A sender to offer where there is none: its id in the Marketplace, and what people call it. */
export interface InstallableSender {
  extension: string;
  name: string;
}

export const installableSenders: readonly InstallableSender[] = senders;

/**
 * The extension that sends. Commands are those of all extension hosts of the window, extensions those of this one alone.
 * @throws `sender-missing`
 */
export async function senderHere(): Promise<Sender> {
  const available = new Set(await vscode.commands.getCommands(true));
  const active = senders.filter(({ command }) => available.has(command));
  const sender = active.find(({ command }) => vscode.extensions.all.some((each) => contributes(each, command)));
  if (sender !== undefined) return sender;
  const [elsewhere] = active;
  if (elsewhere === undefined)
    throw new Fault('sender-missing', t('Neither REST Client nor httpYac is installed and active here.'));
  // It would send the request with nothing in the place of the token.
  throw new Fault(
    'sender-missing',
    t('{extension} runs in another extension host than Token Deck, so it cannot get the token; nothing was sent.', {
      extension: elsewhere.name,
    }),
    { next: t('Install both on the same side: where the workspace is.') },
  );
}

function contributes({ packageJSON }: vscode.Extension<unknown>, command: string): boolean {
  const { contributes: contributed } = packageJSON as { contributes?: { commands?: unknown } };
  const commands: unknown = contributed?.commands;
  return Array.isArray(commands) && commands.some((each: { command?: unknown } | null) => each?.command === command);
}

/** The extension whose reading of a file counts before anything is sent. */
export function dialectHere(): Dialect {
  return senders.find(({ extension }) => vscode.extensions.getExtension(extension) !== undefined)?.dialect ?? 'httpyac';
}
