import { t } from '@vscode/l10n';
import type { ClientAuthFacts } from './client-auth-facts';

/** Id and secret in an `Authorization: Basic` header (RFC 6749 section 2.3.1). */
export const clientSecretBasic: ClientAuthFacts = {
  label: () => t('Client secret, by HTTP Basic'),
  secret: 'clientSecret',
  isBasic: true,
};
