// Microsoft Entra ID: https://learn.microsoft.com/entra/identity-platform/reference-error-codes
import { t } from '@vscode/l10n';
import type { KnownError } from './known-error';

/** Recognizes one of Entra's codes, which begin its words. */
const code = (...numbers: number[]) => new RegExp(`\\bAADSTS(?:${numbers.join('|')})\\b`);

export const entra: readonly KnownError[] = [
  {
    says: code(7000215),
    what: (error) => t('Entra rejected the client secret ({error}).', { error }),
    next: () => t('Set the client secret again: copy the “Value” under “Certificates & secrets”, not the “Secret ID”.'),
  },
  {
    says: code(7000222),
    what: (error) => t('The client secret has expired ({error}).', { error }),
    next: () => t('Create a new one under “Certificates & secrets” of the app registration, and set it here.'),
    code: 'client-refused',
  },
  {
    says: code(7000218),
    what: (error) => t('Entra wants the client to authenticate, and it sent no secret ({error}).', { error }),
    next: () =>
      t(
        'Set the client secret, or register the redirect URI under “Mobile and desktop applications” and allow public client flows there.',
      ),
    code: 'client-refused',
  },
  {
    says: code(700025),
    what: (error) => t('The client is a public one, and sent a secret ({error}).', { error }),
    next: () =>
      t('Set “clientAuth” to “none”, or register the redirect URI under “Web” at Entra, where clients have a secret.'),
    code: 'client-refused',
  },
  {
    says: code(9002327, 9002326),
    what: (error) =>
      t(
        'The redirect URI is registered for a single-page application, whose codes only a web page may redeem ({error}).',
        {
          error,
        },
      ),
    next: () => t('At Entra, move the redirect URI to the platform “Mobile and desktop applications”.'),
    code: 'client-unauthorized',
  },
  {
    says: code(700016),
    what: (error) => t('The tenant has no app with this client ID ({error}).', { error }),
    next: () => t('Compare “clientId” and the tenant in “issuer” with the overview of the app registration.'),
    code: 'client-refused',
  },
  {
    says: code(90002, 900021, 900023),
    what: (error) => t('Entra knows no tenant of this name ({error}).', { error }),
    next: () => t('Correct the tenant in “issuer”: the tenant’s ID, or one of its domains.'),
    code: 'request-refused',
  },
  {
    says: code(50194),
    what: (error) => t('The app is for one tenant only, and the profile asks at “common” ({error}).', { error }),
    next: () => t('Put the ID of your tenant into “issuer”, in the place of “common”.'),
    code: 'request-refused',
  },
  {
    says: code(50011),
    what: (error) => t('The redirect URI is not registered for this client ({error}).', { error }),
    next: () =>
      t(
        'Register the address that “Copy Redirect URI” gives under “Mobile and desktop applications”, exactly as it is.',
      ),
    code: 'request-refused',
  },
  {
    says: code(65001, 65004, 90094),
    what: (error) => t('Nobody has consented to these permissions for the app ({error}).', { error }),
    next: () => t('Sign in and consent, or have an administrator grant consent under “API permissions”.'),
    code: 'login-refused',
  },
  {
    says: code(500011, 650057, 650056),
    what: (error) => t('The tenant has no API with this identifier, or the app may not call it ({error}).', { error }),
    next: () =>
      t('Correct the API’s “Application ID URI” in “scope” (or “resource”), and add the API under “API permissions”.'),
    code: 'target-refused',
  },
  {
    says: code(1002012),
    what: (error) =>
      t('Client credentials at Entra take only the scope that ends in “/.default” ({error}).', { error }),
    next: () => t('Set “scope” to the API’s “Application ID URI”, followed by “/.default”.'),
    code: 'scope-refused',
  },
  {
    says: code(70011, 28002, 28003),
    what: (error) => t('Entra does not accept the scope ({error}).', { error }),
    next: () =>
      t('Correct “scope”: scopes of one API only, in full (“api://…/name”), or “…/.default” for client credentials.'),
    code: 'scope-refused',
  },
  {
    says: code(50034),
    what: (error) => t('The tenant has no such user ({error}).', { error }),
    next: () => t('Correct “username”, or the tenant in “issuer”.'),
    code: 'grant-refused',
  },
  {
    says: code(50126),
    what: (error) => t('The user name or the password is wrong ({error}).', { error }),
    next: () => t('Correct “username” in the profile, and set the password again.'),
    code: 'grant-refused',
  },
  {
    says: code(50076, 50079, 53003, 50158),
    what: (error) => t('A policy of the tenant wants more than a password, or another device ({error}).', { error }),
    next: () => t('Use a profile with browser sign-in; if it is refused too, ask the tenant’s administrator.'),
    code: 'login-refused',
  },
  {
    says: code(50105),
    what: (error) => t('The user is not assigned to this app ({error}).', { error }),
    next: () => t('Have the user assigned under “Enterprise applications” › “Users and groups”.'),
    code: 'login-refused',
  },
  {
    says: code(54005, 70008, 700082, 50173),
    what: (error) =>
      t('The code or the refresh token was used already, has expired or was revoked ({error}).', { error }),
    next: () => t('Sign in again.'),
    code: 'grant-refused',
  },
  {
    says: code(9002313, 900144, 90014),
    what: (error) => t('Entra cannot read the request, or a parameter is missing in it ({error}).', { error }),
    next: () =>
      t(
        'Check that “params” sets nothing that it should not, that “scope” is there, and that “endpoints.token” ends in “/oauth2/v2.0/token”.',
      ),
    code: 'request-refused',
  },
  {
    says: code(700027, 7000214),
    what: (error) =>
      t('Entra cannot check the client assertion with the certificates of the app ({error}).', { error }),
    next: () => t('Upload the certificate of your key under “Certificates & secrets”, and set the key again.'),
    code: 'client-refused',
  },
];
