import type { Grant } from '../../profile/grants/table';
import type { GrantImplementation } from './grant';

/** The grants that can be done, each loaded at its first use. */
export const implementedGrants: Partial<Record<Grant, () => Promise<{ grant: GrantImplementation }>>> = {
  client_credentials: () => import('./client-credentials'),
  authorization_code: () => import('./authorization-code'),
  device_code: () => import('./device-code'),
  token_exchange: () => import('./token-exchange'),
  jwt_bearer: () => import('./jwt-bearer'),
  password: () => import('./password'),
  implicit: () => import('./implicit'),
};
