import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  clientCredentialsGrant,
  Configuration,
  customFetch,
  enableNonRepudiationChecks,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  refreshTokenGrant,
  type ServerMetadata,
  type TokenEndpointResponse,
} from 'openid-client';
import { Fault, isFault } from '../faults/fault';
import { asksOpenid, type Settings } from '../profile/settings';
import { decodeJwt } from '../jwt/decode';
import type { TokenSet } from '../storage/token-set';
import { authenticate, clientAuthOf, type Credentials } from './client-auth';
import { Discovery } from './discovery';
import { statusFault } from './error-answer';
import { authorizationParameters, clientCredentialsParameters, codeParameters, refreshParameters } from './parameters';
import { readTokenAnswer, toTokenSet } from './token-answer';
import { translate } from './translate';
import { defaultLimits, exchange, secureUrl, type Fetch, type Limits } from './transport';

/** A client at an authorization server: who it is, and how it shows that. */
export interface Client {
  settings: Settings;
  credentials: Credentials;
}

/** A login that was begun: where the browser goes, and what ends it. */
export interface PendingLogin {
  /** The authorization request, to be opened as this very string. */
  url: string;
  state: string;
  /**
   * Ends the login with the parameters that came back in the redirect (RFC 6749 section 4.1.2).
   * @throws `login-refused` and other OAuth errors, `issuer-mismatch`, `id-token-invalid`, faults of the connection
   */
  finish(answer: URLSearchParams, signal?: AbortSignal): Promise<TokenSet>;
}

export interface LoginOptions {
  redirectUri: string;
  /** Let the user choose another account than the one that the browser is signed in with. */
  otherAccount?: boolean;
}

export interface OAuthDependencies {
  fetch: Fetch;
  now: () => number;
  log: (line: string) => void;
  limits?: Limits;
}

/** One request at the token endpoint: what is changed on its way out, and what was seen of it. */
interface TokenRequest {
  redirectUri?: string;
  secrets: string[];
  sent: boolean;
  signal: AbortSignal | undefined;
}

/** Gets tokens from authorization servers. It keeps nothing but the metadata of issuers. */
export class OAuthClient {
  private readonly discovery: Discovery;
  private readonly limits: Limits;

  constructor(private readonly deps: OAuthDependencies) {
    this.limits = deps.limits ?? defaultLimits;
    this.discovery = new Discovery(deps.fetch, deps.now, this.limits);
  }

  /** The issuer's metadata; see `Discovery.metadata`. */
  metadata(issuer: string): Promise<ServerMetadata> {
    return this.discovery.metadata(issuer);
  }

  /** The client credentials grant (RFC 6749 section 4.4). */
  async clientCredentials(client: Client, signal?: AbortSignal): Promise<TokenSet> {
    const request: TokenRequest = { secrets: secretsOf(client), sent: false, signal };
    const obtainedAt = this.deps.now();
    return this.guarded(client, request, async (configuration) =>
      toTokenSet(await clientCredentialsGrant(configuration, clientCredentialsParameters(client.settings)), obtainedAt),
    );
  }

  /**
   * Renews a token set by its refresh token (RFC 6749 section 6), which is kept where the server sends no new one.
   * An ID token that comes along must be of the same subject (OpenID Connect Core section 12.2).
   */
  async refresh(client: Client, previous: TokenSet, signal?: AbortSignal): Promise<TokenSet> {
    const { refreshToken } = previous;
    if (refreshToken === undefined) throw new Fault('interaction-required', 'There is no refresh token.');
    const request: TokenRequest = { secrets: [...secretsOf(client), refreshToken], sent: false, signal };
    const obtainedAt = this.deps.now();
    return this.guarded(client, request, async (configuration) => {
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
    const { settings } = client;
    const metadata = await this.metadataOf(settings, ['authorization', 'token', 'jwks']);
    const configuration = this.configure(client, metadata, { secrets: [], sent: false, signal });
    secureUrl(metadata.authorization_endpoint ?? missing('authorization endpoint'));
    const verifier = randomPKCECodeVerifier();
    const state = randomState();
    const nonce = asksOpenid(settings) ? randomNonce() : undefined;
    const url = buildAuthorizationUrl(
      configuration,
      authorizationParameters(settings, {
        redirectUri: options.redirectUri,
        state,
        nonce,
        codeChallenge: await calculatePKCECodeChallenge(verifier),
        prompt: options.otherAccount ? otherAccountPrompt(metadata) : undefined,
      }),
    );
    return {
      // Form encoding writes a space as “+”, which not every server reads so in a query; “%20” all do.
      url: url.href.replace(/\+/g, '%20'),
      state,
      finish: (answer, finishSignal) =>
        this.finishLogin(
          client,
          metadata,
          { answer, state, nonce, verifier, redirectUri: options.redirectUri },
          finishSignal,
        ),
    };
  }

  private async finishLogin(
    client: Client,
    metadata: ServerMetadata,
    login: { answer: URLSearchParams; state: string; nonce: string | undefined; verifier: string; redirectUri: string },
    signal: AbortSignal | undefined,
  ): Promise<TokenSet> {
    const { settings } = client;
    const code = login.answer.get('code') ?? '';
    const secrets = [...secretsOf(client), code, login.verifier, login.state];
    const request: TokenRequest = { redirectUri: login.redirectUri, secrets, sent: false, signal };
    const configuration = this.configure(client, metadata, request);
    const obtainedAt = this.deps.now();
    try {
      const answer = await authorizationCodeGrant(
        configuration,
        this.redirect(login.answer, settings),
        {
          expectedState: login.state,
          pkceCodeVerifier: login.verifier,
          ...(login.nonce !== undefined && { expectedNonce: login.nonce }),
        },
        codeParameters(settings),
      );
      checkIdToken(answer, settings);
      return toTokenSet(answer, obtainedAt);
    } catch (thrown) {
      if (request.sent) throw translate(thrown, 'id-token-invalid', 'The ID token is not what it should be', secrets);
      throw translate(thrown, 'issuer-mismatch', 'The answer to the login is not what it should be', secrets);
    }
  }

  /** The redirect with OAuth's own parameters alone: what a server adds beside them is nobody's concern. */
  private redirect(answer: URLSearchParams, settings: Settings): URL {
    const url = new URL('http://127.0.0.1/');
    for (const name of ['code', 'state', 'iss', 'error', 'error_description', 'error_uri', 'response']) {
      for (const value of answer.getAll(name)) url.searchParams.append(name, value);
    }
    if (!url.searchParams.has('code') && !url.searchParams.has('error')) {
      throw new Fault('login-mismatch', 'The redirect brought neither a code nor an error.');
    }
    if (settings.issuer === undefined && url.searchParams.has('iss')) {
      this.deps.log('the redirect names its issuer (iss), and the profile has none to compare it with');
      url.searchParams.delete('iss');
    }
    return url;
  }

  private async guarded(
    client: Client,
    request: TokenRequest,
    run: (configuration: Configuration) => Promise<TokenSet>,
  ): Promise<TokenSet> {
    const { issuer } = client.settings;
    try {
      const metadata = await this.metadataOf(client.settings, ['token']);
      return await run(this.configure(client, metadata, request));
    } catch (thrown) {
      // The endpoints may have moved: let the next try discover them anew.
      if (issuer !== undefined) if (isFault(thrown) && movedCodes.has(thrown.code)) this.discovery.forget(issuer);
      if (!request.sent)
        throw translate(thrown, 'discovery-failed', 'The issuer’s metadata cannot be used', request.secrets);
      throw translate(thrown, 'id-token-invalid', 'The ID token is not what it should be', request.secrets);
    }
  }

  /** Metadata with the profile's own endpoints put in; discovery is asked only where they do not suffice. */
  private async metadataOf(
    settings: Settings,
    needed: ('authorization' | 'token' | 'jwks')[],
  ): Promise<ServerMetadata> {
    const { issuer, endpoints } = settings;
    const own: Partial<ServerMetadata> = {
      ...(endpoints.authorization !== undefined && { authorization_endpoint: endpoints.authorization }),
      ...(endpoints.token !== undefined && { token_endpoint: endpoints.token }),
      ...(endpoints.jwks !== undefined && { jwks_uri: endpoints.jwks }),
    };
    const enough = needed.every((name) => endpoints[name] !== undefined);
    if (issuer === undefined) return { issuer: new URL(endpoints.token ?? missing('token endpoint')).origin, ...own };
    if (enough) return { issuer, ...own };
    return { ...(await this.discovery.metadata(issuer)), ...own };
  }

  private configure(client: Client, metadata: ServerMetadata, request: TokenRequest): Configuration {
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
    configuration[customFetch] = (url, init) =>
      init.body instanceof URLSearchParams
        ? this.token(url, init as RequestInit, settings, request)
        : this.keys(url, init as RequestInit, request.signal);
    return configuration;
  }

  private async token(url: string, init: RequestInit, settings: Settings, request: TokenRequest): Promise<Response> {
    const body = init.body as URLSearchParams;
    // The library rebuilds the redirect URI without its query; it must be the one of the authorization request (RFC 6749 section 4.1.3).
    if (request.redirectUri !== undefined) body.set('redirect_uri', request.redirectUri);
    const sent = settings.tokenRequestFormat === 'json' ? asJson(init, body) : { ...init, body };
    const answer = await exchange(this.deps.fetch, url, sent, this.limits, request.signal);
    const fields = readTokenAnswer(answer, new URL(url).host, request.secrets);
    // An ID token that cannot be checked is worth nothing, and is not kept.
    if (settings.issuer === undefined) delete fields.id_token;
    request.sent = true;
    return Response.json(fields);
  }

  private async keys(url: string, init: RequestInit, signal: AbortSignal | undefined): Promise<Response> {
    const answer = await exchange(this.deps.fetch, url, init, this.limits, signal);
    if (answer.status !== 200 || answer.json === undefined)
      throw statusFault(answer.status, answer.html, new URL(url).host);
    return Response.json(answer.json);
  }
}

const movedCodes = new Set(['endpoint-not-found', 'unreachable', 'response-not-json', 'unexpected-redirect']);

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

/** Beyond what openid-client checks: `azp` wherever it is there, and that the subject stayed the same. */
function checkIdToken(
  answer: TokenEndpointResponse & { claims?: () => { azp?: unknown; sub?: string } | undefined },
  settings: Settings,
  subject?: string,
): void {
  const claims = answer.claims?.();
  if (claims === undefined) return;
  if (claims.azp !== undefined && claims.azp !== settings.clientId) {
    throw new Fault('id-token-invalid', 'The ID token is for another client (azp).');
  }
  if (subject !== undefined && claims.sub !== subject) {
    throw new Fault('id-token-invalid', 'The ID token is of another user than at the login (sub).');
  }
}

function subjectOf(idToken: string | undefined): string | undefined {
  const sub = idToken === undefined ? undefined : decodeJwt(idToken)?.claims.sub;
  return typeof sub === 'string' ? sub : undefined;
}

function otherAccountPrompt(metadata: ServerMetadata): string {
  const supported: unknown = metadata.prompt_values_supported;
  return Array.isArray(supported) && supported.includes('select_account') ? 'select_account' : 'login';
}

function secretsOf({ credentials }: Client): string[] {
  return credentials.clientSecret === undefined ? [] : [credentials.clientSecret];
}

function missing(what: string): never {
  throw new Fault('discovery-failed', `The issuer’s metadata names no ${what}.`);
}
