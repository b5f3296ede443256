import { t } from '@vscode/l10n';
import { Fault } from '../../faults/fault';
import type { FaultPlace } from '../../faults/reason';
import { showFault, type Action } from '../ui/notify';

/** Says of a request which waited for its token when the window was reloaded or closed that it was not sent. */
export function tellOfUnsent(place: FaultPlace, remediesOf: (fault: Fault) => Promise<Action[]>): void {
  const what = t('The window was closed or reloaded before the request had its token; nothing was sent.');
  void showFault(new Fault('request-changed', what, { place }), remediesOf);
}
