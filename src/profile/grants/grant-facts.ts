import type { ClientAuth } from '../client-auth/table';
import type { ParameterValue } from '../parameter-values';
import type { SecretKind } from '../secret-kind';

/** Endpoints without which a grant cannot begin. */
export type GrantEndpoint = 'authorization' | 'token' | 'deviceAuthorization';

/** What the wizard asks beside the provider's fields, the client and its secrets. */
export type GrantQuestion = 'username' | 'scope';

/** What of a profile's settings the facts of its grant look at; `Settings` fits it. */
export interface GrantSettings {
  issuer?: string | undefined;
  clientAuth?: ClientAuth | undefined;
  scope?: string | undefined;
  redirect?: string | undefined;
  username?: string | undefined;
  subject?: { profile?: string | undefined } | undefined;
  actor?: { profile?: string | undefined } | undefined;
  assertion?: { profile?: string | undefined; type?: string | undefined } | undefined;
  security?: { dpop?: boolean | undefined; jar?: boolean | undefined; jarm?: boolean | undefined } | undefined;
  params?: { authorization?: Readonly<Record<string, ParameterValue>> | undefined } | undefined;
}

/** A setting that is wrong for a grant. */
export interface GrantProblem {
  field: keyof GrantSettings;
  /** A whole sentence. */
  message: string;
}

/** What is known of a grant, whether or not it can be done yet. How it is done is told in src/oauth/grants/. */
export interface GrantFacts {
  /** What people call it, and one line about when it is the right one. */
  label: () => string;
  detail: () => string;
  /** Whether most profiles use it, so that a question about a profile need not name it. */
  isUsual?: true;
  /** What an authorization server's metadata call it (`grant_types_supported`, RFC 8414 section 2); none for pasted tokens. */
  grantType?: string;
  /** Servers that have it need not list it there: Ory Hydra does not. */
  isUnlisted?: true;
  /** What the authorization request asks for, which the server's metadata must list (`response_types_supported`). */
  responseType?: (settings: GrantSettings) => string;
  /** The grant itself has a parameter “audience” (RFC 8693 section 2.1). */
  takesAudience?: true;
  /** How to get the first token: by a request of only the client, by a person who signs in, or pasted by hand. */
  obtained: 'request' | 'login' | 'pasted';
  /** Whether the browser comes back from a login to a redirect URI, which is registered at the provider. */
  redirects?: true;
  /**
   * Whether the browser comes back with the token itself, in the fragment of the address. Such an address is not handed
   * on by VS Code or between windows.
   */
  inFragment?: true;
  /** Whether its login can be done with a code in place of a redirect, where the provider has that (RFC 8628). */
  canBeByCode?: true;
  /** How a token is renewed without a person: by running the grant again, by a refresh token, or not at all. */
  renewal: 'again' | 'refresh-token' | 'never';
  /** Whose the token is: the client's, and so shared by profiles that make the same request, or one profile's own. */
  tokenOf: 'client' | 'profile';
  /** The client that takes part: none, any, or one that authenticates (RFC 6749 section 2.1). */
  client: 'none' | 'any' | 'confidential';
  endpoints: readonly GrantEndpoint[];
  /** The secrets that the grant itself sends or hands out, beside the one that the client authenticates with. */
  secrets: (settings: GrantSettings) => readonly SecretKind[];
  /** One that it sends too where it is stored, which nobody is asked for. */
  ifStored?: (settings: GrantSettings) => SecretKind | undefined;
  /** The fields in which a profile names other profiles, whose tokens its request hands in. */
  sources?: readonly ('subject' | 'actor' | 'assertion')[];
  /** What the wizard asks; without it, the wizard does not offer the grant. */
  wizard?: readonly GrantQuestion[];
  /** What else is wrong with a profile's settings for this grant. */
  problems?: (settings: GrantSettings) => GrantProblem[];
}
