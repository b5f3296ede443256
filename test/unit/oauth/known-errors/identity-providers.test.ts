import { auth0, common, keycloak, okta, ping } from '../../../../src/oauth/known-errors/identity-providers';
import { itExplains } from './explained';

itExplains('Auth0', auth0, [
  [
    'access_denied',
    'Service not enabled within domain: https://api.example.com',
    /no API with this audience/,
    /the slash at its end/,
    'target-refused',
  ],
  [
    'access_denied',
    'Service not found: https://api.example.com',
    /no API with this audience/,
    /“Identifier”/,
    'target-refused',
  ],
  [
    'access_denied',
    'Client is not authorized to access "https://api.example.com". You need to create a "client-grant" associated to this API.',
    /may not call this API/,
    /authorize this client/,
    'client-unauthorized',
  ],
  [
    'access_denied',
    'No audience parameter was provided, and no default audience has been configured',
    /names no API/,
    /“audience”/,
    'target-refused',
  ],
  [
    'unauthorized_client',
    "Grant type 'client_credentials' not allowed for the client.",
    /may not use this grant/,
    /“Grant Types”/,
    'client-unauthorized',
  ],
  [
    'invalid_request',
    'parameter organization is required for this client',
    /organization is wrong or missing/,
    /Set “organization”/,
  ],
]);

itExplains('Keycloak', keycloak, [
  [
    'unauthorized_client',
    'Client not enabled to retrieve service account',
    /no service account/,
    /“Service accounts roles”/,
    'client-unauthorized',
  ],
  [
    'unauthorized_client',
    'Public client not allowed to retrieve service account',
    /public one/,
    /“Client authentication”/,
  ],
  [
    'unauthorized_client',
    'Client not allowed for direct access grants',
    /may not exchange a password/,
    /“Direct access grants”/,
  ],
  [
    'unauthorized_client',
    'Client is not allowed to initiate OAuth 2.0 Device Authorization Grant. The flow is disabled for the client.',
    /device sign-in/,
    /“OAuth 2\.0 Device Authorization Grant”/,
  ],
  [
    'invalid_request',
    'Standard token exchange is not enabled for the requested client',
    /may not exchange tokens/,
    /“Standard token exchange”/,
  ],
  [
    'unauthorized_client',
    'Invalid client or Invalid client credentials',
    /rejected the client ID or its secret/,
    /“Credentials”/,
    'client-refused',
  ],
  ['Realm does not exist', '', /no realm of this name/, /“realm”/],
  ['invalid_grant', 'Account is not fully set up', /something to do first/, /“Required user actions”/],
  ['invalid_scope', 'Invalid scopes: openid read:everything', /does not have all of these scopes/, /“Client scopes”/],
]);

itExplains('Okta', okta, [
  [
    'invalid_scope',
    'One or more scopes are not configured for the authorization server resource.',
    /does not know all of these scopes/,
    /“\/oauth2\/default”/,
  ],
  [
    'invalid_scope',
    'Custom scopes are not allowed for this request',
    /does not know all of these scopes/,
    /name the one that has it/,
  ],
  [
    'access_denied',
    'Policy evaluation failed for this request, please check the policy configurations.',
    /No access policy/,
    /access policy/,
    'client-unauthorized',
  ],
  [
    'invalid_client',
    'The client secret supplied for a confidential client is invalid.',
    /rejected the client secret/,
    /“Client Credentials”/,
  ],
  ['invalid_dpop_proof', 'The DPoP proof JWT header is missing.', /proof of possession/, /“security\.dpop”/],
]);

itExplains('PingOne', ping, [
  ['invalid_scope', 'Request denied: At least one scope must be granted', /not granted/, /“Resources”/],
  [
    'invalid_scope',
    'Request denied: May not request scopes for multiple resources',
    /several resources/,
    /one resource/,
  ],
]);

itExplains('several providers', common, [
  [
    'invalid_request',
    "The 'redirect_uri' parameter must be a Login redirect URI in the client app settings",
    /redirect URI is not registered/,
    /“Copy Redirect URI”/,
  ],
  [
    'invalid_grant',
    'redirect_uri must match configuration',
    /redirect URI is not registered/,
    /exactly as it is/,
    'request-refused',
  ],
  [
    'redirect_uri_mismatch',
    'The redirect_uri MUST match the registered callback URL for this application.',
    /redirect URI is not registered/,
    /Register/,
  ],
  ['redirect_mismatch', '', /redirect URI is not registered/, /Register/],
  [
    'invalid_client',
    "The OAuth 2.0 Client supports client authentication method 'client_secret_post', but method 'client_secret_basic' was requested.",
    /another way of authenticating/,
    /client_secret_basic, try client_secret_post/,
  ],
  [
    'invalid_client',
    'Request denied: Unsupported authentication method',
    /another way of authenticating/,
    /“clientAuth”/,
  ],
  [
    'access_denied',
    'Invalid username or password',
    /user name or the password is wrong/,
    /“username”/,
    'grant-refused',
  ],
  ['invalid_request', 'Pushed Authorization Request must be used', /pushed \(PAR\)/, /“security\.par”/],
  [
    'invalid_client',
    'Client authentication failed (e.g., unknown client, no client authentication included, or unsupported authentication method). The requested OAuth 2.0 Client does not exist.',
    /no such client/,
    /“clientId”/,
    'client-refused',
  ],
  [
    'invalid_client',
    "Client authentication failed (e.g., unknown client, no client authentication included, or unsupported authentication method). The OAuth 2.0 Client supports client authentication method 'client_secret_basic', but method 'client_secret_post' was requested.",
    /another way of authenticating/,
    /“clientAuth”/,
  ],
  [
    'invalid_client',
    "Client authentication failed (e.g., unknown client, no client authentication included, or unsupported authentication method). Claim 'audience' from 'client_assertion' must match the authorization server's token endpoint 'https://hydra.example.com/oauth2/token'.",
    /for another audience/,
    /“clientAssertion”.*“token_endpoint”/,
  ],
  [
    'invalid_grant',
    "was issued to another client. The JWT in 'assertion' request parameter MUST contain an 'aud…",
    /for another audience/,
    /“assertion”/,
  ],
  [
    'invalid_client',
    'Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.',
    /no such client/,
    /“clientAuth”/,
  ],
  [
    'invalid_scope',
    'The requested scope is invalid, unknown, or malformed.',
    /does not have all of these scopes/,
    /select the scopes/,
  ],
]);
