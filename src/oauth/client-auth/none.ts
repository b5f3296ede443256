import { None } from 'openid-client';
import type { ClientAuthentication } from './client-auth';

/** Only the id, in the body (RFC 6749 section 3.2.1). */
export const authenticate: ClientAuthentication = () => None();
