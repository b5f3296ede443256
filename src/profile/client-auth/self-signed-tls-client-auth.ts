import { t } from '@vscode/l10n';
import type { ClientAuthFacts } from './client-auth-facts';

/** A TLS client certificate that the client made itself and registered (RFC 8705 section 2.2). */
export const selfSignedTlsClientAuth: ClientAuthFacts = {
  label: () => t('TLS client certificate, self-signed'),
  secret: 'clientCertificate',
  beside: 'privateKey',
  byTls: true,
};
