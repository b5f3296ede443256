/**
 * Every fault that Token Deck reports: its stable code, and the step that its message ends with.
 * Callers match on the code, never on the message.
 */
export const faults = {
  // What was asked for
  cancelled: '',
  'profile-not-found': 'Look up the profile’s id in the Token Deck view, or add the profile.',
  'profile-ambiguous': 'Name it in full.',
  'profile-exists': 'Choose another id, or pass "replace": true.',
  'profile-invalid': 'Correct the profile: open it with “Edit Profile”.',
  'profile-read-only': 'Change it in its file.',
  'argument-invalid': 'See the command’s documentation.',
  'jwt-malformed': 'Copy the token whole, from its first letter to its last.',
  'key-unusable': 'Give a JWK, a PEM or a shared secret that fits the token’s “alg”.',
  'jwe-undecryptable': 'Give the private key or the shared secret that the token was encrypted for.',
  'sender-missing': 'Install REST Client or httpYac; they must run where Token Deck runs.',
  'request-not-found': 'Put the cursor into a request of an .http or .rest file.',

  // What is allowed
  'insecure-endpoint': 'Use an https: address; http: is for addresses of this machine alone.',
  'interaction-required': 'Run “Token Deck: Get Token” and finish what it asks for.',
  'access-denied': 'Allow it when asked, or change the setting tokenDeck.automation.',
  'workspace-untrusted': 'Trust the workspace to use the profiles of its files.',

  // What the authorization server said (RFC 6749 section 5.2 and 4.1.2.1)
  'client-refused':
    'Check the client id, set the client secret again, and compare “clientAuth” with the client’s settings at the provider.',
  'grant-refused': 'Get the token anew; where it is refused again, check what this client may do at the provider.',
  'client-unauthorized': 'Allow this grant for the client at the provider.',
  'scope-refused': 'Correct “scope” in the profile, or have the scope granted to the client.',
  'target-refused': 'Correct “audience” or “resource” in the profile.',
  'request-refused': 'Compare the profile with the provider’s page: audience, scope, redirect and own parameters.',
  'login-refused': 'Sign in again and allow the access, or ask an administrator of the provider.',
  'server-error': 'The provider has a fault of its own: try again later, or look at its status page.',
  'rate-limited': 'The provider asks for fewer requests: wait a little, then try again.',

  // What came back
  'response-not-json': 'Check the address: a web page or a proxy seems to have answered in place of the endpoint.',
  'response-invalid': 'The server does not keep to the standard here: compare the addresses with the provider’s page.',
  'response-too-large': 'Check the address: no token endpoint answers with so much.',
  'endpoint-not-found': 'Check the address: nothing answers for it on this server.',
  'unexpected-redirect': 'Put the address that it redirects to into the profile, if you trust it.',
  'discovery-failed': 'Check the issuer, or name the endpoints in the profile.',
  'issuer-mismatch':
    'Check the issuer in the profile; if it is right, do not sign in: something answers in the provider’s place.',
  'id-token-invalid': 'Nothing was stored. Check issuer and client id; if they are right, report this to the provider.',
  'login-mismatch': 'Nothing was stored. Begin the login again from the editor.',

  // The way there
  unreachable: 'Check the address, the network, the VPN and VS Code’s proxy settings.',
  'certificate-untrusted':
    'Have the certificate’s authority installed on this machine (VS Code uses the system’s); do not switch checking off.',
  timeout: 'Try again; if it lasts, check the network and the provider’s status.',

  // The login in the browser
  'login-timeout': 'Begin again, or try another way: loopback or paste.',
  'port-in-use': 'End the program that uses it, or choose another port in “redirect” and at the provider.',
  'redirect-unavailable': 'Choose another “redirect” in the profile: auto fits most windows.',

  // The rest
  'grant-unsupported': 'Choose another grant in the profile.',
  'secret-missing': 'Store it with “Token Deck: Set Secret”.',
  'storage-failed': 'Unlock or repair the system’s keyring, then try again.',
  internal: 'Look into the log (“Token Deck: Show Log”) and report it.',
} as const satisfies Record<string, string>;

/** The code of a fault, stable across versions. */
export type FaultCode = keyof typeof faults;
