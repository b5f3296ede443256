import { sentValues, type ParameterValue } from './parameter-values';

/** Whether a profile asks for an ID token (OpenID Connect Core section 3.1.2.1), by its scope or its own parameters. */
export function asksOpenid(settings: {
  scope?: string | undefined;
  params?: { authorization?: Readonly<Record<string, ParameterValue>> | undefined } | undefined;
}): boolean {
  const own = settings.params?.authorization?.scope;
  const scope = own === undefined ? settings.scope : sentValues(own).join(' ');
  return (scope ?? '').split(/\s+/).includes('openid');
}
