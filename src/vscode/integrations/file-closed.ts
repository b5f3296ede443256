import { t } from '@vscode/l10n';
import { Fault } from '../../faults/fault';
import type { FaultPlace } from '../../faults/reason';

/** The fault for a request whose file was closed before it was sent. @param place undefined where the file is gone */
export function fileClosed(place: FaultPlace | undefined): Fault {
  return new Fault('request-changed', t('The file was closed; nothing was sent.'), { place });
}
