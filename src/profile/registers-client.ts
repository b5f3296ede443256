import { clientAuths, usualSecret } from './client-auth/table';
import { grants } from './grants/table';
import type { Settings } from './settings';

/**
 * Whether a client is registered for the profile when a person signs in (RFC 7591): it names none, and its issuer may
 * offer that. A client that shows a key or a certificate of its own is registered by hand.
 */
export function registersClient(
  settings: Pick<Settings, 'clientId' | 'clientAuth' | 'endpoints' | 'grant' | 'issuer' | 'security'>,
): boolean {
  const { clientId, clientAuth, endpoints, grant, issuer, security } = settings;
  if (clientId !== undefined || grants[grant].obtained !== 'login') return false;
  if (issuer === undefined && endpoints.registration === undefined) return false;
  const secret = clientAuth === undefined ? undefined : clientAuths[clientAuth].secret;
  return (secret === undefined || secret === usualSecret) && security?.jar !== true;
}
