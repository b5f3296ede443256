import type { Configuration, TokenEndpointResponse, TokenEndpointResponseHelpers } from 'openid-client';
import type { Settings } from '../../profile/settings';
import type { Client } from '../credentials';
import type { LoginDependencies, LoginOptions, PendingLogin } from '../login';

/** The token endpoint's answer, as the library gives it. */
export type TokenResponse = TokenEndpointResponse & TokenEndpointResponseHelpers;

interface AnyGrant {
  /** What of the profile goes into its first request. */
  parameters: (settings: Settings) => URLSearchParams;
}

/** A grant that needs only the client: one request to the token endpoint. */
export interface RequestGrant extends AnyGrant {
  obtained: 'request';
  request: (configuration: Configuration, client: Client) => Promise<TokenResponse>;
}

/** A grant in which a person signs in: in the browser that comes back by a redirect, or elsewhere, until polling tells. */
export interface LoginGrant extends AnyGrant {
  obtained: 'login';
  begin: (
    deps: LoginDependencies,
    client: Client,
    options: LoginOptions,
    signal: AbortSignal | undefined,
  ) => Promise<PendingLogin>;
}

/** How a grant is done. Its facts are in src/profile/grants/. */
export type GrantImplementation = RequestGrant | LoginGrant;
