import { t } from '@vscode/l10n';
import { plain } from '../../faults/plain';
import type { InspectedToken } from './inspected';
import { issuerText } from './summary';

/** What a token is called in a tab: its issuer’s host and its subject, as far as it has them; unverified plain text. */
export function titleOf({ kind, claims }: Pick<InspectedToken, 'kind' | 'claims'>): string {
  const value = (name: string) => claims?.fields.find((field) => field.name === name)?.value ?? '';
  const names = [issuerText(value('iss')), plain(value('sub'), 40)].filter((name) => name !== '');
  if (names.length > 0) return names.join(' · ');
  return kind === 'jwe' ? t('Encrypted JWT') : 'JWT';
}
