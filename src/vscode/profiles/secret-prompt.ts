import { t } from '@vscode/l10n';
import { plain } from '../../faults/plain';
import { receivesSecret, type HostRole } from '../../profile/disclosed';
import { describeOrigins, describeRequest, describeServers, longest } from '../../profile/disclosed-texts';
import type { UsableProfile } from '../../profile/known';
import type { SecretKind } from '../../profile/secret-kind';
import { shownName } from '../access/question-texts';

/** How much a personal profile's prompt shows of a client's id, and of the query of an address. */
const most = { client: 80, query: 80 };

/**
 * What the prompt for a secret says: whose it is, every address that it goes to, and where it is kept. Entering the secret
 * of a folder's profile also allows its use, so its prompt shows all that the question about the use shows.
 * @param authorities the fingerprints of the profile's further authorities
 */
export function secretPrompt(
  { settings, home }: UsableProfile,
  kind: SecretKind,
  authorities: readonly string[],
): string {
  const isTeam = home.kind === 'team';
  const { clientId } = settings;
  // A pasted token goes where its request does.
  const isTold = (role: HostRole) => kind !== 'token' && receivesSecret(role);
  const addresses = describeServers(settings, isTold, isTeam ? undefined : most.query);
  const further = isTeam ? describeServers(settings, (role) => !isTold(role)) : [];
  const request = isTeam ? [...describeOrigins(settings), ...describeRequest(settings, authorities)] : [];
  const client = clientId && plain(clientId, isTeam ? longest.value : most.client);
  const sentences = [
    isTeam ? asks(shownName(home.folder), client) : client ? t('For the client {client}.', { client }) : '',
    addresses.length === 0
      ? t('It is kept in VS Code’s SecretStorage.')
      : t('It is sent to {addresses}, and kept in VS Code’s SecretStorage.', { addresses: addresses.join(', ') }),
    further.length === 0 ? '' : t('The folder’s profile also contacts {addresses}.', { addresses: further.join(', ') }),
    request.length === 0 ? '' : t('The folder’s profile also sets: {parameters}.', { parameters: request.join('; ') }),
    isTeam ? t('Entering it allows this.') : '',
  ];
  return sentences.filter(Boolean).join(' ');
}

function asks(folder: string, client: string | undefined): string {
  return client
    ? t('The folder “{folder}” asks for it, for the client {client}.', { folder, client })
    : t('The folder “{folder}” asks for it.', { folder });
}
