import type { Fault } from '../faults/fault';
import type { FaultCode } from '../faults/table';

/** What a server's answer means where it is about the request, not about the server. */
const codes: ReadonlySet<FaultCode> = new Set([
  ...(['grant-refused', 'request-refused', 'client-unauthorized', 'client-refused'] as const),
  ...(['scope-refused', 'target-refused', 'login-refused'] as const),
]);

/** What servers say of a client that is not accepted (RFC 6749 section 5.2; Keycloak, Auth0, GitHub, Slack). */
const ofClient: readonly string[] = [
  ...['invalid_client', 'unauthorized_client', 'access_denied'],
  ...['incorrect_client_credentials', 'bad_client_secret', 'invalid_client_id'],
];

/**
 * Whether a provider has refused a refresh token, beside `invalid_grant` (RFC 6749 section 5.2): Dex says
 * `invalid_request`, others `invalid_token` or no OAuth error at all. Only a login can help then, whatever it is called.
 * A client that is not accepted is another matter, as is a server that is down or busy.
 */
export function isRefusal({ code, error, status }: Fault): boolean {
  // A web page may be any proxy's.
  if (error === undefined && status === undefined) return false;
  return codes.has(code) && !(code === 'client-refused' && error !== undefined && ofClient.includes(error));
}
