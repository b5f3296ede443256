import type { ClientAuthentication } from './client-auth';
import { byAssertion } from './client-assertion';

/** A JWT with a MAC made by the secret, which is not sent itself (OpenID Connect Core section 9). */
export const authenticate: ClientAuthentication = (client, member) => byAssertion(client, 'clientSecret', member);
