import { clientCredentialsGrant, refreshTokenGrant, type Configuration, type ServerMetadata } from 'openid-client';
import { Fault, isFault } from '../faults/fault';
import { asksOpenid, type Settings } from '../profile/settings';
import type { Endpoints } from '../profile/schema';
import type { TokenSet } from '../storage/token-set';
import { secretsOf, type Client } from './client-auth';
import { Discovery } from './discovery';
import { checkIdToken, subjectOf } from './id-token';
import { fetchKeySet } from './key-set';
import { beginLogin, type LoginOptions, type PendingLogin } from './login';
import { clientCredentialsParameters, refreshParameters } from './parameters';
import { AuthorizationServers, missing, type TokenRequest } from './servers';
import { toTokenSet } from './token-answer';
import { translate } from './translate';
import { defaultLimits, secureUrl, type Fetch, type Limits } from './transport';

export type { Client } from './client-auth';

export interface OAuthDependencies {
  fetch: Fetch;
  now: () => number;
  log: (line: string) => void;
  limits?: Limits;
}

/** Gets tokens from authorization servers. It keeps nothing but the metadata of issuers. */
export class OAuthClient {
  private readonly discovery: Discovery;
  private readonly servers: AuthorizationServers;
  private readonly limits: Limits;

  constructor(private readonly deps: OAuthDependencies) {
    this.limits = deps.limits ?? defaultLimits;
    this.discovery = new Discovery(deps.fetch, deps.now, this.limits);
    this.servers = new AuthorizationServers(deps.fetch, this.discovery, this.limits);
  }

  /** The issuer's metadata; see `Discovery.metadata`. */
  metadata(issuer: string): Promise<ServerMetadata> {
    return this.discovery.metadata(issuer);
  }

  /**
   * The key set of an issuer, or at the address that is named in its place; asked for anew each time, so that a
   * rotation shows.
   * @param mayAsk called with each address before it is asked; what it throws ends it
   * @returns undefined where neither is named
   */
  async keySet(
    { issuer, endpoints }: { issuer?: string | undefined; endpoints: Pick<Endpoints, 'jwks'> },
    mayAsk: (address: string) => Promise<void>,
  ): Promise<Record<string, unknown> | undefined> {
    if (endpoints.jwks === undefined && issuer === undefined) return undefined;
    let address = endpoints.jwks;
    if (address === undefined && issuer !== undefined) {
      await mayAsk(issuer);
      address = (await this.metadata(issuer)).jwks_uri;
    }
    if (address === undefined) return missing('key set (jwks_uri)');
    await mayAsk(secureUrl(address).href);
    return fetchKeySet(this.deps.fetch, address, this.limits);
  }

  /** The client credentials grant (RFC 6749 section 4.4). */
  async clientCredentials(client: Client, signal?: AbortSignal): Promise<TokenSet> {
    refuseUnsupported(client.settings);
    const request: TokenRequest = { secrets: secretsOf(client), sent: false, signal };
    const obtainedAt = this.deps.now();
    return this.guarded(client, request, ['token'], async (configuration) =>
      toTokenSet(await clientCredentialsGrant(configuration, clientCredentialsParameters(client.settings)), obtainedAt),
    );
  }

  /**
   * Renews a token set by its refresh token (RFC 6749 section 6), which is kept where the server sends no new one.
   * An ID token that comes along must be of the same subject (OpenID Connect Core section 12.2).
   */
  async refresh(client: Client, previous: TokenSet, signal?: AbortSignal): Promise<TokenSet> {
    refuseUnsupported(client.settings);
    const { refreshToken } = previous;
    if (refreshToken === undefined) throw new Fault('interaction-required', 'There is no refresh token.');
    const request: TokenRequest = { secrets: [...secretsOf(client), refreshToken], sent: false, signal };
    const obtainedAt = this.deps.now();
    const needed = asksOpenid(client.settings) ? (['token', 'jwks'] as const) : (['token'] as const);
    return this.guarded(client, request, [...needed], async (configuration) => {
      const answer = await refreshTokenGrant(configuration, refreshToken, refreshParameters(client.settings));
      checkIdToken(answer, client.settings, subjectOf(previous.idToken));
      const set = toTokenSet(answer, obtainedAt);
      return {
        ...set,
        refreshToken: set.refreshToken ?? refreshToken,
        idToken: set.idToken ?? previous.idToken,
        scope: set.scope ?? previous.scope,
      };
    });
  }

  /**
   * Begins the authorization code grant with PKCE (RFC 6749 section 4.1, RFC 7636, S256), `state`, and `nonce` where
   * an ID token is asked for.
   */
  async beginLogin(client: Client, options: LoginOptions, signal?: AbortSignal): Promise<PendingLogin> {
    refuseUnsupported(client.settings);
    return beginLogin({ servers: this.servers, ...this.deps }, client, options, signal);
  }

  private async guarded(
    client: Client,
    request: TokenRequest,
    needed: ('token' | 'jwks')[],
    run: (configuration: Configuration) => Promise<TokenSet>,
  ): Promise<TokenSet> {
    const { issuer } = client.settings;
    try {
      const metadata = await this.servers.metadataOf(client.settings, needed);
      return await run(this.servers.configure(client, metadata, request));
    } catch (thrown) {
      // The endpoints may have moved: let the next try discover them anew.
      if (issuer !== undefined) if (isFault(thrown) && movedCodes.has(thrown.code)) this.discovery.forget(issuer);
      if (!request.sent)
        throw translate(thrown, 'discovery-failed', 'The issuer’s metadata cannot be used', request.secrets);
      throw translate(thrown, 'id-token-invalid', 'The ID token is not what it should be', request.secrets);
    }
  }
}

const movedCodes = new Set(['endpoint-not-found', 'unreachable', 'response-not-json', 'unexpected-redirect']);

/** Protections that a profile can ask for, and that would be missing from what is sent. @throws `grant-unsupported` */
function refuseUnsupported({ security }: Settings): void {
  const asked = (['dpop', 'par', 'jar'] as const).find((name) => security?.[name] === true);
  if (asked === undefined) return;
  throw new Fault('grant-unsupported', `The protection “${asked}” is not supported yet; nothing was sent.`, {
    next: 'Take it out of “security” in the profile, where the provider does without.',
  });
}
