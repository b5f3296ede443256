import { t } from '@vscode/l10n';
import type { GrantFacts } from './grant-facts';

/** RFC 6749 section 4.3; RFC 9700 section 2.4 advises against it. */
export const password: GrantFacts = {
  label: () => t('Password (legacy)'),
  detail: () =>
    t('User name and password are sent to the token endpoint: only for providers that support nothing else'),
  grantType: 'password',
  obtained: 'request',
  renewal: 'refresh-token',
  tokenOf: 'profile',
  client: 'any',
  endpoints: ['token'],
  secrets: () => ['password'],
  wizard: ['username', 'scope'],
  problems: ({ username }) =>
    username === undefined ? [{ field: 'username', message: t('“username” is missing.') }] : [],
};
