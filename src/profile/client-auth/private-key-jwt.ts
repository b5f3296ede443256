import { t } from '@vscode/l10n';
import type { ClientAuthFacts } from './client-auth-facts';

/**
 * A JWT signed with the client's private key (RFC 7523 section 2.2). A certificate that is stored beside it is shown, too:
 * tokens may be bound to it (RFC 8705 section 3).
 */
export const privateKeyJwt: ClientAuthFacts = {
  label: () => t('Private key, in a JWT'),
  secret: 'privateKey',
  beside: 'clientCertificate',
};
