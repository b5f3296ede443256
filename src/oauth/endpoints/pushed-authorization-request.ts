import { t } from '@vscode/l10n';
import { buildAuthorizationUrlWithPAR, type Configuration } from 'openid-client';
import { Fault } from '../../faults/fault';
import { dpopOptions, wantsNonce } from '../dpop';
import { isSuccess, oauthFault, statusFault } from '../error-answer';
import { translate } from '../translate';
import type { Endpoint } from './endpoint';
import { members } from './members';

/**
 * Pushes an authorization request (RFC 9126 section 2.1). The client authenticates as at the token endpoint.
 * @returns the address for the browser: of the request it has the client and a reference
 */
export async function pushAuthorizationRequest(
  configuration: Configuration,
  parameters: URLSearchParams,
): Promise<URL> {
  const proof = dpopOptions(configuration);
  try {
    return await buildAuthorizationUrlWithPAR(configuration, parameters, proof);
  } catch (thrown) {
    // Glewlwyd wants a nonce in a proof here, and gives none. The request binds the code without it too: by `dpop_jkt`
    // (RFC 9449 section 10.1).
    if (proof.DPoP === undefined || translate(thrown, 'answer').error !== 'invalid_dpop_proof') throw thrown;
    return buildAuthorizationUrlWithPAR(configuration, parameters);
  }
}

/** The pushed authorization request endpoint (RFC 9126 section 2). */
export function pushedAuthorizationRequestEndpoint(secrets: readonly string[]): Endpoint {
  return {
    name: 'par',
    member: members.pushedAuthorizationRequest,
    read(answer) {
      const { status, json, host } = answer;
      // The library goes on from it.
      if (wantsNonce(answer)) return json ?? {};
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
