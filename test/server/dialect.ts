import type { ClientMetadata, Configuration, KoaContextWithOIDC, ResourceServer } from 'oidc-provider';
import { first } from './listener';
import type { Params } from './listener';
import type { DemoClient, Person } from './tenant';

/** A client as a vendor's administrator would register it. */
export interface RegisteredClient extends DemoClient {
  name: string;
  authentication: NonNullable<ClientMetadata['token_endpoint_auth_method']>;
  grants: string[];
  jwks?: ClientMetadata['jwks'];
  /** Of the certificate of a client that authenticates by TLS. */
  subject?: string;
  /** The only addresses that its logins may come back to, compared exactly; without them, all that Token Deck uses. */
  redirects?: readonly string[];
}

/** An access token about to be signed. */
export interface TokenDraft {
  clientId: string;
  /** The account; none for client credentials. */
  accountId: string | undefined;
  scope: string[];
  organization: string | undefined;
}

/** The differences between vendors that a client can see. */
export interface Dialect {
  name: string;
  /** In front of every path; '' for the root. */
  basePath: string;
  issuer: string;
  routes: NonNullable<Configuration['routes']>;
  clients: Record<string, RegisteredClient>;
  people: [Person, Person];
  /** Seconds. */
  tokenLifetime: number;
  audience?: string;
  rotatesRefreshTokens: boolean;
  /** Claims that may be in an ID token, by scope. */
  claims: Record<string, string[]>;
  features?: Configuration['features'];
  discovery?: Record<string, unknown>;
  /** Whether a login with these scopes yields a refresh token. */
  refreshes(scopes: ReadonlySet<string>): boolean;
  /** The vendor's authorization parameters as oidc-provider understands them. */
  authorizationParams(params: Params): Params;
  /** The same for the token endpoint. */
  tokenParams(params: Params): Params;
  /** What the vendor makes of a client that registers itself; only where it may. */
  registrationMetadata?(metadata: Record<string, unknown>): Record<string, unknown>;
  /** The audience of a request that names none. */
  defaultAudience(): string | undefined;
  /** Called if a request names no audience and there is no default. Throws if the vendor requires one. */
  withoutAudience?(): void;
  /** The API of an audience. Throws the vendor's answer if the client may not have it. */
  api(ctx: KoaContextWithOIDC, audience: string, clientId: string): ResourceServer;
  /** Turns the claims of a JWT access token into the vendor's. */
  shapeClaims(claims: Record<string, unknown>, draft: TokenDraft): void;
  /** Turns an answer, error or not, into the vendor's. */
  shapeAnswer(ctx: KoaContextWithOIDC): void;
}

/** An OAuth error for oidc-provider to answer with: it reads these fields of any error. */
export function oauthError(status: number, error: string, description: string): Error {
  const fields = { expose: true, allow_redirect: true, status, statusCode: status, error_description: description };
  return Object.assign(new Error(error), fields);
}

/**
 * Adds `consent` to a login with `offline_access`, without which oidc-provider drops that scope. Keeps the prompt of the
 * client beside it, which decides whether the page is shown.
 */
export function keepOfflineAccess(params: Params): Params {
  const prompt = first(params['prompt']);
  const kept = { ...params, asked_prompt: prompt ?? '' };
  const scopes = first(params['scope'])?.split(' ') ?? [];
  if (!scopes.includes('offline_access') || prompt === 'none') return kept;
  return { ...kept, prompt: [...new Set([...(prompt?.split(' ') ?? []), 'consent'])].join(' ') };
}

const audiencePrefix = 'urn:audience:';

/**
 * An audience as a resource indicator: oidc-provider supports only RFC 8707, which demands a URI, and an audience may be
 * any string.
 */
export const resourceOf = (audience: string): string => audiencePrefix + encodeURIComponent(audience);

/** The audience of a resource indicator. */
export const audienceOf = (resource: string): string =>
  resource.startsWith(audiencePrefix) ? decodeURIComponent(resource.slice(audiencePrefix.length)) : resource;
