import { t } from '@vscode/l10n';
import type { ClientAuthFacts } from './client-auth-facts';

/** A TLS client certificate of an authority that the server trusts (RFC 8705 section 2.1). */
export const tlsClientAuth: ClientAuthFacts = {
  label: () => t('TLS client certificate'),
  secret: 'clientCertificate',
  beside: 'privateKey',
  byTls: true,
};
