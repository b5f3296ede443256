import { Fault } from '../faults/fault';
import { plain, redactBeginning } from '../faults/plain';
import type { FaultCode } from '../faults/table';

/** OAuth's error codes (RFC 6749 sections 4.1.2.1 and 5.2, RFC 8707, OpenID Connect Core section 3.1.2.6) → fault, and what it means. */
const meanings: Record<string, [FaultCode, string]> & { invalid_client: [FaultCode, string] } = {
  invalid_client: ['client-refused', 'The authorization server does not accept the client id or its authentication'],
  invalid_grant: [
    'grant-refused',
    'The authorization server no longer accepts the code, the refresh token or the password',
  ],
  unauthorized_client: ['client-unauthorized', 'The client may not use this grant'],
  unsupported_grant_type: ['client-unauthorized', 'The authorization server does not offer this grant'],
  unsupported_response_type: ['client-unauthorized', 'The authorization server does not offer this kind of login'],
  invalid_scope: ['scope-refused', 'The scope is unknown, or not granted to the client'],
  // Keycloak: “Offline tokens not allowed for the user or client”.
  not_allowed: ['scope-refused', 'The provider does not allow what the scope asks for'],
  invalid_target: ['target-refused', 'The audience or resource is unknown, or not granted to the client'],
  invalid_request: ['request-refused', 'The authorization server finds something missing or wrong in the request'],
  access_denied: ['login-refused', 'The access was denied'],
  login_required: ['login-refused', 'The provider wants the user to sign in'],
  consent_required: ['login-refused', 'The provider wants the user’s consent'],
  interaction_required: ['login-refused', 'The provider wants to ask the user something'],
  account_selection_required: ['login-refused', 'The provider wants the user to choose an account'],
  server_error: ['server-error', 'The authorization server failed'],
  temporarily_unavailable: ['server-error', 'The authorization server is busy or down'],
  slow_down: ['rate-limited', 'The authorization server asks for fewer requests'],
};

/** How much of a provider's own words is looked at; far less is shown. */
const longestWords = 4096;

/**
 * The fault for an OAuth error, from an answer's body or a redirect.
 * @param description the provider's own words; control characters, secrets and tokens are taken out of them
 * @param secrets what must not appear, wherever the provider repeats it
 */
export function oauthFault(error: string, description: unknown, secrets: readonly string[], status?: number): Fault {
  const [code, meaning] = meaningOf(error, status);
  const known = plain(redactBeginning(error, secrets, longestWords), 60);
  const words = typeof description === 'string' ? plain(redactBeginning(description, secrets, longestWords), 300) : '';
  return new Fault(code, `${meaning} (${known})${words === '' ? '.' : `: “${words}”.`}`, { error: known });
}

/**
 * A denial at the token endpoint is about the client, in a redirect it is the user's. Servers that answer 401 mean
 * the client's authentication, whatever they call it: Keycloak says `unauthorized_client`, Auth0 `access_denied`.
 */
function meaningOf(error: string, status: number | undefined): [FaultCode, string] {
  const known = Object.hasOwn(meanings, error) ? meanings[error] : undefined;
  if (status === 401 && (error === 'unauthorized_client' || error === 'access_denied')) return meanings.invalid_client;
  if (error === 'access_denied' && status !== undefined) {
    return ['client-unauthorized', 'The provider denies this client the access that it asks for'];
  }
  return known ?? [byStatus(status), 'The authorization server refused'];
}

/** The fault for an answer without an OAuth error in it. */
export function statusFault(status: number, html: boolean, host: string): Fault {
  const kind = html ? 'a web page (HTML)' : 'something that is no OAuth error';
  if (status >= 200 && status < 300) {
    return new Fault(
      'response-not-json',
      `${host} answered ${status} with ${html ? 'a web page (HTML)' : 'something that is not JSON'}.`,
    );
  }
  return new Fault(byStatus(status), `${host} answered ${status} with ${kind}.`);
}

function byStatus(status: number | undefined): FaultCode {
  if (status === 401) return 'client-refused';
  if (status === 403) return 'client-unauthorized';
  if (status === 404 || status === 405 || status === 410) return 'endpoint-not-found';
  if (status === 429) return 'rate-limited';
  return status !== undefined && status >= 500 ? 'server-error' : 'request-refused';
}
