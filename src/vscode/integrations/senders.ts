import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { Fault } from '../../faults/fault';
import type { Dialect } from '../../http/dialect';
import { chooseSender, httpYacExtension, senders, type Sender } from './sender-choice';

export { httpYacExtension, type Sender } from './sender-choice';

/** A sender to offer where there is none: its id in the Marketplace, and what people call it. */
export type InstallableSender = Pick<Sender, 'extension' | 'name'>;

export const installableSenders: readonly InstallableSender[] = senders;

const isHere = (extension: string) => vscode.extensions.getExtension(extension) !== undefined;

/**
 * The extension that sends. One that VS Code has not started yet is started.
 * @throws `sender-missing`, also where one is in another extension host
 */
export async function senderHere(): Promise<Sender> {
  const installed = senders.find(({ extension }) => isHere(extension));
  const extension = installed && vscode.extensions.getExtension(installed.extension);
  // Of one that fails to start, VS Code tells.
  if (extension?.isActive === false) await Promise.resolve(extension.activate()).catch(() => undefined);
  const chosen = chooseSender(new Set(await vscode.commands.getCommands(true)), isHere);
  if (chosen === undefined)
    throw new Fault('sender-missing', t('Neither REST Client nor httpYac is installed and active here.'));
  if ('here' in chosen) return chosen.here;
  throw new Fault(
    'sender-missing',
    t('{extension} runs in another extension host than Token Deck, so it cannot get the token; nothing was sent.', {
      extension: chosen.elsewhere.name,
    }),
  );
}

/** What httpYac's extension exports, once it is active. */
export function httpYacExports(): unknown {
  const extension = vscode.extensions.getExtension<unknown>(httpYacExtension);
  return extension?.isActive === true ? extension.exports : undefined;
}

/** The extension whose reading of a file counts before anything is sent. */
export function dialectHere(): Dialect {
  return senders.find(({ extension }) => isHere(extension))?.dialect ?? 'httpyac';
}
