import { clientCredentialsGrant } from 'openid-client';
import { dpopOptions } from '../dpop';
import { targetParameters } from '../parameters';
import type { RequestGrant } from './grant';

/** RFC 6749 section 4.4. */
export const grant: RequestGrant = {
  obtained: 'request',
  parameters: (settings) => targetParameters(settings, 'token'),
  request: (configuration, { settings }) =>
    clientCredentialsGrant(configuration, grant.parameters(settings), dpopOptions(configuration)),
};
