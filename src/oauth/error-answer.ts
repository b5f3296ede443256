import { t } from '@vscode/l10n';
import { Fault } from '../faults/fault';
import { plain, redactBeginning } from '../faults/plain';
import type { FaultCode } from '../faults/table';
import { explain } from './explain';
import { retryAfter, type Answer } from './transport';

/** What an error means: its fault, a sentence that names the provider's own code, and the next step where more is known. */
type Meaning = [code: FaultCode, sentence: (error: string) => string, next?: () => string];

/** What to do when the code of a device has expired. */
export const newCode = (): string => t('Get a new code, and enter it in time.');

/** OAuth's error codes (RFC 6749 sections 4.1.2.1 and 5.2, RFC 8707, OpenID Connect Core section 3.1.2.6). */
const meanings: Record<string, Meaning> & { invalid_client: Meaning } = {
  invalid_client: [
    'client-refused',
    (error) => t('The authorization server rejected the client ID or its secret ({error}).', { error }),
  ],
  invalid_grant: [
    'grant-refused',
    (error) =>
      t('The authorization server no longer accepts the code, the refresh token or the password ({error}).', { error }),
  ],
  unauthorized_client: ['client-unauthorized', (error) => t('The client may not use this grant ({error}).', { error })],
  unsupported_grant_type: [
    'client-unauthorized',
    (error) => t('The authorization server does not offer this grant ({error}).', { error }),
  ],
  unsupported_response_type: [
    'client-unauthorized',
    (error) => t('The authorization server does not offer this kind of sign-in ({error}).', { error }),
  ],
  invalid_scope: [
    'scope-refused',
    (error) => t('The scope is unknown, or not granted to the client ({error}).', { error }),
  ],
  // Keycloak: “Offline tokens not allowed for the user or client”.
  not_allowed: ['scope-refused', (error) => t('The provider does not allow the requested scope ({error}).', { error })],
  invalid_target: [
    'target-refused',
    (error) => t('The audience or resource is unknown, or not granted to the client ({error}).', { error }),
  ],
  // RFC 7009 section 2.2.1.
  unsupported_token_type: [
    'request-refused',
    (error) => t('The authorization server does not revoke tokens of this kind ({error}).', { error }),
  ],
  invalid_request: [
    'request-refused',
    (error) =>
      t('According to the authorization server, something in the request is missing or wrong ({error}).', { error }),
  ],
  // RFC 8628 section 3.5.
  expired_token: ['login-timeout', (error) => t('The code has expired ({error}).', { error }), newCode],
  // RFC 9396 section 5.
  invalid_authorization_details: [
    'request-refused',
    (error) => t('The authorization server does not accept the details of the request ({error}).', { error }),
    () => t('Correct “authorization_details” in “params”, or have its types allowed for the client at the provider.'),
  ],
  // RFC 9101 section 7, OpenID Connect Core section 3.1.2.6.
  invalid_request_object: [
    'request-refused',
    (error) => t('The authorization server does not accept the signed request ({error}).', { error }),
    () =>
      t(
        'Check that the provider has the public key of this client, and allows its algorithm (“alg” in “clientAssertion”) for signed requests.',
      ),
  ],
  request_not_supported: [
    'request-refused',
    (error) => t('The authorization server does not take signed requests ({error}).', { error }),
    () => t('Remove “{field}” from the profile.', { field: 'security.jar' }),
  ],
  // RFC 9126 section 4: it was used before, or has expired.
  invalid_request_uri: [
    'request-refused',
    (error) => t('The authorization server no longer knows the pushed request ({error}).', { error }),
    () => t('Sign in again.'),
  ],
  // RFC 9449 sections 5 and 8.
  invalid_dpop_proof: [
    'request-refused',
    (error) => t('The authorization server rejected the proof of the profile’s key ({error}).', { error }),
    () => t('Check the clock of this machine, and that the provider supports DPoP for this client, with ES256.'),
  ],
  use_dpop_nonce: [
    'request-refused',
    (error) => t('The authorization server rejected the nonce that it gave itself ({error}).', { error }),
    () => t('Try again; if the problem persists, report it to the provider.'),
  ],
  access_denied: ['login-refused', (error) => t('The access was denied ({error}).', { error })],
  login_required: ['login-refused', (error) => t('The provider wants the user to sign in ({error}).', { error })],
  consent_required: ['login-refused', (error) => t('The provider wants the user’s consent ({error}).', { error })],
  interaction_required: [
    'login-refused',
    (error) => t('The provider wants to ask the user something ({error}).', { error }),
  ],
  account_selection_required: [
    'login-refused',
    (error) => t('The provider wants the user to choose an account ({error}).', { error }),
  ],
  server_error: ['server-error', (error) => t('The authorization server failed ({error}).', { error })],
  temporarily_unavailable: [
    'server-error',
    (error) => t('The authorization server is busy or down ({error}).', { error }),
  ],
  slow_down: [
    'rate-limited',
    (error) => t('The authorization server received too many requests ({error}).', { error }),
  ],
};

/** What providers call an error of the standard: GitHub, Slack. */
const ownNames: Readonly<Record<string, string>> = {
  bad_verification_code: 'invalid_grant',
  bad_refresh_token: 'invalid_grant',
  invalid_code: 'invalid_grant',
  code_already_used: 'invalid_grant',
  invalid_refresh_token: 'invalid_grant',
  incorrect_client_credentials: 'invalid_client',
  bad_client_secret: 'invalid_client',
  invalid_client_id: 'invalid_client',
};

/** How much of a provider's own words is looked at; far less is shown. */
const longestWords = 4096;

/**
 * The fault for an OAuth error, from an answer's body or a redirect.
 * @param description the provider's own words; control characters, secrets and tokens are taken out of them
 * @param secrets what must not appear, even if the provider repeats it
 * @param answer the answer that the error came in; none where a redirect brought it
 */
export function oauthFault(
  error: string,
  description: unknown,
  secrets: readonly string[],
  answer?: Pick<Answer, 'status' | 'headers' | 'at'>,
): Fault {
  const [code, sentence, next] = meaningOf(error, answer?.status);
  const known = plain(redactBeginning(error, secrets, longestWords), 60);
  const words =
    typeof description === 'string'
      ? plain(redactBeginning(description, secrets, longestWords), 300).replace(/\.$/, '')
      : '';
  const explained = explain(known, words);
  const meaning = explained?.what ?? sentence(known);
  return new Fault(
    explained?.code ?? code,
    words === '' ? meaning : t('{meaning} The provider says: “{words}”.', { meaning, words }),
    {
      error: known,
      next: explained?.next ?? next?.(),
      retryAfter: answer && retryAfter(answer),
    },
  );
}

/** Keycloak gives this one answer to a wrong secret and to a client without a service account. */
const refusedOrNotAllowed: Meaning = [
  'client-refused',
  (error) =>
    t(
      'The authorization server rejected the client ID or its secret, or does not allow this grant for the client ({error}).',
      { error },
    ),
  () =>
    t(
      'Check the client ID, and set the client secret again. If both are right, check at the provider that the client is enabled and may use this grant, and that “clientAuth” fits it.',
    ),
];

/**
 * A denial at the token endpoint is about the client, in a redirect it is the user's. Servers that answer 401 mean
 * the client's authentication, whatever they call it: Keycloak says `unauthorized_client`, Auth0 `access_denied`.
 */
function meaningOf(error: string, status: number | undefined): Meaning {
  const name = Object.hasOwn(ownNames, error) ? (ownNames[error] ?? error) : error;
  const known = Object.hasOwn(meanings, name) ? meanings[name] : undefined;
  if (status === 401 && error === 'unauthorized_client') return refusedOrNotAllowed;
  if (status === 401 && error === 'access_denied') return meanings.invalid_client;
  if (error === 'access_denied' && status !== undefined) {
    return [
      'client-unauthorized',
      (shown) => t('The provider denies this client the requested access ({error}).', { error: shown }),
    ];
  }
  return known ?? [byStatus(status), (shown) => t('The authorization server refused ({error}).', { error: shown })];
}

/** The fault for an answer without an OAuth error in it. */
export function statusFault(answer: Answer): Fault {
  const { status, html, host } = answer;
  const after = { retryAfter: retryAfter(answer) };
  if (html) {
    const code = isSuccess(status) ? 'response-not-json' : byStatus(status);
    return new Fault(code, t('{host} answered {status} with a web page (HTML).', { host, status }), after);
  }
  if (isSuccess(status))
    return new Fault(
      'response-not-json',
      t('{host} answered {status} with a response that isn’t JSON.', { host, status }),
    );
  return new Fault(
    byStatus(status),
    t('{host} answered {status} with a response that isn’t an OAuth error.', { host, status }),
    // Some servers say so, without a word, of a wrong secret too.
    { ...after, status, ...(status === 403 && { next: refusedOrNotAllowed[2]?.() }) },
  );
}

/** Whether a status says that the request was fulfilled (RFC 9110 section 15.3). */
export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

function byStatus(status: number | undefined): FaultCode {
  if (status === 401) return 'client-refused';
  if (status === 403) return 'client-unauthorized';
  if (status === 404 || status === 405 || status === 410) return 'endpoint-not-found';
  if (status === 429) return 'rate-limited';
  return status !== undefined && status >= 500 ? 'server-error' : 'request-refused';
}
