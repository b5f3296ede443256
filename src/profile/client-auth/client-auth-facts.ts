import type { SecretKind } from '../secret-kind';

/** What is known of a client authentication method, whether or not it can be done yet. */
export interface ClientAuthFacts {
  /** What people call it. */
  label: () => string;
  /** The secret by which the client shows who it is; none for a public client (RFC 6749 section 2.1). */
  secret?: SecretKind;
  /** A secret that may be part of that one, or stored beside it. */
  beside?: SecretKind;
  /** Shown in the TLS handshake, on every leg (RFC 8705), and not in a request. */
  byTls?: true;
  /** Id and secret go into an HTTP Basic header, by `basicEncoding`. */
  isBasic?: true;
}
