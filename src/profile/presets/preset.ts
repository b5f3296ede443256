import type { ClientAuth } from '../client-auth/table';
import type { GrantEndpoint } from '../grants/grant-facts';
import type { Grant } from '../grants/table';

/** One field that the wizard asks for. One named after an endpoint is asked only where the grant needs that endpoint. */
export interface PresetField {
  field: 'tenant' | 'server' | 'realm' | 'organization' | 'issuer' | 'audience' | `${GrantEndpoint}Endpoint`;
  title: () => string;
  placeholder: () => string;
  optional?: boolean;
  /** What the wizard’s box says below its title. */
  prompt: () => string;
  /** What the box has in it at first: the value of most. */
  usual?: string;
}

/** The kinds of providers, as the wizard groups them. */
export type PresetKind = 'identity' | 'service';

/** A provider that is known: what it asks for, and what follows from that. */
export interface Preset {
  label: () => string;
  detail: () => string;
  /** Without it, it is for any provider. */
  kind?: PresetKind;
  /** The provider's own page about it. */
  docs?: string;
  /** The only grants that it has; without it, every grant that the wizard offers and that it has the endpoints for. */
  grants?: readonly Grant[];
  /** The grant that takes the key of a Google service account, which the wizard reads from its file. */
  keyFileGrant?: Grant;
  fields: readonly PresetField[];
  /**
   * Fields that hold for every profile of it. Text in braces is replaced by the profile's field of that name: a host or
   * a base address at the start, elsewhere one segment of the path. `{tenant|_}` is what stands before the first `_`.
   */
  gives: {
    grant?: Grant;
    issuer?: string;
    endpoints?: Partial<Record<GrantEndpoint, string>>;
    audience?: string;
    clientAuth?: ClientAuth;
    tokenRequestFormat?: 'json';
    redirect?: string;
    headerPrefix?: string;
    params?: { authorization: Readonly<Record<string, string>> };
  };
  /** What is known of a sign-in with it. */
  login?: PresetLogin;
  /** Where its own APIs are: what the wizard suggests as origins. Text in braces is as in `gives`. */
  origins?: readonly string[];
}

export interface PresetLogin {
  /** Where the redirect URI is registered, and as what kind of application. */
  register: () => string;
  /** It takes any loopback address from a native app, registered or not. */
  takesAnyLoopback?: true;
  /**
   * Whether the client's secret is sent even by an app on the user's machine: it must be there, or must not. Without
   * it, both kinds of clients are known.
   */
  secret?: 'required' | 'refused';
  /** Whether it returns a refresh token, and what for. */
  refresh: () => string;
  /** What the wizard suggests as scope. Without it, what most OpenID providers have. */
  scope?: string;
}
