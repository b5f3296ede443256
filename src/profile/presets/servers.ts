import { t } from '@vscode/l10n';
import { audience, server } from './fields';
import type { Preset } from './preset';

/** Identity providers that people host themselves, by their labels. */
export const servers = {
  authentik: {
    label: () => 'authentik',
    detail: () => t('An application of an authentik server'),
    kind: 'server',
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
    detail: () => t('A Dex server'),
    kind: 'server',
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
  vault: {
    label: () => 'HashiCorp Vault',
    detail: () => t('Vault as an OpenID Connect provider'),
    kind: 'server',
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
    kind: 'server',
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
  hydra: {
    label: () => 'Ory Hydra',
    detail: () => t('An Ory Hydra server or an Ory Network project'),
    kind: 'server',
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
  zitadel: {
    label: () => 'ZITADEL',
    detail: () => t('A ZITADEL instance, in the cloud or your own'),
    kind: 'server',
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
