import { t } from '@vscode/l10n';
import type { Check } from './diagnosis-facts';

/** What was seen of earlier requests, and what stands around them. */
export const surroundingsChecks: readonly Check[] = [
  ({ refused }) =>
    refused && {
      ...{ severity: 'warning', cause: 'profile' },
      what: `${refused.what} ${t('So nothing was asked of its servers.')}`,
      next: refused.next,
    },
  ({ trial }) =>
    trial?.fault && { severity: 'problem', cause: 'provider', what: trial.fault.what, next: trial.fault.next },
  ({ failure, trial }) =>
    failure && trial === undefined
      ? {
          ...{ severity: 'problem', cause: 'provider' },
          what: t('The last request for a token failed ({code}).', { code: failure.code }) + ` ${failure.what}`,
          next: failure.next,
        }
      : undefined,
  ({ surroundings: { unchecked } }) =>
    unchecked.length === 0
      ? undefined
      : {
          ...{ severity: 'warning', cause: 'machine' },
          what: t('The check of certificates is turned off ({names}): anyone on the way can read secrets and tokens.', {
            names: unchecked.join(', '),
          }),
          next: t('Turn it on again, and install the certificate authority of your network in its place.'),
        },
  ({ surroundings: { proxies } }) =>
    proxies.length === 0
      ? undefined
      : {
          ...{ severity: 'note', cause: 'network' },
          what: t('Requests may go through a proxy ({names}).', { names: proxies.join(', ') }),
        },
];
