import { t } from '@vscode/l10n';
import type { Configuration, ServerMetadata } from 'openid-client';
import { Fault, isFault } from '../faults/fault';
import { grants } from '../profile/grants/table';
import { asksOpenid } from '../profile/openid';
import type { Endpoints } from '../profile/schema';
import type { Settings } from '../profile/settings';
import type { TokenSet } from '../storage/token-set';
import { neededEndpoints } from './authorization-request';
import { canBeByCode, withCode } from './by-code';
import { endpointMissing, refuseUnmakeable, type ClientRequest } from './client-request';
import { certificateShown, secretsOf, type Client, type Credentials } from './credentials';
import { Discovery } from './discovery';
import type { ProvenRequest } from './dpop';
import { jwksEndpoint, type KeySet } from './endpoints/jwks';
import { members } from './endpoints/members';
import { toTokenSet } from './endpoints/token-answer';
import { exchange, type Transport } from './exchange';
import type { ExchangeEvent } from './exchange-event';
import { refreshByToken } from './grants/refresh-token';
import type { GrantImplementation } from './grants/grant';
import { implementedGrants } from './grants/table';
import { isNamedByMetadata } from './issuer';
import type { LoginOptions, PendingLogin } from './login';
import { probesOf, type Probes } from './probes';
import type { RegistrationDependencies } from './registration';
import { refuseRuledOut } from './ruled-out';
import { AuthorizationServers, signatureAlgorithms, tokenCall, type Call } from './servers';
import { defaultLimits, secureUrl, type Fetch, type Limits } from './transport';
import { translate } from './translate';

export type { Client } from './credentials';

export interface OAuthDependencies {
  /**
   * How a client's servers are reached: with its own trusted authorities, or with a client certificate. The same way is
   * the same function: what was discovered by one is not used by another.
   */
  fetchFor: (settings: Partial<Settings>, credentials: Credentials) => Fetch;
  /** Milliseconds since 1970. */
  now: () => number;
  log: (line: string) => void;
  limits?: Limits;
  /** Told of every exchange with a server. */
  onExchange?: (event: ExchangeEvent) => void;
}

/** A key set, and the issuer as its metadata name it, where they were asked. */
export interface IssuerKeys {
  set: KeySet;
  issuer?: string;
}

/** Gets tokens from authorization servers. It keeps nothing but the metadata of issuers. */
export class OAuthClient {
  private readonly discovery = new Discovery();
  private readonly servers: AuthorizationServers;

  constructor(private readonly deps: OAuthDependencies) {
    this.servers = new AuthorizationServers((client) => this.transportFor(client), this.discovery);
  }

  /** The issuer's metadata; see `Discovery.metadata`. */
  metadata(issuer: string): Promise<ServerMetadata> {
    return this.discovery.metadata(issuer, this.transportFor({}));
  }

  /**
   * The key set of an issuer, or at the address that is named in its place; asked for each time, so that a rotation
   * shows.
   * @param mayAsk called with each address before it is asked; what it throws ends it
   * @returns undefined where neither is named
   */
  async keySet(
    source: Partial<Settings> & { endpoints: Pick<Endpoints, 'jwks'> },
    mayAsk: (address: string) => Promise<void>,
  ): Promise<IssuerKeys | undefined> {
    const { issuer, endpoints } = source;
    const transport = this.transportFor({ settings: source });
    let metadata: ServerMetadata | undefined;
    if (issuer !== undefined && (endpoints.jwks === undefined || isNamedByMetadata(issuer))) {
      await mayAsk(issuer);
      metadata = await this.discovery.metadata(issuer, transport);
    }
    const address = endpoints.jwks ?? metadata?.jwks_uri;
    if (address === undefined) {
      if (issuer === undefined) return undefined;
      throw new Fault('discovery-failed', t('The issuer’s metadata has no key set (jwks_uri).'));
    }
    await mayAsk(secureUrl(address).href);
    const { value } = await exchange(transport, jwksEndpoint, address, {}, undefined);
    return { set: value, ...(metadata && { issuer: metadata.issuer }) };
  }

  /**
   * Finds out what the client's next request needs to know of its servers, as far as it is not known yet. Its
   * `mayContact` hears of every origin.
   */
  async prepare(client: Client): Promise<void> {
    await this.servers.metadataOf(client, neededEndpoints(client.settings));
  }

  /**
   * Finds out every endpoint that the client's issuer names, also those that no request has needed so far. Its
   * `mayContact` hears of every origin.
   */
  async prepareAll(client: Client): Promise<void> {
    if (client.settings.issuer === undefined) return;
    await this.servers.metadataOf(client, Object.keys(members) as (keyof Endpoints)[]);
  }

  /**
   * A token of a grant that needs only the client.
   * @throws `grant-unsupported`, `interaction-required` for a grant in which a person signs in, and what a request can
   *   end in
   */
  async obtain(client: Client, signal?: AbortSignal): Promise<TokenSet> {
    const grant = await implementationOf(client.settings);
    if (grant.obtained !== 'request') throw new Fault('interaction-required', t('You need to sign in.'));
    const needed = grants[client.settings.grant].endpoints;
    const run = async (configuration: Configuration, obtainedAt: number) =>
      toTokenSet(await grant.request(configuration, client), obtainedAt);
    return this.getToken(client, needed, secretsOf(client), signal, run, (known) => refuseRuledOut(client, known));
  }

  /**
   * Renews a token set by its refresh token; see `refreshByToken`.
   * @throws `grant-unsupported`, `interaction-required` without a refresh token, and what a request can end in
   */
  async refresh(client: Client, previous: TokenSet, signal?: AbortSignal): Promise<TokenSet> {
    const { refreshToken } = previous;
    if (refreshToken === undefined) throw new Fault('interaction-required', t('There is no refresh token.'));
    const needed = asksOpenid(client.settings) ? (['token', 'jwks'] as const) : (['token'] as const);
    return this.getToken(client, needed, [...secretsOf(client), refreshToken], signal, (configuration, obtainedAt) =>
      refreshByToken(configuration, client, { ...previous, refreshToken }, obtainedAt),
    );
  }

  /**
   * Begins a login.
   * @throws `grant-unsupported`, `argument-invalid` for a grant without a login, faults of discovery
   */
  async beginLogin(client: Client, options: LoginOptions, signal?: AbortSignal): Promise<PendingLogin> {
    const its = options.byCode === true ? withCode(client) : client;
    const grant = await implementationOf(its.settings);
    if (grant.obtained !== 'login') throw new Fault('argument-invalid', t('This grant has no user sign-in.'));
    await this.checkMetadata(its, refuseRuledOut);
    return grant.begin({ servers: this.servers, ...this.deps }, its, options, signal);
  }

  /**
   * Whether a login of the client can be done with a code too; see `canBeByCode`. It asks no more than the login does.
   * @throws faults of discovery
   */
  async offersCode(client: Client): Promise<boolean> {
    return grants[client.settings.grant].canBeByCode === true && this.checkMetadata(client, canBeByCode);
  }

  /** What registering clients needs; see `registrarOf`. */
  get registering(): RegistrationDependencies {
    return { ...this.deps, servers: this.servers, transportFor: (client) => this.transportFor(client) };
  }

  /**
   * Makes a client's request to another endpoint than the token endpoint.
   * @throws `endpoint-missing` where there is no such endpoint, `profile-invalid` without a client, and what a request
   *   can end in
   */
  async ask<T>(client: Client, request: ClientRequest<T>, signal?: AbortSignal): Promise<T> {
    const { settings } = client;
    const { to } = request;
    const secrets = [...secretsOf(client), ...request.secrets];
    refuseUnmakeable(request, settings);
    const prepare = (metadata: ServerMetadata): Prepared => {
      if (typeof metadata[members[to]] !== 'string') throw endpointMissing(to, settings);
      const checksSignature = settings.issuer !== undefined && metadata.jwks_uri !== undefined;
      const endpoint = request.endpoint?.({ secrets, checksSignature });
      const endpoints = endpoint === undefined ? [] : [endpoint, jwksEndpoint];
      return {
        // Where metadata say nothing, the library accepts no algorithm at all.
        metadata: { userinfo_signing_alg_values_supported: signatureAlgorithms, ...metadata },
        call: { endpoints, signal, answered: new Set(), isPublic: !request.authenticates },
      };
    };
    const run = async (configuration: Configuration) => request.send(configuration);
    // The client authenticates as at the token endpoint, so the same must be known of the server.
    return this.call(client, ['token', to], secrets, prepare, run, () => 'answer');
  }

  /** What finds out whether a client's servers answer, and how. */
  get probes(): Probes {
    return probesOf({
      discovery: this.discovery,
      transportFor: (client) => this.transportFor(client),
      beginLogin: (...login) => this.beginLogin(...login),
    });
  }

  /** A proof for one request with an access token that is bound to the client's key (RFC 9449 section 7). */
  prove(client: Client, accessToken: string, request: ProvenRequest): Promise<string> {
    return this.servers.boundKeys.proof(client, accessToken, request);
  }

  private async getToken(
    client: Client,
    needed: readonly (keyof Endpoints)[],
    secrets: readonly string[],
    signal: AbortSignal | undefined,
    run: (configuration: Configuration, obtainedAt: number) => Promise<TokenSet>,
    check: (metadata: ServerMetadata) => void = () => undefined,
  ): Promise<TokenSet> {
    const prepare = (metadata: ServerMetadata): Prepared => {
      check(metadata);
      return { metadata, call: tokenCall(client, metadata, secrets, signal) };
    };
    const step = (answered: ReadonlySet<string>) => (answered.has('token') ? 'id-token' : 'metadata');
    return this.call(client, needed, secrets, prepare, (configuration) => run(configuration, this.deps.now()), step);
  }

  /**
   * Makes one call of the library.
   * @param prepare the endpoints of the call, once the metadata are known
   * @param step where it failed, by the endpoints that had answered
   */
  private async call<T>(
    client: Client,
    needed: readonly (keyof Endpoints)[],
    secrets: readonly string[],
    prepare: (metadata: ServerMetadata) => Prepared,
    run: (configuration: Configuration) => Promise<T>,
    step: (answered: ReadonlySet<string>) => Parameters<typeof translate>[1],
  ): Promise<T> {
    let answered: ReadonlySet<string> = new Set();
    try {
      const { metadata, call } = prepare(await this.servers.metadataOf(client, needed));
      answered = call.answered;
      return await run(await this.servers.configure(client, metadata, call));
    } catch (thrown) {
      throw this.forgetIfMoved(client, translate(thrown, step(answered), secrets));
    }
  }

  /** Lets the next try discover the endpoints again, since they or what they offer may have changed. */
  private forgetIfMoved<T>(client: Client, thrown: T): T {
    const { issuer } = client.settings;
    if (issuer !== undefined && isFault(thrown) && (movedCodes.has(thrown.code) || thrown.reason === 'ruled-out'))
      this.discovery.forget(issuer, this.transportFor(client));
    return thrown;
  }

  /** Checks what the issuer's metadata say of a login, before anyone is sent to the browser. */
  private async checkMetadata<T>(client: Client, check: (client: Client, metadata: ServerMetadata) => T): Promise<T> {
    try {
      return check(client, await this.servers.metadataOf(client, neededBy(client.settings)));
    } catch (thrown) {
      throw this.forgetIfMoved(client, thrown);
    }
  }

  private transportFor({ settings = {}, credentials = {} }: PartialClient): Transport {
    const { fetchFor, now, limits = defaultLimits, onExchange = () => undefined } = this.deps;
    const shows = certificateShown(settings, credentials) !== undefined;
    return { fetch: fetchFor(settings, credentials), now, limits, onExchange, showsCertificate: shows };
  }
}

/** The endpoints that the profile's next request needs. */
function neededBy(settings: Settings): (keyof Endpoints)[] {
  return [...grants[settings.grant].endpoints, ...(asksOpenid(settings) ? (['jwks'] as const) : [])];
}

const movedCodes = new Set(['endpoint-not-found', 'unreachable', 'response-not-json', 'unexpected-redirect']);

/** A call of the library, and the metadata that it is made with. */
interface Prepared {
  metadata: ServerMetadata;
  call: Call;
}

interface PartialClient {
  settings?: Partial<Settings>;
  credentials?: Credentials;
}

/** How the profile's grant is done. */
async function implementationOf(settings: Settings): Promise<GrantImplementation> {
  const loaded = await implementedGrants[settings.grant]?.();
  if (loaded === undefined) throw new Error(`no request of the grant ${settings.grant}`);
  return loaded.grant;
}
