import type { ClientAuth } from '../../profile/client-auth/table';
import type { ClientAuthentication } from './client-auth';

/**
 * How each client authentication method is done, loaded at its first use. Where a profile names none, they are tried in
 * this order.
 */
export const implementedClientAuths: Record<ClientAuth, () => Promise<{ authenticate: ClientAuthentication }>> = {
  none: () => import('./none'),
  client_secret_basic: () => import('./client-secret-basic'),
  client_secret_post: () => import('./client-secret-post'),
  client_secret_jwt: () => import('./client-secret-jwt'),
  private_key_jwt: () => import('./private-key-jwt'),
  tls_client_auth: () => import('./tls-client-auth'),
  self_signed_tls_client_auth: () => import('./tls-client-auth'),
};
