import { asksOpenid, type Settings } from '../profile/settings';

type Own = Readonly<Record<string, string | string[]>> | undefined;

/** The token request of client credentials: scope, audience, resource, organization, own parameters. */
export function clientCredentialsParameters(settings: Settings): URLSearchParams {
  const parameters = new URLSearchParams();
  put(parameters, 'scope', settings.scope);
  put(parameters, 'audience', settings.audience);
  put(parameters, 'resource', settings.resource);
  put(parameters, 'organization', settings.organization);
  return withOwn(parameters, settings.params?.token);
}

/** What goes with a code: no scope, which the code already has, and which some servers refuse here. */
export function codeParameters(settings: Settings): URLSearchParams {
  const parameters = new URLSearchParams();
  put(parameters, 'resource', settings.resource);
  return withOwn(parameters, settings.params?.token);
}

/** What goes with a refresh token: the scope stays as it was granted (RFC 6749 section 6). */
export function refreshParameters(settings: Settings): URLSearchParams {
  const parameters = new URLSearchParams();
  put(parameters, 'resource', settings.resource);
  return withOwn(parameters, settings.params?.refresh);
}

/** The authorization request. */
export function authorizationParameters(
  settings: Settings,
  login: {
    redirectUri: string;
    state: string;
    nonce: string | undefined;
    codeChallenge: string;
    prompt: string | undefined;
  },
): URLSearchParams {
  const parameters = new URLSearchParams({
    redirect_uri: login.redirectUri,
    state: login.state,
    code_challenge: login.codeChallenge,
    code_challenge_method: 'S256',
  });
  put(parameters, 'nonce', login.nonce);
  put(parameters, 'scope', settings.scope);
  put(parameters, 'audience', settings.audience);
  put(parameters, 'resource', settings.resource);
  put(parameters, 'organization', settings.organization);
  put(parameters, 'login_hint', login.prompt === undefined ? settings.username : undefined);
  // OpenID Connect Core section 11: offline access wants the user's consent, and servers leave it out without.
  if (asksOpenid(settings) && scopes(settings).includes('offline_access')) parameters.set('prompt', 'consent');
  withOwn(parameters, settings.params?.authorization);
  if (login.prompt !== undefined) {
    const asked = (parameters.get('prompt') ?? '').split(' ').filter((value) => value !== '' && value !== 'none');
    parameters.set('prompt', [...new Set([login.prompt, ...asked])].join(' '));
    parameters.delete('login_hint');
  }
  return parameters;
}

function scopes(settings: Settings): string[] {
  return (settings.scope ?? '').split(/\s+/);
}

function put(parameters: URLSearchParams, name: string, value: string | string[] | undefined): void {
  if (value === undefined) return;
  parameters.delete(name);
  for (const one of [value].flat()) parameters.append(name, one);
}

function withOwn(parameters: URLSearchParams, own: Own): URLSearchParams {
  for (const [name, value] of Object.entries(own ?? {})) put(parameters, name, value);
  return parameters;
}
