import { t } from '@vscode/l10n';
import type { GrantFacts } from './grant-facts';

/** RFC 6749 section 4.4. */
export const clientCredentials: GrantFacts = {
  label: () => t('Client credentials'),
  detail: () => t('Machine to machine: client ID and secret, no user'),
  isUsual: true,
  grantType: 'client_credentials',
  obtained: 'request',
  renewal: 'again',
  tokenOf: 'client',
  client: 'confidential',
  endpoints: ['token'],
  secrets: () => [],
  wizard: [],
};
