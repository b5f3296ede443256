import { ClientSecretPost } from 'openid-client';
import type { ClientAuthentication } from './client-auth';
import { credential } from '../credentials';

/** Id and secret in the body (RFC 6749 section 2.3.1). */
export const authenticate: ClientAuthentication = (client) => ClientSecretPost(credential(client, 'clientSecret'));
