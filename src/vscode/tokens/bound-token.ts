import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { Fault } from '../../faults/fault';
import { plain } from '../../faults/plain';
import { nameOf, type UsableProfile } from '../../profile/known';

/** Says of what was copied or inserted that it is of no use alone, where the token is bound to a key (RFC 9449). */
export function tellUselessAlone(profile: UsableProfile, isBound: boolean): void {
  if (!isBound) return;
  void vscode.window.showWarningMessage(
    t(
      '{profile}: This token is bound to a key (DPoP), so it is of no use alone: each request also needs a proof. Programs get both with tokenDeck.getAuthorizationHeaders.',
      { profile: plain(nameOf(profile)) },
    ),
  );
}

/** The fault where a request would be sent with a bound token and without a proof. */
export function proofMissing(): Fault {
  return new Fault(
    'grant-unsupported',
    t('The token is bound to a key (DPoP), and the extension that sends the request makes no proof; nothing was sent.'),
    { next: t('Send the request with a program that gets its headers from tokenDeck.getAuthorizationHeaders.') },
  );
}
