import type { Settings } from '../profile/settings';
import { implementedGrants } from './grants/table';
import { putOwn, putTarget } from './parameters';

/**
 * What of a profile goes into its first request, its own parameters included, as a person is shown who is asked about
 * it. Of a grant that cannot be done yet, what any would send.
 */
export async function requestedParameters(settings: Settings): Promise<URLSearchParams> {
  const implementation = await implementedGrants[settings.grant]?.();
  if (implementation !== undefined) return implementation.grant.parameters(settings);
  const parameters = new URLSearchParams();
  putTarget(parameters, settings);
  putOwn(parameters, settings, 'authorization');
  return putOwn(parameters, settings, 'token');
}
