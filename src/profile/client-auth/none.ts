import { t } from '@vscode/l10n';
import type { ClientAuthFacts } from './client-auth-facts';

/** A public client: its id is all that it sends (RFC 6749 section 2.1). */
export const none: ClientAuthFacts = {
  label: () => t('None: a public client'),
};
