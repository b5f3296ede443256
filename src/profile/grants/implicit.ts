import { t } from '@vscode/l10n';
import type { GrantFacts } from './grant-facts';

/** RFC 6749 section 4.2; RFC 9700 section 2.1.2 advises against it. */
export const implicit: GrantFacts = {
  label: () => t('Implicit (legacy)'),
  detail: () => t('The token is returned in the browser’s address: only for providers that support nothing else'),
  grantType: 'implicit',
  obtained: 'login',
  redirects: true,
  renewal: 'never',
  tokenOf: 'profile',
  client: 'any',
  endpoints: ['authorization'],
  secrets: () => [],
};
