import type { Endpoints } from './schema';

/**
 * The endpoints at which a client shows its secret. Their addresses are part of a stored secret's key, in this order:
 * with another list, stored secrets are no longer found.
 */
export const authenticatedEndpoints = [
  'token',
  'revocation',
  'introspection',
  'pushedAuthorizationRequest',
  'deviceAuthorization',
] as const satisfies readonly (keyof Endpoints)[];
