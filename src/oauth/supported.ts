import { t } from '@vscode/l10n';
import { Fault } from '../faults/fault';
import type { Settings } from '../profile/settings';
import { grants } from '../profile/grants/table';
import { implementedClientAuths } from './client-auth/table';
import { implementedGrants } from './grants/table';

/** Protections that a profile can ask for, and that would be missing from what is sent. */
const protections = ['dpop', 'par', 'jar'] as const;

/**
 * Refuses what a profile may name but Token Deck cannot do yet. Only this function does so, before the user is asked
 * for anything and before anything is sent.
 * @throws `grant-unsupported`
 */
export function refuseUnsupported({ grant, clientAuth, security }: Settings): void {
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
  const asked = protections.find((name) => security?.[name] === true);
  if (asked !== undefined)
    throw new Fault(
      'grant-unsupported',
      t('The protection “{name}” is not supported yet; nothing was sent.', { name: asked }),
      { next: t('Remove it from “security” in the profile if the provider does not require it.') },
    );
}
