import { t } from '@vscode/l10n';
import type { ClientAuthFacts } from './client-auth-facts';

/** Id and secret in the request's body (RFC 6749 section 2.3.1). */
export const clientSecretPost: ClientAuthFacts = {
  label: () => t('Client secret, in the request’s body'),
  secret: 'clientSecret',
};
