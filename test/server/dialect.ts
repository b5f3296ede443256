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
}

/** An access token about to be signed. */
export interface TokenDraft {
  clientId: string;
  /** The account; none for client credentials. */
  accountId: string | undefined;
  scope: string[];
  organization: string | undefined;
}

/** What makes one vendor's server differ from another's: everything that a client can see. */
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
  /** Claims that may stand in an ID token, by scope. */
  claims: Record<string, string[]>;
  features?: Configuration['features'];
  discovery?: Record<string, unknown>;
  /** Whether a login with these scopes yields a refresh token. */
  refreshes(scopes: ReadonlySet<string>): boolean;
  /** The vendor's authorization parameters as oidc-provider understands them. */
  authorizationParams(params: Params): Params;
  /** The same for the token endpoint. */
  tokenParams(params: Params): Params;
  /** The audience where a request names none. */
  defaultAudience(): string | undefined;
  /** Throws where the vendor insists on an audience; called where a request names none and there is no default. */
  withoutAudience?(): void;
  /** The API of an audience; throws what the vendor answers where the client may not have it. */
  api(ctx: KoaContextWithOIDC, audience: string, clientId: string): ResourceServer;
  /** Makes the claims of a JWT access token the vendor's. */
  shapeClaims(claims: Record<string, unknown>, draft: TokenDraft): void;
  /** Makes an answer, error or not, the vendor's. */
  shapeAnswer(ctx: KoaContextWithOIDC): void;
}

/** An OAuth error for oidc-provider to answer with: it reads these fields, of its own errors and of others. */
export function oauthError(status: number, error: string, description: string): Error {
  const fields = { expose: true, allow_redirect: true, status, statusCode: status, error_description: description };
  return Object.assign(new Error(error), fields);
}

/**
 * Has a login with `offline_access` ask for consent, without which oidc-provider drops that scope, and keeps beside it
 * what the client itself asked for: that alone decides about the page.
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
 * An audience as a resource indicator: oidc-provider knows RFC 8707 alone, which wants a URI, and an audience may be
 * any string.
 */
export const resourceOf = (audience: string): string => audiencePrefix + encodeURIComponent(audience);

/** The audience that a resource indicator stands for. */
export const audienceOf = (resource: string): string =>
  resource.startsWith(audiencePrefix) ? decodeURIComponent(resource.slice(audiencePrefix.length)) : resource;
