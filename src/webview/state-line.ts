import { t } from '@vscode/l10n';
import { formatLeft, untilTextChanges } from '../base/duration';
import type { InspectedToken } from '../jwt/inspect/inspect';
import { validityOf } from '../jwt/inspect/validity';

/** The first line of the page: whether the token can be read and is valid by its own times. */
export interface StateLine {
  text: string;
  kind: 'good' | 'warn' | 'bad' | '';
  /** Milliseconds after which the text is another one. */
  next: number;
}

/** Below this, in milliseconds, a token is about to expire. */
const soon = 300_000;

/**
 * @param token `expiresAt` and `notBefore` in milliseconds since 1970
 * @param now milliseconds since 1970
 */
export function stateLine(
  { problem, kind, expiresAt, notBefore }: Pick<InspectedToken, 'problem' | 'kind' | 'expiresAt' | 'notBefore'>,
  now: number,
): StateLine {
  const lasting = { next: Infinity };
  if (problem !== undefined) return { text: problem, kind: 'bad', ...lasting };
  if (kind === 'none') return { text: '', kind: '', ...lasting };
  if (kind === 'jwe') return { text: t('Encrypted (JWE): only the key holder can read it.'), kind: '', ...lasting };
  const validity = validityOf({ expiresAt, notBefore }, now);
  if (validity.kind === 'unlimited')
    return { text: t('Never expires (no exp) · decoded, not verified'), kind: 'warn', ...lasting };
  const { distance } = validity;
  const span = formatLeft(distance);
  switch (validity.kind) {
    case 'expired':
      return { text: t('Expired {span} ago · decoded, not verified', { span }), kind: 'bad', next: 60_000 };
    case 'not-yet':
      return {
        text: t('Not valid yet: in {span} · decoded, not verified', { span }),
        kind: 'warn',
        next: untilTextChanges(distance),
      };
    case 'valid':
      return {
        text: t('Valid for another {span} · decoded, not verified', { span }),
        kind: distance < soon ? 'warn' : 'good',
        next: untilTextChanges(distance),
      };
  }
}
