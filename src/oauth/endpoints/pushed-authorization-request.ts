import { t } from '@vscode/l10n';
import { buildAuthorizationUrlWithPAR, type Configuration } from 'openid-client';
import { Fault } from '../../faults/fault';
import { dpopOptions, wantsNonce } from '../dpop';
import { isSuccess, oauthFault, statusFault } from '../error-answer';
import type { Endpoint } from './endpoint';
import { members } from './members';

/**
 * Pushes an authorization request (RFC 9126 section 2.1). The client authenticates as at the token endpoint.
 * @returns the address for the browser: of the request it has the client and a reference
 */
export function pushAuthorizationRequest(configuration: Configuration, parameters: URLSearchParams): Promise<URL> {
  return buildAuthorizationUrlWithPAR(configuration, parameters, dpopOptions(configuration));
}

/** The pushed authorization request endpoint (RFC 9126 section 2). */
export function pushedAuthorizationRequestEndpoint(secrets: readonly string[]): Endpoint {
  return {
    name: 'par',
    member: members.pushedAuthorizationRequest,
    read(answer) {
      const { status, json, host } = answer;
      // The library goes on from it.
      if (json !== undefined && wantsNonce(answer)) return json;
      if (typeof json?.error === 'string' && json.error !== '')
        throw oauthFault(json.error, json.error_description, secrets, answer);
      if (json === undefined || !isSuccess(status)) throw statusFault(answer);
      if (status !== 201 || typeof json.request_uri !== 'string' || json.request_uri === '')
        throw new Fault(
          'response-invalid',
          t('{host} did not accept the pushed authorization request: it returned no “request_uri” (RFC 9126).', {
            host,
          }),
        );
      return json;
    },
  };
}
