import type { Grant } from '../../profile/grants/table';
import type { GrantImplementation } from './grant';

/** How each grant is done, loaded at its first use; undefined for a pasted token, for which nothing is done. */
export const implementedGrants: Record<Grant, (() => Promise<{ grant: GrantImplementation }>) | undefined> = {
  client_credentials: () => import('./client-credentials'),
  authorization_code: () => import('./authorization-code'),
  device_code: () => import('./device-code'),
  token_exchange: () => import('./token-exchange'),
  jwt_bearer: () => import('./jwt-bearer'),
  password: () => import('./password'),
  implicit: () => import('./implicit'),
  static: undefined,
};
