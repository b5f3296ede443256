import { t } from '@vscode/l10n';
import type { GrantFacts } from './grant-facts';

/** No grant of OAuth: a token that is pasted by hand, such as an API key or a personal access token. */
export const pasted: GrantFacts = {
  label: () => t('Pasted token'),
  detail: () => t('An API key or a personal access token'),
  obtained: 'pasted',
  renewal: 'never',
  tokenOf: 'profile',
  client: 'none',
  endpoints: [],
  secrets: () => ['token'],
};
