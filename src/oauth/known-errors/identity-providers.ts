import { t } from '@vscode/l10n';
import type { KnownError } from './known-error';

const redirectNext = () =>
  t('Register the address that “Copy Redirect URI” gives for this client at the provider, exactly as it is.');

/** https://auth0.com/docs/secure/tokens/access-tokens/get-access-tokens and the errors of its `/oauth/token`. */
export const auth0: readonly KnownError[] = [
  {
    says: /Service not (?:enabled within domain|found)/i,
    what: (error) => t('Auth0 has no API with this audience in the tenant ({error}).', { error }),
    next: () =>
      t(
        'Set “audience” to the API’s “Identifier” in the Auth0 dashboard: the same to the last character, also the slash at its end.',
      ),
    code: 'target-refused',
  },
  {
    says: /Client is not authorized to access|\bclient-grant\b/i,
    what: (error) => t('The client may not call this API ({error}).', { error }),
    next: () => t('In the Auth0 dashboard, open the API’s “Application Access”, and authorize this client.'),
    code: 'client-unauthorized',
  },
  {
    says: /No audience parameter was provided/i,
    what: (error) => t('The request names no API, and the tenant has no default one ({error}).', { error }),
    next: () => t('Add the API’s “audience” to the profile: its “Identifier” in the Auth0 dashboard.'),
    code: 'target-refused',
  },
  {
    says: /Grant type '[^']*' not allowed for the client/i,
    what: (error) => t('The client may not use this grant ({error}).', { error }),
    next: () => t('In the Auth0 dashboard, allow the grant in the application’s “Advanced Settings” › “Grant Types”.'),
    code: 'client-unauthorized',
  },
  {
    says: /parameter organization is|organization.*(?:required|not allowed)/i,
    what: (error) => t('The organization is wrong or missing ({error}).', { error }),
    next: () => t('Set “organization” to the organization’s name or ID, or remove it if the application has none.'),
    code: 'request-refused',
  },
];

/** https://www.keycloak.org/docs/latest/server_admin/#_oidc_clients: the switches of a client, by their names there. */
export const keycloak: readonly KnownError[] = [
  {
    says: /not enabled to retrieve service account/i,
    what: (error) => t('The client has no service account, which client credentials need ({error}).', { error }),
    next: () => t('In Keycloak, turn on “Service accounts roles” for the client.'),
    code: 'client-unauthorized',
  },
  {
    says: /Public client not allowed to retrieve service account/i,
    what: (error) => t('The client is a public one, and client credentials need a secret ({error}).', { error }),
    next: () => t('In Keycloak, turn on “Client authentication” and “Service accounts roles” for the client.'),
    code: 'client-unauthorized',
  },
  {
    says: /not allowed for direct access grants/i,
    what: (error) => t('The client may not exchange a password for a token ({error}).', { error }),
    next: () => t('In Keycloak, turn on “Direct access grants” for the client, or use a browser sign-in.'),
    code: 'client-unauthorized',
  },
  {
    says: /not allowed to initiate OAuth 2\.0 Device|device authorization grant.*disabled/i,
    what: (error) => t('The client may not use device sign-in ({error}).', { error }),
    next: () => t('In Keycloak, turn on “OAuth 2.0 Device Authorization Grant” for the client.'),
    code: 'client-unauthorized',
  },
  {
    says: /Standard token exchange is not enabled|Client not allowed to exchange/i,
    what: (error) => t('The client may not exchange tokens ({error}).', { error }),
    next: () => t('In Keycloak, turn on “Standard token exchange” for the client.'),
    code: 'client-unauthorized',
  },
  {
    says: /Invalid client or Invalid client credentials/i,
    what: (error) => t('The realm rejected the client ID or its secret ({error}).', { error }),
    next: () =>
      t(
        'Compare “clientId” and the realm, set the client secret again from the client’s “Credentials”, and check at the provider that the client is enabled. A client without that page is public: set “clientAuth” to “none”.',
      ),
    code: 'client-refused',
  },
  {
    says: /^Realm does not exist\b/i,
    what: (error) => t('The server has no realm of this name ({error}).', { error }),
    next: () => t('Correct “realm” (or “issuer”) in the profile: the name is case-sensitive.'),
    code: 'endpoint-not-found',
  },
  {
    says: /Account is not fully set up/i,
    what: (error) => t('The user has something to do first, such as a new password ({error}).', { error }),
    next: () => t('Sign in once in the browser, or remove the user’s “Required user actions” in Keycloak.'),
    code: 'grant-refused',
  },
  {
    says: /Invalid scopes?: /i,
    what: (error) => t('The client does not have all of these scopes ({error}).', { error }),
    next: () => t('Correct “scope”, or add the scope to the client in Keycloak, under “Client scopes”.'),
    code: 'scope-refused',
  },
];

/** https://developer.okta.com/docs/api/openapi/okta-oauth/guides/error-codes and https://support.okta.com. */
export const okta: readonly KnownError[] = [
  {
    says: /scopes are not configured for the authorization server|Custom scopes are not allowed/i,
    what: (error) => t('Okta’s authorization server does not know all of these scopes ({error}).', { error }),
    next: () =>
      t(
        'Add the scope to the authorization server, or name the one that has it as “issuer”: custom scopes need “/oauth2/default” or another custom one.',
      ),
    code: 'scope-refused',
  },
  {
    says: /Policy evaluation failed/i,
    what: (error) => t('No access policy of Okta’s authorization server fits the request ({error}).', { error }),
    next: () =>
      t('Have an access policy with a rule for this client, grant and scope added to the authorization server.'),
    code: 'client-unauthorized',
  },
  {
    says: /client secret supplied for a confidential client is invalid/i,
    what: (error) => t('Okta rejected the client secret ({error}).', { error }),
    next: () => t('Set the client secret again, from the app’s “Client Credentials”.'),
    code: 'client-refused',
  },
  {
    says: /DPoP proof JWT header is missing/i,
    what: (error) => t('The server wants a proof of possession (DPoP) with the request ({error}).', { error }),
    next: () => t('Set “{field}” to true in the profile, if the client is to use DPoP.', { field: 'security.dpop' }),
    code: 'request-refused',
  },
];

/** https://docs.pingidentity.com/pingone (platform API errors of the token endpoint). */
export const ping: readonly KnownError[] = [
  {
    says: /At least one scope must be granted|May not request scopes for multiple resources/i,
    what: (error) =>
      t('The scopes are not granted to the client, or belong to several resources ({error}).', { error }),
    next: () =>
      t('Grant the scopes to the application under “Resources”, and ask for those of one resource in “scope”.'),
    code: 'scope-refused',
  },
];

/** What several providers say, and providers that share a library. */
export const common: readonly KnownError[] = [
  {
    says: /redirect_?(?:uri_?)?mismatch|redirect_ur[il].{0,60}(?:not|must|match|invalid|whitelist|register)|(?:invalid|bad).{0,20}redirect.?ur[il]|redirect uri included is not valid/i,
    what: (error) => t('The redirect URI is not registered for this client ({error}).', { error }),
    next: redirectNext,
    code: 'request-refused',
  },
  {
    says: /client authentication method|(?<!or unsupported )authentication (?:method|mechanism).{0,60}(?:not|unsupported|mismatch|registered)|(?<!or )unsupported authentication method|token_endpoint_auth_method/i,
    what: (error) => t('The client is registered for another way of authenticating ({error}).', { error }),
    next: () =>
      t(
        'Change “clientAuth” to the way that the client has at the provider: where it is {basic}, try {post}, and the other way round.',
        {
          basic: 'client_secret_basic',
          post: 'client_secret_post',
        },
      ),
    code: 'client-refused',
  },
  {
    says: /pushed authorization request|\bPAR\b.{0,40}required/i,
    what: (error) => t('The server wants authorization requests to be pushed (PAR) ({error}).', { error }),
    next: () => t('Set “{field}” to true in the profile.', { field: 'security.par' }),
    code: 'request-refused',
  },
  // Dex.
  {
    says: /^access_denied: invalid user ?name or password/i,
    what: (error) => t('The user name or the password is wrong ({error}).', { error }),
    next: () => t('Correct “username” in the profile, and set the password again.'),
    code: 'grant-refused',
  },
  // Ory Hydra.
  {
    says: /claim 'audience' from 'client_assertion'|jwt in 'assertion' request parameter must contain an 'aud/i,
    what: (error) => t('The assertion is for another audience ({error}).', { error }),
    next: () => t('Set “audience” in “clientAssertion” or “assertion” to “token_endpoint”.'),
  },
  // Doorkeeper, which GitLab uses: https://docs.gitlab.com/api/oauth2/. Hydra says it of every client that it refuses.
  {
    says: /unknown client, no client authentication included, or unsupported authentication method/i,
    what: (error) =>
      t('The server has no such client, or the secret or the way of sending it is wrong ({error}).', { error }),
    next: () => t('Compare “clientId”, set the secret again, and try another “clientAuth”.'),
    code: 'client-refused',
  },
  {
    says: /^invalid_scope: The requested scope is invalid, unknown, or malformed/i,
    what: (error) => t('The application does not have all of these scopes ({error}).', { error }),
    next: () => t('Correct “scope”, or select the scopes in the application’s settings at the provider.'),
  },
];
