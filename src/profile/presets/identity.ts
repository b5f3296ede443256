import { t } from '@vscode/l10n';
import { audience, domain, server } from './fields';
import type { Preset } from './preset';

/** Identity providers, by their labels. */
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
  authentik: {
    label: () => 'authentik',
    detail: () => t('An application of an authentik server'),
    kind: 'identity',
    docs: 'https://docs.goauthentik.io/add-secure-apps/providers/oauth2/',
    fields: [
      server(
        () => 'https://authentik.example.com',
        () => t('The address of the authentik server'),
      ),
      {
        field: 'realm',
        title: () => t('Application'),
        placeholder: () => t('The application’s slug'),
        prompt: () => t('The slug of the application, as in the addresses of its endpoints'),
      },
    ],
    gives: { issuer: '{server}/application/o/{realm}/' },
    login: {
      register: () => t('In the OAuth2/OpenID provider: Redirect URIs; client type “Public” without a secret'),
      refresh: () => t('For a refresh token: the scope offline_access, also among the provider’s scope mappings.'),
    },
  },
  dex: {
    label: () => 'Dex',
    detail: () => t('The issuer of a Dex server'),
    kind: 'identity',
    docs: 'https://dexidp.io/docs/configuration/custom-scopes-claims-clients/',
    fields: [
      server(
        () => 'https://dex.example.com/dex',
        () => t('The issuer of the Dex server, as in its configuration'),
      ),
    ],
    gives: { issuer: '{server}' },
    login: {
      register: () => t('In Dex’s configuration: staticClients > redirectURIs; “public: true” without a secret'),
      refresh: () => t('For a refresh token: the scope offline_access. Some connectors, such as SAML, ignore it.'),
    },
  },
  google: {
    label: () => 'Google',
    detail: () => t('Google accounts and Google Cloud'),
    kind: 'identity',
    docs: 'https://developers.google.com/identity/protocols/oauth2/native-app',
    grants: ['authorization_code', 'device_code', 'jwt_bearer'],
    keyFileGrant: 'jwt_bearer',
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
  vault: {
    label: () => 'HashiCorp Vault',
    detail: () => t('Vault as an OpenID Connect provider'),
    kind: 'identity',
    docs: 'https://developer.hashicorp.com/vault/docs/concepts/oidc-provider',
    grants: ['authorization_code'],
    fields: [
      server(
        () => 'https://vault.example.com:8200',
        () => t('The address of the Vault server, without /v1'),
      ),
      {
        field: 'realm',
        title: () => t('Provider'),
        placeholder: () => 'default',
        prompt: () => t('The name of the OIDC provider in Vault'),
        usual: 'default',
      },
    ],
    gives: { issuer: '{server}/v1/identity/oidc/provider/{realm}' },
    login: {
      register: () => t('With the client: vault write identity/oidc/client/NAME redirect_uris=…'),
      refresh: () => t('Vault returns no refresh token, and knows only scopes of its own besides openid.'),
      scope: 'openid',
    },
  },
  keycloak: {
    label: () => 'Keycloak',
    detail: () => t('A realm on a Keycloak server'),
    kind: 'identity',
    docs: 'https://www.keycloak.org/docs/latest/server_admin/',
    fields: [
      {
        field: 'server',
        title: () => t('Server'),
        placeholder: () => 'https://sso.example.com',
        prompt: () => t('The address of the Keycloak server, without /realms'),
      },
      {
        field: 'realm',
        title: () => t('Realm'),
        placeholder: () => t('The realm’s name'),
        prompt: () => t('The realm’s name, as in the addresses of its endpoints'),
      },
    ],
    gives: { issuer: '{server}/realms/{realm}', clientAuth: 'client_secret_post' },
    login: {
      register: () => t('In the client: Settings > Valid redirect URIs; “Client authentication” off without a secret'),
      refresh: () =>
        t('Keycloak returns a refresh token with each sign-in; with offline_access, it outlives the session.'),
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
  hydra: {
    label: () => 'Ory Hydra',
    detail: () => t('An Ory Hydra server or an Ory Network project'),
    kind: 'identity',
    docs: 'https://www.ory.sh/docs/hydra/guides/common-oauth2-openid-connect-flows',
    fields: [
      server(
        () => 'https://hydra.example.com',
        () => t('The issuer of Hydra’s public endpoints'),
      ),
      audience,
    ],
    gives: { issuer: '{server}' },
    login: {
      register: () => t('With the client: hydra create client --redirect-uri …'),
      refresh: () => t('For a refresh token: the scope offline_access, and the client’s grant type refresh_token.'),
      scope: 'openid offline_access',
    },
  },
  ping: {
    label: () => 'PingOne',
    detail: () => t('An environment of PingOne, by Ping Identity'),
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
  zitadel: {
    label: () => 'ZITADEL',
    detail: () => t('A ZITADEL instance, in the cloud or your own'),
    kind: 'identity',
    docs: 'https://help.zitadel.com/how-to-enable-and-receive-refresh-tokens',
    fields: [
      server(
        () => 'https://acme.zitadel.cloud',
        () => t('The address of the instance'),
      ),
    ],
    gives: { issuer: '{server}' },
    login: {
      register: () => t('In a native application of the project: Redirect URIs'),
      refresh: () => t('For a refresh token: the scope offline_access, and “Refresh Token” in the application.'),
    },
  },
} satisfies Record<string, Preset>;
