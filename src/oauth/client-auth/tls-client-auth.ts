import { TlsClientAuth } from 'openid-client';
import type { ClientAuthentication } from './client-auth';
import { credential } from '../credentials';

/**
 * Only the id, in the body; the TLS handshake shows the certificate, one of an authority or one that the client signed
 * itself (RFC 8705 section 2). See src/oauth/ways.ts.
 */
export const authenticate: ClientAuthentication = (client) => {
  credential(client, 'clientCertificate');
  return TlsClientAuth();
};
