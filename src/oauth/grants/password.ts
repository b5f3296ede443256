import { genericGrantRequest } from 'openid-client';
import { credential } from '../credentials';
import { dpopOptions } from '../dpop';
import { put, putOwn, putTarget } from '../parameters';
import type { RequestGrant } from './grant';

/** RFC 6749 section 4.3. The password goes into the request's body, and nowhere else. */
export const grant: RequestGrant = {
  obtained: 'request',
  parameters(settings) {
    const parameters = new URLSearchParams();
    putTarget(parameters, settings);
    put(parameters, 'username', settings.username);
    return putOwn(parameters, settings, 'token');
  },
  request(configuration, client) {
    const parameters = grant.parameters(client.settings);
    parameters.set('password', credential(client, 'password'));
    return genericGrantRequest(configuration, 'password', parameters, dpopOptions(configuration));
  },
};
