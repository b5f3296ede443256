import { isCancelled, toFault } from '../../faults/fault';
import type { Answer, PageRemedy } from '../../webview/protocol';
import { runUi } from '../ui/notify';
import { openSetting } from '../ui/open-setting';
import { remediesFor } from '../ui/remedies';

const remedies: Readonly<Record<PageRemedy, () => unknown>> = {
  'keys-setting': () => openSetting('jwt.allowNetwork'),
  'manage-access': () => runUi('tokenDeck.ui.manageAccess'),
};

/** What the page shows of a failure, with what its message names; nothing of what the user has just ended. */
export function failureOf(thrown: unknown): Answer {
  const fault = toFault(thrown);
  if (isCancelled(fault) || fault.dismissed) return { of: 'failure', message: '', remedies: [] };
  return { of: 'failure', message: fault.message, remedies: remediesFor(fault, undefined, true).filter(isOfPage) };
}

/** Does what the page offered. */
export function remedyOf(remedy: PageRemedy): void {
  if (isOfPage(remedy)) void remedies[remedy]();
}

function isOfPage(remedy: string): remedy is PageRemedy {
  return Object.hasOwn(remedies, remedy);
}
