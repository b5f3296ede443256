import { t } from '@vscode/l10n';
import { Fault } from '../faults/fault';
import type { Settings } from '../profile/settings';
import { clientAuthNames, type ClientAuth } from '../profile/client-auth/table';
import { grantNames, grants, type Grant } from '../profile/grants/table';
import { implementedClientAuths } from './client-auth/table';
import { implementedGrants } from './grants/table';

/** The grants that a profile can use: those that can be done, and pasted tokens, for which nothing is to be done. */
export function supportedGrants(): Grant[] {
  return grantNames.filter((name) => implementedGrants[name] !== undefined || grants[name].obtained === 'pasted');
}

/** The client authentications that a profile can use. */
export function supportedClientAuths(): ClientAuth[] {
  return clientAuthNames.filter((name) => implementedClientAuths[name] !== undefined);
}

/**
 * Refuses what a profile may name but Token Deck cannot do yet. Only this function does so, before the user is asked
 * for anything and before anything is sent.
 * @throws `grant-unsupported`
 */
export function refuseUnsupported({ grant, clientAuth }: Settings): void {
  // A pasted token has no client and makes no request.
  if (grants[grant].obtained === 'pasted') return;
  if (implementedGrants[grant] === undefined)
    throw new Fault('grant-unsupported', t('The grant “{grant}” is not supported yet.', { grant }));
  if (clientAuth !== undefined && implementedClientAuths[clientAuth] === undefined)
    throw new Fault(
      'grant-unsupported',
      t('The client authentication “{method}” is not supported yet.', { method: clientAuth }),
      {
        next: t('Choose one of these in “clientAuth”: {methods}.', {
          methods: Object.keys(implementedClientAuths).join(', '),
        }),
      },
    );
}
