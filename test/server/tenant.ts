import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RecordedRequest } from './listener';

/** An application registered with a tenant. Its values are for the demo and work only at this server. */
export interface DemoClient {
  clientId: string;
  /** Undefined for a public client. */
  clientSecret?: string;
  /** PEM, PKCS #8: the key of a client that authenticates by `private_key_jwt`. */
  privateKey?: string;
}

/** A person who can sign in. */
export interface Person {
  username: string;
  password: string;
  /** The `sub` claim. */
  subject: string;
  name: string;
  email: string;
}

/** Whole addresses, under the names in a profile's `endpoints`. */
export interface Endpoints {
  authorization?: string;
  token: string;
  deviceAuthorization?: string;
  revocation?: string;
  introspection?: string;
  userinfo?: string;
  endSession?: string;
  pushedAuthorizationRequest?: string;
  jwks?: string;
}

/** An authorization server that behaves as one vendor's. */
export interface Tenant {
  name: string;
  origin: string;
  /** Undefined if the vendor has no discovery. */
  issuer?: string;
  endpoints: Endpoints;
  clients: Record<string, DemoClient>;
  user: Person;
  /** A second account, for two people at one client. */
  otherUser: Person;
  /** The audience of its API in `server.api`; undefined if the vendor has no such parameter. */
  audience?: string;
  /** Sets the lifetime of access tokens, in seconds; without a number, that of the vendor's documentation. */
  setTokenLifetime(seconds?: number): void;
  /** Sets the audience of requests that name none, if the vendor knows such a default; undefined removes it. */
  setDefaultAudience(audience?: string): void;
  /** Forgets these models of oidc-provider (`RefreshToken`, `Session`, …), or all, as when an administrator ends sessions. */
  forget(...models: string[]): void;
}

/** A tenant and its request handler. */
export interface RunningTenant {
  tenant: Tenant;
  handle(request: IncomingMessage, response: ServerResponse, entry: RecordedRequest): Promise<void>;
}
