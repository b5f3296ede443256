import { t } from '@vscode/l10n';
import type { KnownError } from './known-error';

/** https://docs.github.com/apps/oauth-apps/maintaining-oauth-apps/troubleshooting-oauth-app-access-token-request-errors */
export const github: readonly KnownError[] = [
  {
    says: /^incorrect_client_credentials\b/,
    what: (error) => t('The client ID or its secret is wrong ({error}).', { error }),
    next: () => t('Compare “clientId” with the app’s settings, and set a client secret of that app again.'),
    code: 'client-refused',
  },
  {
    says: /^bad_verification_code\b/,
    what: (error) => t('The code was used already, has expired, or belongs to another client ({error}).', { error }),
    next: () => t('Sign in again.'),
    code: 'grant-refused',
  },
  {
    says: /^device_flow_disabled\b/,
    what: (error) => t('The app may not use device sign-in ({error}).', { error }),
    next: () => t('Select “Enable Device Flow” in the app’s settings.'),
    code: 'client-unauthorized',
  },
];

/** https://developers.google.com/identity/protocols/oauth2 (the pages on errors of each kind of application). */
export const google: readonly KnownError[] = [
  {
    says: /client_secret is missing/i,
    what: (error) => t('The provider wants a client secret, also from a desktop app ({error}).', { error }),
    next: () => t('Set the client secret, and “clientAuth” to “{method}”.', { method: 'client_secret_post' }),
    code: 'client-refused',
  },
  {
    says: /The OAuth client was (?:not found|deleted)/i,
    what: (error) => t('The provider has no client with this ID ({error}).', { error }),
    next: () => t('Copy the whole client ID into “clientId”; a client that was deleted cannot be used again.'),
    code: 'client-refused',
  },
  {
    says: /Token has been expired or revoked/i,
    what: (error) => t('The refresh token has expired or was revoked ({error}).', { error }),
    next: () => t('Sign in again. At Google, an app whose status is “Testing” loses it after seven days.'),
    code: 'grant-refused',
  },
  {
    says: /Invalid JWT Signature/i,
    what: (error) =>
      t('The provider cannot check the assertion with a key of this service account ({error}).', { error }),
    next: () => t('Set the private key again, from a key of the service account that still exists.'),
    code: 'grant-refused',
  },
  {
    says: /(?:assertion|JWT|token).{0,40}(?:reasonable timeframe|short-lived|issued in the future|not yet valid|iat|clock)/i,
    what: (error) => t('The provider finds the times in the assertion wrong ({error}).', { error }),
    next: () => t('Set this machine’s clock, and keep “assertion.lifetime” under an hour.'),
    code: 'grant-refused',
  },
];

/** https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html */
export const cognito: readonly KnownError[] = [
  {
    says: /\binvalid_client_secret\b/,
    what: (error) => t('The client secret is wrong ({error}).', { error }),
    next: () => t('Set the client secret again. An app client without a secret needs “clientAuth” to be “none”.'),
    code: 'client-refused',
  },
];

/** https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_flow_errors.htm */
export const salesforce: readonly KnownError[] = [
  {
    says: /user hasn't approved this consumer/i,
    what: (error) => t('The user may not use this app yet ({error}).', { error }),
    next: () =>
      t('In the app’s OAuth policies, see “Permitted Users”: have the user’s profile or permission set added.'),
    code: 'login-refused',
  },
  {
    says: /no client credentials user enabled/i,
    what: (error) => t('The app has no user for client credentials to run as ({error}).', { error }),
    next: () => t('In the app’s OAuth policies, enable the client credentials flow, and choose “Run As”.'),
    code: 'client-unauthorized',
  },
  {
    says: /request not supported on this domain/i,
    what: (error) => t('This grant does not work at the shared login address ({error}).', { error }),
    next: () => t('Use the address of your “My Domain” in “issuer”, or in “endpoints.token”.'),
    code: 'client-unauthorized',
  },
  {
    says: /^invalid_client_id\b|client identifier invalid/i,
    what: (error) => t('The organization has no app with this client ID ({error}).', { error }),
    next: () => t('Copy the “Consumer Key” into “clientId”. A sandbox has a login address of its own.'),
    code: 'client-refused',
  },
  {
    says: /^invalid_client: invalid client credentials|[Aa]uthentication failure - [Ii]nvalid [Cc]lient/,
    what: (error) => t('The client secret is wrong ({error}).', { error }),
    next: () => t('Set the secret again, from the app’s “Consumer Secret”.'),
    code: 'client-refused',
  },
];
