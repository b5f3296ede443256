import {
  buildAuthorizationUrl,
  buildAuthorizationUrlWithJAR,
  modifyAssertion,
  type Configuration,
  type ServerMetadata,
} from 'openid-client';
import { grants } from '../profile/grants/table';
import { asksOpenid } from '../profile/openid';
import type { Endpoints } from '../profile/schema';
import { signsRequest } from '../profile/secrets-used';
import type { Settings } from '../profile/settings';
import { endpointMissing } from './client-request';
import { credential, type Client } from './credentials';
import { pushAuthorizationRequest, pushedAuthorizationRequestEndpoint } from './endpoints/pushed-authorization-request';
import type { AuthorizationServers } from './servers';
import { signAgain } from './sign-again';
import { signingKeyOf } from './signing-key';
import { translate } from './translate';

/** The endpoints that a profile's first request takes: those of its grant, of its ID token and of its protections. */
export function neededEndpoints(settings: Settings): (keyof Endpoints)[] {
  const { endpoints } = grants[settings.grant];
  const signsIn = endpoints.includes('authorization');
  const { par, jarm } = settings.security ?? {};
  return [
    ...endpoints,
    ...(asksOpenid(settings) || (signsIn && jarm === true) ? (['jwks'] as const) : []),
    ...(signsIn && par === true ? (['pushedAuthorizationRequest'] as const) : []),
  ];
}

/**
 * The address that the browser opens for a login. Its parameters are signed (RFC 9101) where the profile says so, and
 * pushed before (RFC 9126) also where the server requires it.
 * @param secrets what must not appear in a message
 * @throws `endpoint-missing`, `secret-missing`, `key-unusable`, OAuth errors, faults of the connection
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
    const sign = () => signed(configuration, client, metadata, parameters);
    const request = signsRequest(settings) ? await sign() : parameters;
    if (request !== parameters) signAgain(configuration, 'request', async () => (await sign()).get('request') ?? '');
    if (isPushed) return await pushAuthorizationRequest(configuration, request);
    const url = buildAuthorizationUrl(configuration, request);
    if (request !== parameters) {
      // Servers that know signed requests from OpenID Connect want these beside it too (Core section 6.1).
      url.searchParams.set('response_type', parameters.get('response_type') ?? 'code');
      if (parameters.has('scope')) url.searchParams.set('scope', parameters.get('scope') ?? '');
    }
    return url;
  } catch (thrown) {
    throw translate(thrown, 'answer', secrets);
  }
}

/** The authorization request as a JWT that the client's private key signs. */
async function signed(
  configuration: Configuration,
  client: Client,
  metadata: ServerMetadata,
  parameters: URLSearchParams,
): Promise<URLSearchParams> {
  const offered: unknown = metadata.request_object_signing_alg_values_supported;
  const algorithms = Array.isArray(offered) ? offered.filter((alg) => typeof alg === 'string') : [];
  const own = client.settings.clientAssertion;
  const { key, alg, ...its } = await signingKeyOf(credential(client, 'privateKey'), own?.alg, algorithms);
  const kid = own?.kid ?? its.kid;
  const named = { key, ...(kid !== undefined && { kid }) };
  const { searchParams } = await buildAuthorizationUrlWithJAR(configuration, parameters, named, {
    [modifyAssertion]: (header, claims) => {
      // The library knows Ed25519 by its new name only.
      header.alg = alg;
      // With a subject it could pass for the client's assertion (RFC 9101 section 10.8).
      delete claims.sub;
    },
  });
  // An endpoint's own query stays with its address.
  return new URLSearchParams([...searchParams].filter(([name]) => name === 'request' || name === 'client_id'));
}

/**
 * How the answer to a login is to come back where it is to be signed: by whatever way fits the request, or in the query,
 * as servers call it (JARM section 2.3).
 */
export function signedResponseMode({ response_modes_supported: offered }: ServerMetadata): string {
  return offered?.includes('query.jwt') === true && !offered.includes('jwt') ? 'query.jwt' : 'jwt';
}
