import { t } from '@vscode/l10n';
import { Fault } from '../faults/fault';
import type { Reading } from './client-request';
import type { Answer } from './transport';

/**
 * Lets an answer that is a signed JWT through to the library, which checks it, where its signature can be checked.
 * @returns an empty value: the library reads the JWT itself
 * @throws `response-invalid`
 */
export function checkable({ host }: Pick<Answer, 'host'>, { checksSignature }: Reading): object {
  if (checksSignature) return {};
  throw new Fault(
    'response-invalid',
    t('{host} returned a signed JWT, whose signature cannot be checked: the issuer’s keys are not known.', { host }),
    { next: t('Add “issuer” to the profile, or have the provider answer this client with JSON.') },
  );
}
