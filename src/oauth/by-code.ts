import type { ServerMetadata } from 'openid-client';
import { grants } from '../profile/grants/table';
import { asksOpenid } from '../profile/openid';
import type { Client } from './credentials';
import { ruledOut } from './ruled-out';

/**
 * Whether a login that usually comes back by a redirect can be done with a code as well (RFC 8628): the provider has an
 * endpoint for that, nothing in its metadata rules it out, and the profile demands nothing of the login that holds for
 * a redirect alone.
 */
export function canBeByCode(client: Client, metadata: ServerMetadata): boolean {
  const { settings } = client;
  const { grant, security: { par, jar, jarm } = {}, params } = settings;
  if (grants[grant].canBeByCode !== true || metadata.device_authorization_endpoint === undefined) return false;
  // An ID token is checked, or not asked for.
  if (asksOpenid(settings) && metadata.jwks_uri === undefined) return false;
  const isProtected = par === true || jar === true || jarm === true;
  // How long ago the user signed in is checked only of a redirect.
  if (isProtected || params?.authorization?.max_age !== undefined) return false;
  return ruledOut(withCode(client), metadata).length === 0;
}

/** The client, as one whose user enters a code: it asks for the same, and authenticates in the same way. */
export function withCode(client: Client): Client {
  return { ...client, settings: { ...client.settings, grant: 'device_code' } };
}
