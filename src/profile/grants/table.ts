import { authorizationCode } from './authorization-code';
import { clientCredentials } from './client-credentials';
import { deviceCode } from './device-code';
import type { GrantFacts } from './grant-facts';
import { implicit } from './implicit';
import { jwtBearer } from './jwt-bearer';
import { password } from './password';
import { pasted } from './static';
import { tokenExchange } from './token-exchange';

/**
 * The grants that a profile may name (RFC 6749, 7523, 8628, 8693), and `static` for a token pasted by hand. A new
 * grant is a row here, and one in src/oauth/grants/table.ts.
 */
const table = {
  client_credentials: clientCredentials,
  authorization_code: authorizationCode,
  device_code: deviceCode,
  token_exchange: tokenExchange,
  jwt_bearer: jwtBearer,
  password,
  implicit,
  static: pasted,
} satisfies Record<string, GrantFacts>;

export type Grant = keyof typeof table;

export const grants: Readonly<Record<Grant, GrantFacts>> = table;

export const grantNames = Object.keys(table) as Grant[];

/** What a profile that names no grant is read as, to find what else is wrong with it; it cannot be used. */
export const assumedGrant: Grant = 'client_credentials';

/** The grants that the wizard offers. */
export const offeredGrants: readonly Grant[] = grantNames.filter((name) => grants[name].wizard !== undefined);
