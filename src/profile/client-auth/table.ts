import type { ClientAuthFacts } from './client-auth-facts';
import { clientSecretBasic } from './client-secret-basic';
import { clientSecretJwt } from './client-secret-jwt';
import { clientSecretPost } from './client-secret-post';
import { none } from './none';
import { privateKeyJwt } from './private-key-jwt';
import { selfSignedTlsClientAuth } from './self-signed-tls-client-auth';
import { tlsClientAuth } from './tls-client-auth';
import type { SecretKind } from '../secret-kind';

/**
 * How a client authenticates (RFC 6749 section 2.3, OpenID Connect Core section 9, RFC 8705), by the name that a
 * profile gives it. A new method is a row here, and one in src/oauth/client-auth/table.ts.
 */
const table = {
  none,
  client_secret_basic: clientSecretBasic,
  client_secret_post: clientSecretPost,
  client_secret_jwt: clientSecretJwt,
  private_key_jwt: privateKeyJwt,
  tls_client_auth: tlsClientAuth,
  self_signed_tls_client_auth: selfSignedTlsClientAuth,
} satisfies Record<string, ClientAuthFacts>;

export type ClientAuth = keyof typeof table;

export const clientAuths: Readonly<Record<ClientAuth, ClientAuthFacts>> = table;

export const clientAuthNames = Object.keys(table) as ClientAuth[];

/** The method of a client that has no secret. */
export const publicClientAuth: ClientAuth = 'none';

/** The secret of a client whose profile names no method: the one that the method chosen then sends. */
export const usualSecret: SecretKind = 'clientSecret';

/** Whether a client with this method authenticates by a certificate that it shows in the TLS handshake (RFC 8705). */
export function isByCertificate(clientAuth: ClientAuth | undefined): boolean {
  return clientAuth !== undefined && clientAuths[clientAuth].byTls === true;
}

/** Whether a client with this method shows a certificate where one is stored: also one that tokens are only bound to. */
export function showsCertificate(clientAuth: ClientAuth | undefined): boolean {
  const { secret, beside } = clientAuth === undefined ? {} : (clientAuths[clientAuth] as Partial<ClientAuthFacts>);
  return secret === 'clientCertificate' || beside === 'clientCertificate';
}
