import { t } from '@vscode/l10n';
import {
  allowInsecureRequests,
  customFetch,
  dynamicClientRegistration,
  type ClientMetadata,
  type ServerMetadata,
} from 'openid-client';
import { urlOf } from '../base/url';
import { Fault, isFault } from '../faults/fault';
import { plain } from '../faults/plain';
import { isSecure } from '../profile/address';
import {
  clientAuthNames,
  clientAuths,
  publicClientAuth,
  usualSecret,
  type ClientAuth,
} from '../profile/client-auth/table';
import { grants } from '../profile/grants/table';
import type { Settings } from '../profile/settings';
import type { Registration, WantedClient } from '../storage/registrations';
import { endpointMissing } from './client-request';
import type { Client } from './credentials';
import { deletionEndpoint, registrationEndpoint } from './endpoints/registration';
import { asResponse, exchange, type Transport } from './exchange';
import { isOfThisMachine, wantedBy } from './registered-client';
import type { AuthorizationServers } from './servers';
import { secureUrl } from './transport';
import { translate } from './translate';

/** What registering needs. */
export interface RegistrationDependencies {
  servers: AuthorizationServers;
  transportFor: (client: Client) => Transport;
  /** Milliseconds since 1970. */
  now: () => number;
  log: (line: string) => void;
}

/** Registers clients, and manages them where the provider lets it. */
export function registrarOf(deps: RegistrationDependencies) {
  return {
    register: (...given: Given<typeof register>) => register(deps, ...given),
    review: (...given: Given<typeof review>) => review(deps, ...given),
    unregister: (...given: Given<typeof unregister>) => unregister(deps, ...given),
  };
}

/** All parameters but the dependencies. */
type Given<F> = F extends (deps: RegistrationDependencies, ...given: infer Rest) => unknown ? Rest : never;

/** What an update must not have in it (RFC 7592 section 2.2). */
const managed = [
  'registration_access_token',
  'registration_client_uri',
  'client_secret_expires_at',
  'client_id_issued_at',
];

/**
 * Registers a client for a profile that names none (RFC 7591 section 3). Nothing secret is sent.
 * @param redirectUris those that its logins may use; one of another kind than this machine's address is left out where
 *   the provider refuses it
 * @param tell called with the host before anything is sent there
 * @throws `endpoint-missing` where the issuer offers no registration, `registration-refused`, `response-invalid`, faults
 *   of discovery and of the connection
 */
async function register(
  deps: RegistrationDependencies,
  client: Client,
  redirectUris: readonly string[],
  tell: (host: string) => void,
  signal: AbortSignal,
): Promise<Registration> {
  const metadata = await deps.servers.metadataOf(client, ['registration']);
  const { registration_endpoint: endpoint } = metadata;
  if (endpoint === undefined) throw notOffered(client.settings);
  tell(secureUrl(endpoint).host);
  const wanted = wantedBy(client.settings, redirectUris);
  const post = async (uris: readonly string[]) => {
    const described = describe(client.settings, metadata, { ...wanted, redirectUris: uris });
    return registered(await send(deps, client, metadata, endpoint, described, signal), { wanted, endpoint }, deps);
  };
  const local = redirectUris.filter(isOfThisMachine);
  try {
    return await post(redirectUris);
  } catch (thrown) {
    const isRefused = isFault(thrown) && thrown.code === 'registration-refused' && thrown.error !== undefined;
    if (!isRefused || local.length === 0 || local.length === redirectUris.length) throw thrown;
    deps.log(`the redirect URIs are refused (${thrown.error}); those of this machine are tried alone`);
    return post(local);
  }
}

/**
 * Reads a registration, and updates it where it does not have what the profile's login needs (RFC 7592 sections 2.1 and
 * 2.2).
 * @returns the registration as it is now; the known one where it cannot be read; undefined where the provider does not
 *   know the client any more
 * @throws `cancelled`, `access-denied`
 */
async function review(
  deps: RegistrationDependencies,
  client: Client,
  known: Registration,
  redirectUris: readonly string[],
  fits: (registration: Registration) => boolean,
  signal: AbortSignal,
): Promise<Registration | undefined> {
  if (known.management === undefined) return known;
  let found = known;
  try {
    const json = await manage(deps, client, known, { method: 'GET' }, signal);
    found = registered(json, known, deps);
    if (fits(found)) return found;
    const wanted = wantedBy(client.settings, redirectUris);
    const metadata = await deps.servers.metadataOf(client, ['registration']);
    const described = describe(client.settings, metadata, wanted, found.clientAuth);
    const kept = Object.fromEntries(Object.entries(json).filter(([name]) => !managed.includes(name)));
    const body = JSON.stringify({ ...kept, ...described, client_id: known.clientId });
    const headers = { 'content-type': 'application/json' };
    return registered(
      await manage(deps, client, found, { method: 'PUT', body, headers }, signal),
      { ...found, wanted },
      deps,
    );
  } catch (thrown) {
    if (!isFault(thrown) || ['cancelled', 'access-denied'].includes(thrown.code)) throw thrown;
    // “If the client does not exist on this server, the server MUST respond with HTTP 401” (section 2.1).
    if (thrown.status === 401) return undefined;
    deps.log(`the registered client could not be read or updated (${thrown.code})`);
    return found;
  }
}

/** Deletes a client at its provider (RFC 7592 section 2.3). @throws a fault where the provider does not */
async function unregister(
  deps: RegistrationDependencies,
  client: Client,
  known: Registration,
  signal: AbortSignal,
): Promise<void> {
  await manage(deps, client, known, { method: 'DELETE' }, signal);
}

/**
 * A client as it is to be registered: a native app, which is a public client unless the profile or the server says
 * otherwise (RFC 8252 section 8.4).
 * @param usual how it authenticates already
 */
function describe(
  settings: Settings,
  metadata: ServerMetadata,
  { redirectUris, grantType, scope, method }: WantedClient,
  usual = chosenMethod(metadata),
) {
  const { responseType, renewal } = grants[settings.grant];
  const offered: unknown = metadata.grant_types_supported;
  const renews = renewal === 'refresh-token' && (!Array.isArray(offered) || offered.includes('refresh_token'));
  return {
    client_name: 'Token Deck',
    application_type: 'native',
    redirect_uris: [...redirectUris],
    grant_types: [grantType, ...(renews ? ['refresh_token'] : [])],
    response_types: responseType === undefined ? [] : [responseType(settings)],
    token_endpoint_auth_method: method ?? usual,
    ...(scope !== '' && { scope }),
  };
}

/** No authentication; where the server lists others alone, the first of these that it lists and a secret is enough for. */
function chosenMethod({ token_endpoint_auth_methods_supported: offered }: ServerMetadata): ClientAuth {
  const ofSecret = (['client_secret_basic', 'client_secret_post'] as const).find((name) => offered?.includes(name));
  return offered?.includes(publicClientAuth) === false && ofSecret !== undefined ? ofSecret : publicClientAuth;
}

/** Registers by the library, which is given the metadata that are known in the place of a discovery of its own. */
async function send(
  { transportFor }: RegistrationDependencies,
  client: Client,
  metadata: ServerMetadata,
  address: string,
  described: Partial<ClientMetadata>,
  signal: AbortSignal,
): Promise<Record<string, unknown>> {
  const transport = transportFor(client);
  try {
    const configuration = await dynamicClientRegistration(new URL(metadata.issuer), described, undefined, {
      // `exchange` refuses http: beyond loopback, which the library cannot tell apart.
      execute: [allowInsecureRequests],
      [customFetch]: async (_url, init) => {
        if (init.method !== 'POST') return Response.json(metadata);
        const sent = init as RequestInit;
        const { value, answer } = await exchange(transport, registrationEndpoint([]), address, sent, signal);
        // Some servers say 200.
        return asResponse(value, { ...answer, status: 201 });
      },
    });
    return { ...configuration.clientMetadata() };
  } catch (thrown) {
    throw translate(thrown, 'answer');
  }
}

/** A request to the address of a client that was registered, with the token for it (RFC 7592 section 2). */
async function manage(
  { transportFor }: RegistrationDependencies,
  client: Client,
  { management, clientSecret, clientId, endpoint }: Registration,
  init: RequestInit & { method: 'GET' | 'PUT' | 'DELETE' },
  signal: AbortSignal,
): Promise<Record<string, unknown>> {
  if (management === undefined || !isAtOrigin(management.uri, endpoint)) throw new Fault('endpoint-missing', endpoint);
  const { uri, token } = management;
  await client.mayContact?.([new URL(uri).origin]);
  const secrets = [token, ...(clientSecret === undefined ? [] : [clientSecret])];
  const headers = { accept: 'application/json', ...(init.headers as object), authorization: `Bearer ${token}` };
  const read = init.method === 'DELETE' ? deletionEndpoint(secrets) : registrationEndpoint(secrets, clientId);
  const { value } = await exchange(transportFor(client), read, uri, { ...init, headers }, signal);
  return value as Record<string, unknown>;
}

/**
 * The client that a provider's answer tells of; where it says something else than what was asked for, the answer counts
 * (RFC 7591 section 3.2.1).
 * @throws `registration-refused` for a client that authenticates in a way that nothing is known for
 */
function registered(
  json: Record<string, unknown>,
  { wanted, endpoint, ...before }: Pick<Registration, 'wanted' | 'endpoint'> & Partial<Registration>,
  { now, log }: Pick<RegistrationDependencies, 'now' | 'log'>,
): Registration {
  const secret = typeof json.client_secret === 'string' ? json.client_secret : before.clientSecret;
  const expires = Number(json.client_secret_expires_at ?? 0);
  const uris: unknown = json.redirect_uris;
  return {
    clientId: json.client_id as string,
    clientAuth: methodOf(json.token_endpoint_auth_method, secret),
    ...(secret !== undefined && { clientSecret: secret }),
    ...(secret !== undefined && expires > 0 && { secretExpiresAt: expires * 1000 }),
    redirectUris: Array.isArray(uris) ? uris.filter((uri) => typeof uri === 'string') : wanted.redirectUris,
    ...{ wanted, endpoint },
    management: managementOf(json, endpoint, log) ?? before.management,
    registeredAt: before.registeredAt ?? now(),
  };
}

function methodOf(named: unknown, secret: string | undefined): ClientAuth {
  // RFC 7591 section 2; a client without a secret cannot do that.
  const method = named ?? (secret === undefined ? publicClientAuth : 'client_secret_basic');
  const known = clientAuthNames.find((name) => name === method);
  const needs = known === undefined ? undefined : clientAuths[known].secret;
  if (known !== undefined && (needs === undefined || (needs === usualSecret && secret !== undefined))) return known;
  throw new Fault(
    'registration-refused',
    t('The provider registered a client that cannot show who it is: it must authenticate by “{method}”.', {
      method: plain(typeof method === 'string' ? method : typeof method, 60),
    }),
  );
}

/** Where the client is managed; none that would take its token to another origin than the one it was registered at. */
function managementOf(
  { registration_client_uri: uri, registration_access_token: token }: Record<string, unknown>,
  endpoint: string,
  log: (line: string) => void,
): Registration['management'] {
  if (typeof uri !== 'string' || typeof token !== 'string' || !/^[!-~]+$/.test(token)) return undefined;
  if (isAtOrigin(uri, endpoint)) return { uri, token };
  log('the registered client has an address of another origin, which is not used');
  return undefined;
}

function isAtOrigin(uri: string, endpoint: string): boolean {
  const url = urlOf(uri);
  return url !== undefined && isSecure(url) && url.origin === new URL(endpoint).origin;
}

function notOffered(settings: Settings): Fault {
  const { what } = endpointMissing('registration', settings);
  return new Fault('registration-refused', t('The profile has no “clientId”. {reason}', { reason: what }));
}
