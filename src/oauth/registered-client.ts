import { t } from '@vscode/l10n';
import { urlOf } from '../base/url';
import { Fault } from '../faults/fault';
import { isLoopback } from '../profile/address';
import { grants } from '../profile/grants/table';
import type { Settings } from '../profile/settings';
import type { Registration, WantedClient } from '../storage/registrations';
import type { Client } from './credentials';

/** A client with the id, the secret and the method of the one that was registered for it. */
export function withRegistration(client: Client, { clientId, clientAuth, clientSecret }: Registration): Client {
  const settings = { ...client.settings, clientId, clientAuth };
  return { ...client, settings, credentials: { ...client.credentials, clientSecret } };
}

/** What a client for a profile is to be registered with. */
export function wantedBy({ grant, scope = '', clientAuth }: Settings, redirectUris: readonly string[]): WantedClient {
  return { redirectUris, grantType: grants[grant].grantType ?? grant, scope, method: clientAuth };
}

/** Whether a list has a redirect URI; a port on this machine may be any (RFC 8252 section 7.3). */
export function hasRedirectUri(registered: readonly string[], needed: string): boolean {
  return registered.includes(needed) || registered.includes(withoutPort(needed));
}

/** Whether a registration has what a login needs. @param redirectUri undefined for a login without one */
export function isEnough(
  { wanted, redirectUris }: Pick<Registration, 'wanted' | 'redirectUris'>,
  settings: Settings,
  redirectUri: string | undefined,
): boolean {
  const now = wantedBy(settings, []);
  const scopes = wanted.scope.split(' ');
  return (
    (redirectUri === undefined || hasRedirectUri(redirectUris, redirectUri)) &&
    wanted.grantType === now.grantType &&
    wanted.method === now.method &&
    now.scope.split(' ').every((each) => each === '' || scopes.includes(each))
  );
}

/** Whether a redirect URI is an address of this machine, which every provider for native apps takes. */
export function isOfThisMachine(uri: string): boolean {
  const url = urlOf(uri);
  return url !== undefined && url.protocol === 'http:' && isLoopback(url);
}

function withoutPort(uri: string): string {
  return isOfThisMachine(uri) ? uri.replace(/^(http:\/\/[^/]*?):\d+(?=\/|$)/, '$1') : uri;
}

/** The fault for a request of a profile whose client is not registered yet, or is no longer accepted. */
export function unregistered(): Fault {
  return new Fault('interaction-required', t('The profile’s client has to be registered, so you need to sign in.'));
}
