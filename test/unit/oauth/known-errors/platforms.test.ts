import { cognito, github, google, salesforce } from '../../../../src/oauth/known-errors/platforms';
import { itExplains } from './explained';

itExplains('GitHub', github, [
  [
    'incorrect_client_credentials',
    'The client_id and/or client_secret passed are incorrect.',
    /client ID or its secret is wrong/,
    /set a client secret/,
    'client-refused',
  ],
  [
    'bad_verification_code',
    'The code passed is incorrect or expired.',
    /used already/,
    /Sign in again/,
    'grant-refused',
  ],
  [
    'device_flow_disabled',
    'Device Flow must be explicitly enabled for this App',
    /device sign-in/,
    /“Enable Device Flow”/,
  ],
]);

itExplains('Google', google, [
  ['invalid_request', 'client_secret is missing.', /wants a client secret/, /client_secret_post/, 'client-refused'],
  ['invalid_client', 'The OAuth client was not found.', /no client with this ID/, /whole client ID/],
  ['invalid_grant', 'Token has been expired or revoked.', /expired or was revoked/, /seven days/],
  ['invalid_grant', 'Invalid JWT Signature.', /cannot check the assertion/, /private key again/],
  [
    'invalid_grant',
    'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.',
    /times in the assertion/,
    /clock/,
  ],
]);

itExplains('Amazon Cognito', cognito, [
  ['invalid_client', 'invalid_client_secret', /client secret is wrong/, /“clientAuth” to be “none”/, 'client-refused'],
]);

itExplains('Salesforce', salesforce, [
  ['invalid_grant', "user hasn't approved this consumer", /may not use this app yet/, /“Permitted Users”/],
  [
    'invalid_grant',
    'no client credentials user enabled',
    /no user for client credentials/,
    /“Run As”/,
    'client-unauthorized',
  ],
  ['invalid_grant', 'request not supported on this domain', /shared login address/, /“My Domain”/],
  ['invalid_client_id', 'client identifier invalid', /no app with this client ID/, /“Consumer Key”/],
  ['invalid_client', 'invalid client credentials', /client secret is wrong/, /“Consumer Secret”/],
]);
