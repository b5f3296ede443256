import type { Dialect } from '../../http/dialect';

/** An extension that sends the requests of `.http` files, and reads `{{$processEnv NAME}}` from its process when it sends. */
export interface Sender {
  extension: string;
  /** What people call it. */
  name: string;
  /** Sends the request under the cursor of the active editor. */
  command: string;
  /** Another command that only the real extension has. Test replacements register the first one alone. */
  further: string;
  dialect: Dialect;
}

export const httpYacExtension = 'anweber.vscode-httpyac';

export const senders: readonly Sender[] = [
  {
    ...{ extension: 'humao.rest-client', name: 'REST Client', dialect: 'rest-client' },
    ...{ command: 'rest-client.request', further: 'rest-client.history' },
  },
  {
    ...{ extension: httpYacExtension, name: 'httpYac', dialect: 'httpyac' },
    ...{ command: 'httpyac.send', further: 'httpyac.resend' },
  },
];

/**
 * The sender to use. One in another extension host would send a request with nothing in the place of its token.
 * @param available the commands of all extension hosts of the window
 * @param isHere whether an extension runs in this host
 * @returns also the one that is elsewhere, where none is here
 */
export function chooseSender(
  available: ReadonlySet<string>,
  isHere: (extension: string) => boolean,
): { here: Sender } | { elsewhere: Sender } | undefined {
  const active = senders.filter(({ command }) => available.has(command));
  const here = active.find(({ extension, further }) => isHere(extension) || !available.has(further));
  const [elsewhere] = active;
  return here !== undefined ? { here } : elsewhere && { elsewhere };
}
