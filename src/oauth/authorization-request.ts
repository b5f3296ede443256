import { buildAuthorizationUrl, type ServerMetadata } from 'openid-client';
import { grants } from '../profile/grants/table';
import { asksOpenid } from '../profile/openid';
import type { Endpoints } from '../profile/schema';
import type { Settings } from '../profile/settings';
import { endpointMissing } from './client-request';
import type { Client } from './credentials';
import { pushAuthorizationRequest, pushedAuthorizationRequestEndpoint } from './endpoints/pushed-authorization-request';
import type { AuthorizationServers } from './servers';
import { translate } from './translate';

/** The endpoints that a profile's first request takes: those of its grant, of its ID token and of its protections. */
export function neededEndpoints(settings: Settings): (keyof Endpoints)[] {
  const { endpoints } = grants[settings.grant];
  const signsIn = endpoints.includes('authorization');
  const { par } = settings.security ?? {};
  return [
    ...endpoints,
    ...(asksOpenid(settings) ? (['jwks'] as const) : []),
    ...(signsIn && par === true ? (['pushedAuthorizationRequest'] as const) : []),
  ];
}

/**
 * The address that the browser opens for a login. Its parameters are pushed before (RFC 9126) where the profile says so,
 * and where the server requires it.
 * @param secrets what must not appear in a message
 * @throws `endpoint-missing`, OAuth errors, faults of the connection
 */
export async function authorizationUrl(
  servers: AuthorizationServers,
  client: Client,
  metadata: ServerMetadata,
  parameters: URLSearchParams,
  secrets: readonly string[],
  signal: AbortSignal | undefined,
): Promise<URL> {
  const { settings } = client;
  const isPushed = settings.security?.par === true || metadata.require_pushed_authorization_requests === true;
  if (isPushed && metadata.pushed_authorization_request_endpoint === undefined)
    throw endpointMissing('pushedAuthorizationRequest', settings);
  const endpoints = isPushed ? [pushedAuthorizationRequestEndpoint(secrets)] : [];
  try {
    const configuration = await servers.configure(client, metadata, { endpoints, signal, answered: new Set() });
    return isPushed
      ? await pushAuthorizationRequest(configuration, parameters)
      : buildAuthorizationUrl(configuration, parameters);
  } catch (thrown) {
    throw translate(thrown, 'answer', secrets);
  }
}
