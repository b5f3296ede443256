import { None } from 'openid-client';
import { grants } from '../../profile/grants/table';
import type { ClientAuthentication } from './client-auth';

/**
 * Only the id, in the body (RFC 6749 section 3.2.1). Not even that where a JWT that is the grant names it (RFC 7523
 * section 3.1): some servers, such as Google's, know whom it names by no client id.
 */
export const authenticate: ClientAuthentication = ({ settings: { grant, clientId, assertion } }) =>
  grants[grant].sources?.includes('assertion') === true && assertion?.issuer === clientId ? () => undefined : None();
