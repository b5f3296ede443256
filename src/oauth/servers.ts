import {
  allowInsecureRequests,
  Configuration,
  customFetch,
  enableNonRepudiationChecks,
  type ServerMetadata,
} from 'openid-client';
import { Fault } from '../faults/fault';
import type { Settings } from '../profile/settings';
import { authenticate, clientAuthOf, type Client } from './client-auth';
import type { Discovery } from './discovery';
import { statusFault } from './error-answer';
import { readTokenAnswer } from './token-answer';
import { exchange, jsonResponse, type Fetch, type Limits } from './transport';

/** One request at the token endpoint: what is changed on its way out, and what was seen of it. */
export interface TokenRequest {
  redirectUri?: string;
  /** What must not appear in a message. */
  secrets: string[];
  /** Whether it was answered with tokens. */
  sent: boolean;
  signal: AbortSignal | undefined;
}

/**
 * The algorithms of an ID token's signature that can be verified (RFC 7518 section 3.1, RFC 8037, RFC 9864). None with
 * a shared secret, which an ID token need not be signed with, and never “none”.
 */
const signatureAlgorithms = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
];

/** The way to authorization servers: their metadata, and the library's configuration that sends by `exchange`. */
export class AuthorizationServers {
  constructor(
    private readonly fetch: Fetch,
    private readonly discovery: Discovery,
    private readonly limits: Limits,
  ) {}

  /**
   * Metadata with the profile's own endpoints put in; discovery is asked only where they do not suffice.
   * @throws `discovery-failed` and what `Discovery.metadata` throws
   */
  async metadataOf(settings: Settings, needed: ('authorization' | 'token' | 'jwks')[]): Promise<ServerMetadata> {
    const { issuer, endpoints } = settings;
    const own: Partial<ServerMetadata> = {
      ...(endpoints.authorization !== undefined && { authorization_endpoint: endpoints.authorization }),
      ...(endpoints.token !== undefined && { token_endpoint: endpoints.token }),
      ...(endpoints.jwks !== undefined && { jwks_uri: endpoints.jwks }),
    };
    if (issuer === undefined) return { issuer: new URL(endpoints.token ?? missing('token endpoint')).origin, ...own };
    if (needed.every((name) => endpoints[name] !== undefined)) {
      // Where metadata say nothing, the library takes RS256 alone.
      return { issuer, id_token_signing_alg_values_supported: signatureAlgorithms, ...own };
    }
    return { ...(await this.discovery.metadata(issuer)), ...own };
  }

  /** The library's configuration for one request of a client. */
  configure(client: Client, metadata: ServerMetadata, request: TokenRequest): Configuration {
    const { settings, credentials } = client;
    const method = clientAuthOf(settings, credentials, metadata.token_endpoint_auth_methods_supported);
    const configuration = new Configuration(
      metadata,
      settings.clientId ?? '',
      undefined,
      authenticate(method, settings, credentials),
    );
    // `exchange` refuses http: beyond loopback, which the library cannot tell apart.
    allowInsecureRequests(configuration);
    enableNonRepudiationChecks(configuration);
    configuration.timeout = 0;
    // An ID token that cannot be checked is worth nothing, and is not kept.
    const checkable = settings.issuer !== undefined && metadata.jwks_uri !== undefined;
    configuration[customFetch] = (url, init) =>
      init.body instanceof URLSearchParams
        ? this.token(url, init as RequestInit, settings, request, checkable)
        : this.keys(url, init as RequestInit, request.signal);
    return configuration;
  }

  private async token(
    url: string,
    init: RequestInit,
    settings: Settings,
    request: TokenRequest,
    checkable: boolean,
  ): Promise<Response> {
    const body = init.body as URLSearchParams;
    // The library rebuilds the redirect URI without its query; it must be the one of the authorization request (RFC 6749 section 4.1.3).
    if (request.redirectUri !== undefined) body.set('redirect_uri', request.redirectUri);
    const sent = settings.tokenRequestFormat === 'json' ? asJson(init, body) : { ...init, body };
    const answer = await exchange(this.fetch, url, sent, this.limits, request.signal);
    const { id_token: idToken, ...fields } = readTokenAnswer(answer, new URL(url).host, request.secrets);
    request.sent = true;
    return Response.json({ ...fields, ...(checkable && { id_token: idToken }) });
  }

  private async keys(url: string, init: RequestInit, signal: AbortSignal | undefined): Promise<Response> {
    const { host } = new URL(url);
    const { status, json, html } = await exchange(this.fetch, url, init, this.limits, signal);
    if (status !== 200 || json === undefined) throw statusFault(status, html, host);
    return jsonResponse(json, host);
  }
}

/** The fault for metadata that leave out what is needed. */
export function missing(what: string): never {
  throw new Fault('discovery-failed', `The issuer’s metadata names no ${what}.`);
}

function asJson(init: RequestInit, body: URLSearchParams): RequestInit {
  const fields = Object.fromEntries(
    [...new Set(body.keys())].map((name) => {
      const values = body.getAll(name);
      return [name, values.length === 1 ? values[0] : values];
    }),
  );
  return {
    ...init,
    headers: { ...(init.headers as Record<string, string>), 'content-type': 'application/json' },
    body: JSON.stringify(fields),
  };
}
