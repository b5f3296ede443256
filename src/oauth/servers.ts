import { t } from '@vscode/l10n';
import {
  allowInsecureRequests,
  Configuration,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  type ClientAuth,
  type ServerMetadata,
} from 'openid-client';
import { urlOf } from '../base/url';
import { Fault, isFault } from '../faults/fault';
import { faults } from '../faults/table';
import { hostsOf } from '../profile/disclosed';
import { grants } from '../profile/grants/table';
import { isByCertificate, publicClientAuth } from '../profile/client-auth/table';
import type { Endpoints } from '../profile/schema';
import type { Settings } from '../profile/settings';
import { clientAuthOf } from './client-auth/choice';
import { implementedClientAuths } from './client-auth/table';
import { certificateShown, type Client } from './credentials';
import type { Discovery } from './discovery';
import { BoundKeys } from './dpop';
import { isAt, type Endpoint } from './endpoints/endpoint';
import { jwksEndpoint, type KeySet } from './endpoints/jwks';
import { members } from './endpoints/members';
import { tokenEndpoint, type TokenRequest } from './endpoints/token';
import { asResponse, exchange, type Transport } from './exchange';
import { fittingKeys } from './fitting-keys';
import { unregistered } from './registered-client';
import { isTemplate, namedIssuer } from './issuer';
import { isSuccess } from './error-answer';
import type { Answer } from './transport';

/** One call of the library: the endpoints that it may use, and what was seen of them. */
export interface Call {
  endpoints: readonly Endpoint[];
  signal: AbortSignal | undefined;
  /** Names of the endpoints that gave an answer that could be read. */
  answered: Set<string>;
  /** The client says its id alone, and shows nothing secret in the request. */
  isPublic?: boolean;
  /** The JWS whose signature the library checks next, unless an answer of the call brings another. */
  signed?: string | undefined;
}

/**
 * The algorithms of a provider's signature that can be verified (RFC 7518 section 3.1, RFC 8037, RFC 9864). None with
 * a shared secret, which an ID token need not be signed with, and never “none”.
 */
export const signatureAlgorithms = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
];

/** The way to authorization servers: their metadata, and the library's configuration that sends by `exchange`. */
export class AuthorizationServers {
  /** The keys that tokens are bound to, with the nonces of the servers. */
  readonly boundKeys = new BoundKeys();

  constructor(
    private readonly transportFor: (client: Partial<Client>) => Transport,
    private readonly discovery: Discovery,
  ) {}

  /**
   * Metadata with the profile's own endpoints put in; discovery is asked only where they do not suffice.
   * @throws `discovery-failed` and what `Discovery.metadata` throws
   */
  async metadataOf(client: Client, needed: readonly (keyof Endpoints)[]): Promise<ServerMetadata> {
    const { settings } = client;
    const { issuer, endpoints } = settings;
    await client.mayContact?.(hostsOf(settings).map(({ origin }) => origin));
    const own = Object.fromEntries(
      Object.entries(endpoints).map(([name, address]) => [members[name as keyof Endpoints], address]),
    );
    if (issuer === undefined) return { issuer: new URL(endpoints.token ?? firstOf(endpoints, needed)).origin, ...own };
    if (needed.every((name) => endpoints[name] !== undefined)) {
      // Where metadata say nothing, the library accepts only RS256.
      return { issuer: namedIssuer(issuer), id_token_signing_alg_values_supported: signatureAlgorithms, ...own };
    }
    const discovered = await this.discovery.metadata(issuer, this.transportFor(client));
    const aliases = usesAliases(client) ? aliasesIn(discovered, own) : {};
    const metadata = { ...discovered, ...own, mtls_endpoint_aliases: aliases };
    await client.mayContact?.(endpointOrigins(metadata, settings));
    return metadata;
  }

  /**
   * The library's configuration for one call. Each request goes to the endpoint of the call that has its address.
   * @throws `interaction-required` for a client that is registered when a person signs in, and is not yet
   */
  async configure(client: Client, metadata: ServerMetadata, call: Call): Promise<Configuration> {
    if (client.settings.clientId === undefined) throw unregistered();
    const { token_endpoint_auth_methods_supported: supported } = metadata;
    const method = call.isPublic === true ? publicClientAuth : clientAuthOf(client, supported);
    const { authenticate } = await implementedClientAuths[method]();
    const configuration = await configurationOf(metadata, client, authenticate(client, call.endpoints[0]?.member));
    // `exchange` refuses http: beyond loopback, which the library cannot tell apart.
    allowInsecureRequests(configuration);
    enableNonRepudiationChecks(configuration);
    configuration.timeout = 0;
    await this.boundKeys.bind(configuration, client);
    const transport = this.transportFor(client);
    let { signed } = call;
    configuration[customFetch] = async (url, init) => {
      const endpoint = call.endpoints.find((each) => isAt(each, url, metadata)) ?? unknownAddress();
      const { value, answer } = await exchange(transport, endpoint, url, init as RequestInit, call.signal).catch(
        (thrown: unknown) => {
          if (isByCertificate(method)) throw aboutCertificate(thrown);
          throw method.endsWith('_jwt') ? aboutAssertion(thrown) : thrown;
        },
      );
      const status = endpoint.name === 'token' ? statusOf(value, answer) : answer.status;
      if (status < 400) call.answered.add(endpoint.name);
      signed = answer.jwt ?? idTokenIn(value) ?? signed;
      const read = endpoint === jwksEndpoint ? await fittingKeys(value as KeySet, signed) : value;
      return asResponse(read, { ...answer, status });
    };
    return configuration;
  }
}

/**
 * The endpoints for clients with a certificate (RFC 8705 section 5), without those that the profile names itself: these
 * win.
 */
function aliasesIn({ mtls_endpoint_aliases: aliases }: ServerMetadata, own: object): Record<string, string> {
  const named = Object.entries(aliases ?? {}) as [string, unknown][];
  const known = named.filter(([member, address]) => typeof address === 'string' && !Object.hasOwn(own, member));
  return Object.fromEntries(known) as Record<string, string>;
}

/**
 * The refusal of a client that signs, where no more is known of it: beside its key, it can be about whom the assertion is
 * for, on which servers differ.
 */
function aboutAssertion(thrown: unknown): unknown {
  if (!isFault(thrown)) return thrown;
  const { code, error, next } = thrown;
  const isUnexplained = error === undefined || (code === 'client-refused' && next === faults[code]());
  if (!isUnexplained || (code !== 'client-refused' && code !== 'client-unauthorized')) return thrown;
  return thrown.with({
    next: t(
      'Check the client’s key at the provider. Some want “token_endpoint” or “endpoint” as “audience” in “clientAssertion”.',
    ),
  });
}

/** The refusal of a client that shows a certificate: servers say no more than of a wrong secret. */
function aboutCertificate(thrown: unknown): unknown {
  if (!isFault(thrown) || thrown.code !== 'client-refused') return thrown;
  return thrown.with({
    next: t('Check “clientId”, and at the provider which certificate or subject it expects of the client.'),
  });
}

/** The status of a token endpoint's answer: GitHub says 200 of errors too, which the library reads by their status. */
function statusOf(value: object, { status }: Answer): number {
  return 'error' in value && isSuccess(status) ? 400 : status;
}

function idTokenIn(value: object): string | undefined {
  return 'id_token' in value && typeof value.id_token === 'string' ? value.id_token : undefined;
}

/**
 * The origins of all the endpoints that metadata name, as far as a profile may use them. An invalid address is refused
 * where it is used.
 */
function endpointOrigins(metadata: ServerMetadata, { clientId }: Settings): string[] {
  const used = Object.values(members).filter((member) => member !== members.registration || clientId === undefined);
  const addresses = used.flatMap((member) => [metadata[member], metadata.mtls_endpoint_aliases?.[member]]);
  const named = addresses.filter((address) => typeof address === 'string' && urlOf(address) !== undefined);
  return [...new Set(named.map((address) => new URL(address as string).origin))];
}

/** Whether the client's requests go to the provider's endpoints for certificates (RFC 8705 section 5). */
function usesAliases({ settings, credentials }: Client): boolean {
  return isByCertificate(settings.clientAuth) || certificateShown(settings, credentials) !== undefined;
}

/**
 * The library's configuration for a server. With the issuer of many tenants, it compares an ID token's `iss` by the
 * token's `tid` only where it discovered Entra itself: then it is given the metadata that are known, and asks no server.
 */
async function configurationOf(
  metadata: ServerMetadata,
  client: Client,
  authenticate: ClientAuth,
): Promise<Configuration> {
  const { clientId = '' } = client.settings;
  const its = { use_mtls_endpoint_aliases: usesAliases(client) };
  if (!isTemplate(metadata)) return new Configuration(metadata, clientId, its, authenticate);
  return discovery(new URL('https://login.microsoftonline.com/common/v2.0'), clientId, its, authenticate, {
    [customFetch]: async () => Response.json(metadata),
  });
}

/**
 * A call of the token endpoint, and of the keys that an ID token in its answer is checked by.
 * @param secrets what must not appear in a message
 * @param request what the token request has of its own, and the response to the login, where that is signed
 */
export function tokenCall(
  { settings }: Client,
  metadata: ServerMetadata,
  secrets: readonly string[],
  signal: AbortSignal | undefined,
  { signed, ...request }: Pick<TokenRequest, 'redirectUri' | 'polls'> & Pick<Call, 'signed'> = {},
): Call {
  const checksIdToken = settings.issuer !== undefined && metadata.jwks_uri !== undefined;
  const isOfClient = grants[settings.grant].tokenOf === 'client';
  const token = tokenEndpoint({
    ...{ ...request, format: settings.tokenRequestFormat, secrets, checksIdToken, isOfClient },
    isBound: settings.security?.dpop === true,
  });
  return { endpoints: [token, jwksEndpoint], signal, answered: new Set(), signed };
}

/** The first of the needed endpoints that a profile without an issuer names. */
function firstOf(endpoints: Settings['endpoints'], needed: readonly (keyof Endpoints)[]): string {
  for (const name of needed) if (endpoints[name] !== undefined) return endpoints[name];
  throw new Fault('discovery-failed', t('The profile has neither an issuer nor the endpoints that it needs.'));
}

function unknownAddress(): never {
  throw new Error('a request to an address that is not an endpoint of the call');
}
