import { t } from '@vscode/l10n';
import type { GrantFacts } from './grant-facts';

/** RFC 8628. */
export const deviceCode: GrantFacts = {
  label: () => t('Sign-in on another device'),
  detail: () => t('Device authorization: a user signs in elsewhere and enters a code'),
  grantType: 'urn:ietf:params:oauth:grant-type:device_code',
  obtained: 'login',
  renewal: 'refresh-token',
  tokenOf: 'profile',
  client: 'any',
  endpoints: ['token', 'deviceAuthorization'],
  secrets: () => [],
  wizard: ['scope'],
};
