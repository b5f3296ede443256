import type { ClientAuthentication } from './client-auth';
import { byAssertion } from './client-assertion';

/** A JWT signed with the client's private key (RFC 7523 section 2.2, OpenID Connect Core section 9). */
export const authenticate: ClientAuthentication = (client, member) => byAssertion(client, 'privateKey', member);
