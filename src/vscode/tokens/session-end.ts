import { t } from '@vscode/l10n';
import type { Fault } from '../../faults/fault';
import { plain } from '../../faults/plain';
import { nameOf, type UsableProfile } from '../../profile/known';
import { isLogin } from './context-value';

/**
 * What to say of a token that only a person can renew, and the button that begins it: by signing in, or by what a
 * machine's request lacks.
 */
export function sessionEnd(known: UsableProfile, { what: reason }: Pick<Fault, 'what'>) {
  const profile = plain(nameOf(known));
  return isLogin(known)
    ? {
        message: t('{profile}: The session has ended. Sign in again to get a new token.', { profile }),
        title: t('Sign In'),
      }
    : { message: t('{profile}: The token could not be renewed. {reason}', { profile, reason }), title: t('Get Token') };
}
