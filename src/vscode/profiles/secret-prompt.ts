import { t } from '@vscode/l10n';
import { plain } from '../../faults/plain';
import { hostsOf, secretHostsOf } from '../../profile/disclosed';
import { describeHost, describeRequest, longest } from '../../profile/disclosed-texts';
import type { UsableProfile } from '../../profile/known';
import type { SecretKind } from '../../profile/secret-kind';

/**
 * What the prompt for a secret says: whose it is, every host that it goes to, and where it is kept. Typing the secret of
 * a folder's profile also allows its use, so its prompt shows all that the question about the use shows.
 */
export function secretPrompt({ settings, home }: UsableProfile, kind: SecretKind): string {
  const isTeam = home.kind === 'team';
  const hosts = kind === 'token' ? [] : secretHostsOf(settings);
  const told = new Set(hosts.map(({ origin }) => origin));
  const further = isTeam ? hostsOf(settings).filter(({ origin }) => !told.has(origin)) : [];
  const request = isTeam ? describeRequest(settings) : [];
  const sentences = [
    settings.clientId === undefined
      ? ''
      : t('For the client {client}.', { client: plain(settings.clientId, isTeam ? longest.value : 80) }),
    hosts.length === 0
      ? t('It is kept in VS Code’s SecretStorage.')
      : t('It is sent to {hosts}, and kept in VS Code’s SecretStorage.', {
          hosts: hosts.map(describeHost).join(', '),
        }),
    further.length === 0
      ? ''
      : t('The folder’s profile also contacts {hosts}.', { hosts: further.map(describeHost).join(', ') }),
    request.length === 0 ? '' : t('The folder’s profile also sets: {parameters}.', { parameters: request.join('; ') }),
  ];
  return sentences.filter(Boolean).join(' ');
}
