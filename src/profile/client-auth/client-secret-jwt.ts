import { t } from '@vscode/l10n';
import type { ClientAuthFacts } from './client-auth-facts';

/** A JWT with a MAC made by the secret, which is not sent itself (OpenID Connect Core section 9). */
export const clientSecretJwt: ClientAuthFacts = {
  label: () => t('Client secret, in a JWT'),
  secret: 'clientSecret',
};
