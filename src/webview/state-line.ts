import { t } from '@vscode/l10n';
import { formatLeft, formatSpan, untilSpanChanges, untilTextChanges } from '../base/duration';
import type { InspectedToken } from '../jwt/inspect/inspect';
import { validityOf } from '../jwt/inspect/validity';

/** The first line of the page: whether the token can be read and is valid, by its own times or by a check. */
export interface StateLine {
  text: string;
  kind: 'good' | 'warn' | 'bad' | '';
  /** Milliseconds after which the text is another one. */
  next: number;
}

/** Below this, in milliseconds, a token is about to expire. */
export const soon = 300_000;

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
      return {
        text: t('Expired {span} ago · decoded, not verified', { span: formatSpan(distance) }),
        kind: 'bad',
        next: untilSpanChanges(distance),
      };
    case 'not-yet':
      return {
        text: t('Not valid for another {span} · decoded, not verified', { span }),
        kind: 'warn',
        next: untilTextChanges(distance),
      };
    case 'valid':
      return {
        text: t('Valid for another {span} · decoded, not verified', { span }),
        // Green is for what was verified.
        kind: distance < soon ? 'warn' : '',
        next: untilTextChanges(distance),
      };
  }
}

/** The state line of a token that was decrypted in the page. @param token see `stateLine` */
export function decryptedLine(token: Pick<InspectedToken, 'expiresAt' | 'notBefore'>, now: number): StateLine {
  const validity = validityOf(token, now);
  switch (validity.kind) {
    case 'unlimited':
      return { text: t('Never expires (no exp) · decrypted, not verified'), kind: 'warn', next: Infinity };
    case 'expired': {
      const span = formatSpan(validity.distance);
      const next = untilSpanChanges(validity.distance);
      return { text: t('Expired {span} ago · decrypted, not verified', { span }), kind: 'bad', next };
    }
    case 'not-yet': {
      const span = formatLeft(validity.distance);
      const next = untilTextChanges(validity.distance);
      return { text: t('Not valid for another {span} · decrypted, not verified', { span }), kind: 'warn', next };
    }
    case 'valid': {
      const span = formatLeft(validity.distance);
      const next = untilTextChanges(validity.distance);
      const kind = validity.distance < soon ? 'warn' : '';
      return { text: t('Valid for another {span} · decrypted, not verified', { span }), kind, next };
    }
  }
}
