import { t } from '@vscode/l10n';
import { audience } from './fields';
import type { Preset } from './preset';

/** Providers that have no preset of their own. */
export const any = {
  oidc: {
    label: () => t('OpenID Connect issuer'),
    detail: () => t('Any issuer whose endpoints can be discovered'),
    fields: [
      {
        field: 'issuer',
        title: () => t('Issuer'),
        placeholder: () => 'https://login.example.com',
        prompt: () => t('The issuer URL; endpoints are discovered from it'),
      },
      audience,
    ],
    gives: {},
  },
  oauth2: {
    label: () => t('OAuth 2.0 endpoints'),
    detail: () => t('Any authorization server, by its endpoint addresses'),
    fields: [
      {
        field: 'tokenEndpoint',
        title: () => t('Token Endpoint'),
        placeholder: () => 'https://login.example.com/oauth/token',
        prompt: () => t('The address that tokens are requested from'),
      },
      {
        field: 'authorizationEndpoint',
        title: () => t('Authorization Endpoint'),
        placeholder: () => 'https://login.example.com/authorize',
        prompt: () => t('The address that the browser opens to sign in'),
      },
      {
        field: 'deviceAuthorizationEndpoint',
        title: () => t('Device Authorization Endpoint'),
        placeholder: () => 'https://login.example.com/device/code',
        prompt: () => t('The address that codes for other devices are requested from'),
      },
      audience,
    ],
    gives: {},
  },
  basic: {
    label: () => t('HTTP Basic token endpoint'),
    detail: () => t('Takes client ID and secret only by HTTP Basic, such as /oauth/v2/token'),
    grants: ['client_credentials'],
    fields: [
      {
        field: 'tokenEndpoint',
        title: () => t('Token Endpoint'),
        placeholder: () => 'https://api.example.com/oauth/v2/token',
        prompt: () => t('The address that tokens are requested from'),
      },
    ],
    gives: { grant: 'client_credentials', clientAuth: 'client_secret_basic' },
  },
  pasted: {
    label: () => t('Pasted token or API key'),
    detail: () => t('A token that you already have, such as an API key or a personal access token'),
    grants: ['static'],
    fields: [],
    gives: { grant: 'static' },
  },
} satisfies Record<string, Preset>;
