import { t } from '@vscode/l10n';
import type { ClientAuthFacts } from './client-auth-facts';

/** A JWT signed with the client's private key (RFC 7523 section 2.2). */
export const privateKeyJwt: ClientAuthFacts = {
  label: () => t('Private key, in a JWT'),
  secret: 'privateKey',
};
