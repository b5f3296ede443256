import { t } from '@vscode/l10n';
import { clientAuths } from './client-auth/table';
import type { GrantEndpoint } from './grants/grant-facts';
import { grants } from './grants/table';
import { presets } from './presets';
import { invalid, type Problem } from './problem';
import { registersClient } from './registers-client';
import type { Profile } from './schema';
import type { Settings } from './settings';

/**
 * What the grant and the client authentication need and the profile lacks.
 * @param complete whether the preset has all its fields: without them nothing can be said of addresses
 */
export function requirements(profile: Profile, settings: Settings, complete: boolean): Problem[] {
  const { grant, clientAuth } = settings;
  const facts = grants[grant];
  const problems: Problem[] = [];
  const need = (given: boolean, field: string, message: () => string) => {
    if (!given) problems.push(invalid([field], message()));
  };
  const byPreset = profile.preset !== undefined && presets[profile.preset].gives.grant !== undefined;
  need(profile.grant !== undefined || byPreset, 'grant', () => t('“grant” is missing.'));
  if (facts.client === 'none') return problems;
  need(settings.clientId !== undefined || registersClient(settings), 'clientId', () => t('“clientId” is missing.'));
  for (const name of complete && settings.issuer === undefined ? facts.endpoints : [])
    need(settings.endpoints[name] !== undefined, 'issuer', () => endpointMissing(name));
  for (const { field, message } of facts.problems?.(settings) ?? []) need(false, field, () => message);
  if (facts.client === 'confidential' && clientAuth !== undefined)
    need(clientAuths[clientAuth].secret !== undefined, 'clientAuth', () =>
      t('“clientAuth” cannot be “{method}” with {grant}.', { method: clientAuth, grant }),
    );
  const port = /^loopback:(\d+)/.exec(settings.redirect)?.[1];
  if (port !== undefined)
    need(Number(port) >= 1 && Number(port) <= 65_535, 'redirect', () =>
      t('“redirect” names a port that does not exist.'),
    );
  return problems;
}

function endpointMissing(name: GrantEndpoint): string {
  return t('The profile has neither “issuer” nor “{endpoint}”.', { endpoint: `endpoints.${name}` });
}
