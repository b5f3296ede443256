import { t } from '@vscode/l10n';

/**
 * Every fault that Token Deck reports: its stable code, and the next step, with which its message ends. Callers match
 * on the code, never on the message. The steps are looked up when a fault is made: by then the language is known.
 */
export const faults = {
  // What was asked for
  cancelled: () => '',
  'profile-not-found': () => t('Look up the profile’s id in the Token Deck view, or add the profile.'),
  'profile-ambiguous': () => t('Name it in full.'),
  'profile-exists': () => t('Choose another id, or pass "replace": true.'),
  'profile-invalid': () => t('Correct the profile: open it with “Edit Profile”.'),
  'profile-read-only': () => t('Change it in its file.'),
  'argument-invalid': () => t('See the command’s documentation.'),
  'jwt-malformed': () => t('Copy the token whole, from its first letter to its last.'),
  'key-unusable': () => t('Give a JWK, a PEM or a shared secret that fits the token’s “alg”.'),
  'jwe-undecryptable': () => t('Give the private key or the shared secret that the token was encrypted for.'),
  'sender-missing': () => t('Install REST Client or httpYac; they must run where Token Deck runs.'),
  'request-changed': () => t('Look at it, then run the command again.'),
  'request-not-found': () => t('Put the cursor into a request of an .http or .rest file.'),

  // What is allowed
  'insecure-endpoint': () => t('Use an https: address; http: is for addresses of this machine alone.'),
  'interaction-required': () => t('Run “Token Deck: Get Token” and finish what it asks for.'),
  'access-denied': () => t('Allow it when asked, or change the setting tokenDeck.automation.'),
  'redirect-unsafe': () => t('Put “# @no-redirect” above the request.'),
  'workspace-untrusted': () => t('Trust the workspace to use the profiles of its files.'),

  // What the authorization server said (RFC 6749 section 5.2 and 4.1.2.1)
  'client-refused': () =>
    t(
      'Check the client id, set the client secret again, and compare “clientAuth” with the client’s settings at the provider.',
    ),
  'grant-refused': () =>
    t('Get the token again; if it is refused again, check what this client may do at the provider.'),
  'client-unauthorized': () => t('Allow this grant for the client at the provider.'),
  'scope-refused': () => t('Correct “scope” in the profile, or have the scope granted to the client.'),
  'target-refused': () => t('Correct “audience” or “resource” in the profile.'),
  'request-refused': () =>
    t('Compare the profile with the provider’s page: audience, scope, redirect and own parameters.'),
  'login-refused': () => t('Sign in again and allow the access, or ask an administrator of the provider.'),
  'server-error': () => t('The provider has a fault of its own: try again later, or look at its status page.'),
  'rate-limited': () => t('The provider asks for fewer requests: wait a little, then try again.'),

  // What came back
  'response-not-json': () =>
    t('Check the address: a web page or a proxy seems to have answered in place of the endpoint.'),
  'response-invalid': () =>
    t('The server does not keep to the standard here: compare the addresses with the provider’s page.'),
  'response-too-large': () => t('Check the address: no token endpoint answers with so much.'),
  'endpoint-not-found': () => t('Check the address: nothing answers for it on this server.'),
  'unexpected-redirect': () => t('Put the address that it redirects to into the profile, if you trust it.'),
  'discovery-failed': () => t('Check the issuer, or name the endpoints in the profile.'),
  'issuer-mismatch': () =>
    t('Check the issuer in the profile; if it is right, do not sign in: something answers in the provider’s place.'),
  'id-token-invalid': () =>
    t('Nothing was stored. Check issuer and client id; if they are right, report this to the provider.'),
  'login-mismatch': () => t('Nothing was stored. Begin the login again from the editor.'),

  // The way there
  unreachable: () => t('Check the address, the network, the VPN and VS Code’s proxy settings.'),
  'certificate-untrusted': () =>
    t(
      'Have the certificate’s authority installed on this machine (VS Code uses the system’s); do not switch checking off.',
    ),
  timeout: () => t('Try again; if it lasts, check the network and the provider’s status.'),

  // The login in the browser
  'login-timeout': () => t('Begin again, or try another way: loopback or paste.'),
  'port-in-use': () => t('End the program that uses it, or choose another port in “redirect” and at the provider.'),
  'redirect-unavailable': () => t('Choose another “redirect” in the profile: auto fits most windows.'),

  // The rest
  'grant-unsupported': () => t('Choose another grant in the profile.'),
  'secret-missing': () => t('Store it with “Token Deck: Set Secret”.'),
  'storage-failed': () => t('Unlock or repair the system’s keyring, then try again.'),
  internal: () => t('Look into the log (“Token Deck: Show Log”) and report it.'),
} as const satisfies Record<string, () => string>;

/** The code of a fault, stable across versions. */
export type FaultCode = keyof typeof faults;
