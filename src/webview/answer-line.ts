import { t } from '@vscode/l10n';
import { formatLeft, untilTextChanges } from '../base/duration';
import { validityOf } from '../jwt/inspect/validity';
import type { ShownAnswer } from './protocol';
import { soon, type StateLine } from './state-line';

/**
 * What the page of an answer says first. The provider has just said it, so it is more than a token says of itself.
 * @param now milliseconds since 1970
 */
export function answerLine(
  {
    inquiry,
    active,
    expiresAt,
    host,
    outsideAudience = false,
  }: Pick<ShownAnswer, 'inquiry' | 'active' | 'expiresAt' | 'host' | 'outsideAudience'>,
  now: number,
): StateLine {
  if (inquiry === 'userinfo') return { text: t('What {host} says about the user', { host }), kind: '', next: Infinity };
  if (active !== true && outsideAudience)
    return {
      text: t('Not active, or {host} does not tell this client, which is not in the token’s audience', { host }),
      kind: 'warn',
      next: Infinity,
    };
  if (active !== true)
    return { text: t('Not active: {host} no longer accepts this token', { host }), kind: 'bad', next: Infinity };
  const validity = validityOf({ expiresAt }, now);
  if (validity.kind !== 'valid')
    return { text: t('Active, according to {host}', { host }), kind: 'good', next: Infinity };
  const { distance } = validity;
  return {
    text: t('Active, valid for another {span}, says {host}', { span: formatLeft(distance), host }),
    kind: distance < soon ? 'warn' : 'good',
    next: untilTextChanges(distance),
  };
}
