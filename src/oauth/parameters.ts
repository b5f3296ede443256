import { sentValues } from '../profile/parameter-values';
import type { Settings } from '../profile/settings';

type Value = string | string[] | undefined;

/** Sets a parameter, once for each of its values; leaves it as it is where there is none. */
export function put(parameters: URLSearchParams, name: string, value: Value): void {
  if (value === undefined) return;
  parameters.delete(name);
  for (const one of [value].flat()) parameters.append(name, one);
}

/** What a token is asked to be for: scope, audience, resource, organization. */
export function putTarget(parameters: URLSearchParams, settings: Settings): void {
  put(parameters, 'scope', settings.scope);
  put(parameters, 'audience', settings.audience);
  put(parameters, 'resource', settings.resource);
  put(parameters, 'organization', settings.organization);
}

/** What a request for a token asks for, with the profile's own parameters of a leg. */
export function targetParameters(settings: Settings, leg: 'authorization' | 'token'): URLSearchParams {
  const parameters = new URLSearchParams();
  putTarget(parameters, settings);
  return putOwn(parameters, settings, leg);
}

/** Puts in the profile's own parameters of a leg; they win over what is there. */
export function putOwn(
  parameters: URLSearchParams,
  settings: Settings,
  leg: 'authorization' | 'token' | 'refresh',
): URLSearchParams {
  for (const [name, value] of Object.entries(settings.params?.[leg] ?? {})) put(parameters, name, sentValues(value));
  return parameters;
}
