import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RecordedRequest } from './listener';

/** An application registered with a tenant. The values are for the demo and work only with this server. */
export interface DemoClient {
  clientId: string;
  /** None for a public client. */
  clientSecret?: string;
  /** PEM, PKCS #8: the key of a client that authenticates by `private_key_jwt`. */
  privateKey?: string;
}

/** Someone who can sign in. */
export interface Person {
  username: string;
  password: string;
  /** The `sub` claim. */
  subject: string;
  name: string;
  email: string;
}

/** Whole addresses, under the names that a profile's `endpoints` has. */
export interface Endpoints {
  authorization?: string;
  token: string;
  deviceAuthorization?: string;
  revocation?: string;
  introspection?: string;
  userinfo?: string;
  endSession?: string;
  pushedAuthorizationRequest?: string;
  registration?: string;
  jwks?: string;
}

/** An authorization server that behaves like one vendor's. */
export interface Tenant {
  name: string;
  origin: string;
  /** None where the vendor has no discovery. */
  issuer?: string;
  endpoints: Endpoints;
  clients: Record<string, DemoClient>;
  user: Person;
  /** A second account, for two people at one client. */
  otherUser: Person;
  /** The audience of its API in `server.api`; none where the vendor has no such parameter. */
  audience?: string;
  /** Seconds that access tokens live from now on; without a number, as long as on the vendor's page. */
  setTokenLifetime(seconds?: number): void;
  /** The audience of requests that name none; without one, there is no default. Only where the vendor has it. */
  setDefaultAudience(audience?: string): void;
  /** From now on, proofs of possession must have a nonce of the server's (RFC 9449 section 8), or need none again. */
  requireNonces(required: boolean): void;
  /** From now on, logins of this client may end at these addresses only, compared exactly, as most vendors do. */
  registerRedirects(client: string, uris: readonly string[]): void;
  /** Forgets these models of oidc-provider (`RefreshToken`, `Session`, …), or all, as when an administrator ends sessions. */
  forget(...models: string[]): void;
}

/** A tenant and what answers its requests. */
export interface RunningTenant {
  tenant: Tenant;
  handle(request: IncomingMessage, response: ServerResponse, entry: RecordedRequest): Promise<void>;
}
