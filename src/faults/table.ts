import { t } from '@vscode/l10n';

/**
 * Every fault that Token Deck reports: its stable code, and the next step, with which its message ends. Callers match
 * on the code, never on the message. The steps are looked up when a fault is made: by then the language is known.
 */
export const faults = {
  // What was asked for
  cancelled: () => '',
  'profile-not-found': () => t('Look up the profile’s ID in the Token Deck view, or add the profile.'),
  'profile-ambiguous': () => t('Use its full name.'),
  'profile-exists': () => t('Choose another ID, or pass "replace": true.'),
  'profile-invalid': () => t('Correct the profile: open it with “Edit Profile”.'),
  'profile-read-only': () => t('Edit the profile in its file.'),
  'argument-invalid': () => t('See the command’s documentation.'),
  'jwt-malformed': () => t('Copy the whole token, from its first character to its last.'),
  'key-unusable': () => t('Provide a JWK, a PEM or a shared secret that fits the token’s “alg”.'),
  'jwe-undecryptable': () => t('Provide the private key or the shared secret that the token was encrypted for.'),
  'sender-missing': () => t('Install REST Client or httpYac where Token Deck runs.'),
  'request-changed': () => t('Check the request, then run the command again.'),
  'request-not-found': () => t('Place the cursor in a request in an .http or .rest file.'),

  // What is allowed
  'insecure-endpoint': () => t('Use an https: address; http: is allowed only for localhost.'),
  'interaction-required': () => t('Run “Token Deck: Get Token” and complete its prompts.'),
  'access-denied': () => t('Allow it when asked, or change the setting tokenDeck.automation.'),
  'token-rejected': () =>
    t('Compare the token’s audience, scope and issuer with the API’s documentation, and correct the profile.'),
  'redirect-unsafe': () => t('Add “# @no-redirect” above the request.'),
  'workspace-untrusted': () => t('Trust the workspace to use the profiles in its files.'),

  // What the authorization server said (RFC 6749 section 5.2 and 4.1.2.1)
  'client-refused': () =>
    t(
      'Check the client ID, and set the client secret again. If both are right, check at the provider that the client is enabled, and that “clientAuth” fits it.',
    ),
  'grant-refused': () =>
    t('Get the token again; if it is refused again, check what this client may do at the provider.'),
  'registration-refused': () => t('Ask the provider for a client ID, and add it to the profile as “clientId”.'),
  'client-unauthorized': () => t('Allow this grant for the client at the provider.'),
  'scope-refused': () => t('Correct “scope” in the profile, or have the scope granted to the client.'),
  'target-refused': () => t('Correct “audience” or “resource” in the profile.'),
  'request-refused': () =>
    t(
      'Compare the profile with the client’s settings at the provider: audience, scope, redirect and additional parameters.',
    ),
  'login-refused': () => t('Sign in again and allow access, or ask the provider’s administrator.'),
  'server-error': () => t('The provider is having problems: try again later, or check its status page.'),
  'rate-limited': () => t('Too many requests: wait a moment, then try again.'),

  // What came back
  'response-not-json': () =>
    t('Check the address: a web page or a proxy seems to have answered instead of the endpoint.'),
  'response-invalid': () =>
    t('The response does not follow the standard: compare the addresses with the provider’s documentation.'),
  'response-too-large': () => t('Check the address: the response is too large for a token endpoint.'),
  'endpoint-not-found': () => t('Check the address: the server has nothing at that address.'),
  'unexpected-redirect': () => t('If you trust the address that it redirects to, use that address in the profile.'),
  'endpoint-missing': () => t('If the provider has this endpoint, add its address to “endpoints” in the profile.'),
  'discovery-failed': () => t('Check the issuer, or add the endpoints to the profile.'),
  'issuer-mismatch': () =>
    t(
      'Check the issuer in the profile; if it is right, do not sign in: another server is answering in the provider’s place.',
    ),
  'id-token-invalid': () =>
    t('Nothing was stored. Check the issuer and the client ID; if they are right, report this to the provider.'),
  'login-mismatch': () => t('Nothing was stored. Sign in again from the editor.'),

  // The way there
  unreachable: () =>
    t(
      'Check the address, the network, the VPN and VS Code’s proxy settings; if they are right, the provider may be down: try again later.',
    ),
  'certificate-untrusted': () =>
    t(
      'Install its certificate authority on this machine, then reload the window; or name it in the profile’s “tls.ca”. Do not turn off certificate checks.',
    ),
  timeout: () => t('Try again; if the problem persists, check the network and the provider’s status.'),

  // The login in the browser
  'login-timeout': () =>
    t('Sign in again. If the browser does not return to VS Code, choose another “redirect” in the profile.'),
  'port-in-use': () =>
    t('Close the program that uses the port, or choose another port in “redirect” and at the provider.'),
  'redirect-unavailable': () => t('Choose another “redirect” in the profile: auto fits most windows.'),

  // The rest
  'grant-unsupported': () => t('Choose what the provider and the program support.'),
  'secret-missing': () => t('Store it with “Token Deck: Set Secret”.'),
  'storage-failed': () => t('Unlock or repair the system’s keyring, then try again.'),
  internal: () => t('Check the log (“Token Deck: Show Log”) and report the problem.'),
} as const satisfies Record<string, () => string>;

/** The code of a fault, stable across versions. */
export type FaultCode = keyof typeof faults;
