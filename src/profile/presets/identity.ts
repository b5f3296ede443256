import { t } from '@vscode/l10n';
import { audience, domain } from './fields';
import type { Preset } from './preset';

/** Identity providers that are run as a service, by their labels. */
export const identity = {
  cognito: {
    label: () => 'Amazon Cognito',
    detail: () => t('A user pool of Amazon Cognito'),
    kind: 'identity',
    docs: 'https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html',
    fields: [
      {
        field: 'tenant',
        title: () => t('User Pool ID'),
        placeholder: () => 'eu-central-1_AbCdEfGhI',
        prompt: () => t('The ID of the user pool; its endpoints, on the pool’s own domain, are discovered'),
      },
    ],
    gives: { issuer: 'https://cognito-idp.{tenant|_}.amazonaws.com/{tenant}' },
    login: {
      register: () => t('In the app client of the user pool: Allowed callback URLs'),
      refresh: () => t('Cognito returns a refresh token with each sign-in, whatever the scope.'),
      scope: 'openid profile',
    },
  },
  auth0: {
    label: () => 'Auth0',
    detail: () => t('An Auth0 tenant or custom domain'),
    kind: 'identity',
    docs: 'https://auth0.com/docs/secure/tokens/refresh-tokens/get-refresh-tokens',
    fields: [
      {
        field: 'tenant',
        title: () => t('Domain'),
        placeholder: () => 'acme.eu.auth0.com',
        prompt: () => t('The domain of your tenant, or your custom domain'),
      },
      audience,
      {
        field: 'organization',
        title: () => t('Organization'),
        placeholder: () => t('Its name or identifier, if your API needs one'),
        optional: true,
        prompt: () => t('The organization to sign in to (optional)'),
      },
    ],
    gives: { issuer: 'https://{tenant}/', clientAuth: 'client_secret_post' },
    login: {
      register: () => t('In a native application: Settings > Allowed Callback URLs'),
      refresh: () =>
        t('For a refresh token: the scope offline_access, and “Allow Offline Access” in the API’s settings.'),
    },
  },
  google: {
    label: () => 'Google',
    detail: () => t('Google accounts and Google Cloud'),
    kind: 'identity',
    docs: 'https://developers.google.com/identity/protocols/oauth2/native-app',
    grants: ['authorization_code', 'device_code', 'jwt_bearer'],
    fields: [],
    gives: {
      issuer: 'https://accounts.google.com',
      clientAuth: 'client_secret_post',
      redirect: 'loopback',
      params: { authorization: { access_type: 'offline', prompt: 'consent' } },
    },
    login: {
      register: () => t('In an OAuth client of type “Desktop app”, no redirect URI has to be registered'),
      takesAnyLoopback: true,
      secret: 'required',
      refresh: () => t('Google returns a refresh token because of access_type=offline, not for a scope.'),
      scope: 'openid email profile',
    },
  },
  entra: {
    label: () => 'Microsoft Entra ID',
    detail: () => t('A Microsoft Entra tenant (Azure AD)'),
    kind: 'identity',
    docs: 'https://learn.microsoft.com/entra/identity-platform/how-to-add-redirect-uri',
    fields: [
      {
        field: 'tenant',
        title: () => t('Tenant'),
        placeholder: () => 'contoso.onmicrosoft.com',
        prompt: () => t('The tenant’s ID or domain; “organizations” or “common” for any'),
      },
    ],
    gives: { issuer: 'https://login.microsoftonline.com/{tenant}/v2.0', clientAuth: 'client_secret_post' },
    login: {
      register: () =>
        t('In the app registration: Authentication > Mobile and desktop applications > Custom redirect URIs'),
      secret: 'refused',
      refresh: () => t('For a refresh token: offline_access. For an API, add its scope, such as api://ID/.default.'),
    },
  },
  okta: {
    label: () => 'Okta',
    detail: () => t('An authorization server of an Okta organization'),
    kind: 'identity',
    docs: 'https://help.okta.com/en-us/Content/Topics/Apps/Apps_App_Integration_Wizard_OIDC.htm',
    fields: [
      domain(() => 'acme.okta.com'),
      {
        field: 'realm',
        title: () => t('Authorization Server'),
        placeholder: () => 'default',
        prompt: () => t('The ID of the authorization server, as in its issuer after /oauth2/'),
        usual: 'default',
      },
    ],
    gives: { issuer: 'https://{tenant}/oauth2/{realm}' },
    login: {
      register: () => t('In a native app integration: General > Sign-in redirect URIs'),
      refresh: () => t('For a refresh token: the scope offline_access, and the grant type “Refresh Token” in the app.'),
    },
  },
  onelogin: {
    label: () => 'OneLogin',
    detail: () => t('A OneLogin account, by OpenID Connect'),
    kind: 'identity',
    docs: 'https://developers.onelogin.com/openid-connect/api/provider-config',
    grants: ['authorization_code', 'password', 'implicit'],
    fields: [domain(() => 'acme.onelogin.com')],
    gives: { issuer: 'https://{tenant}/oidc/2' },
    login: {
      register: () => t('In the OpenID Connect app: Configuration > Redirect URIs'),
      refresh: () => t('OneLogin returns a refresh token with each sign-in, and does not know offline_access.'),
      scope: 'openid profile',
    },
  },
  ping: {
    label: () => 'PingOne',
    detail: () => t('An environment of PingOne'),
    kind: 'identity',
    docs: 'https://developer.pingidentity.com/pingone-api/auth/openid-connect-oauth-2/discovery-openid-configuration.html',
    fields: [
      {
        field: 'server',
        title: () => t('Server'),
        placeholder: () => 'https://auth.pingone.eu',
        prompt: () => t('The address of PingOne in your region'),
        usual: 'https://auth.pingone.com',
      },
      {
        field: 'tenant',
        title: () => t('Environment ID'),
        placeholder: () => '00000000-0000-0000-0000-000000000000',
        prompt: () => t('The ID of the environment, as in its issuer'),
      },
    ],
    gives: { issuer: '{server}/{tenant}/as' },
    login: {
      register: () => t('In a native application: Configuration > Redirect URIs'),
      refresh: () =>
        t('For a refresh token: the scope offline_access, and the grant type “Refresh Token” in the application.'),
    },
  },
  salesforce: {
    label: () => 'Salesforce',
    detail: () => t('A Salesforce organization or sandbox'),
    kind: 'identity',
    docs: 'https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_tokens_scopes.htm',
    fields: [
      {
        field: 'server',
        title: () => t('Server'),
        placeholder: () => 'https://acme.my.salesforce.com',
        prompt: () => t('The address of My Domain, which machines need; https://test.salesforce.com for a sandbox'),
        usual: 'https://login.salesforce.com',
      },
    ],
    gives: { issuer: '{server}', clientAuth: 'client_secret_post' },
    login: {
      register: () => t('In an external client app: OAuth Settings > Callback URL'),
      refresh: () => t('For a refresh token: the scope refresh_token. The token’s instance_url is the API’s address.'),
      scope: 'api refresh_token',
    },
  },
} satisfies Record<string, Preset>;
