import { t } from '@vscode/l10n';
import type { ServerMetadata } from 'openid-client';
import { Fault } from '../faults/fault';
import { grants } from '../profile/grants/table';
import { asksOpenid } from '../profile/openid';
import type { Settings } from '../profile/settings';
import { neededEndpoints } from './authorization-request';
import type { Client } from './credentials';
import { put, putOwn, putTarget } from './parameters';
import { signatureAlgorithms, type AuthorizationServers } from './servers';
import { secureUrl } from './transport';

/**
 * The metadata that a login in the browser takes.
 * @throws `discovery-failed` where they lack the authorization endpoint, or keys that an answer is checked with
 */
export async function loginMetadata(servers: AuthorizationServers, client: Client): Promise<ServerMetadata> {
  const { settings } = client;
  const jarm = settings.security?.jarm === true;
  const metadata = {
    // Where metadata say nothing, the library accepts only RS256.
    ...(jarm && { authorization_signing_alg_values_supported: signatureAlgorithms }),
    ...(await servers.metadataOf(client, neededEndpoints(settings))),
  };
  if (metadata.authorization_endpoint === undefined)
    throw new Fault('discovery-failed', t('The issuer’s metadata has no authorization endpoint.'));
  secureUrl(metadata.authorization_endpoint);
  if ((asksOpenid(settings) || jarm) && metadata.jwks_uri === undefined)
    throw new Fault('discovery-failed', t('The issuer’s metadata has no keys to check signatures with (jwks_uri).'));
  return metadata;
}

/**
 * The parameters of an authorization request.
 * @param login what only this login has
 * @param another the metadata of the provider, which is to ask for another account
 */
export function loginParameters(
  settings: Settings,
  login: Record<string, string> = {},
  another?: ServerMetadata,
): URLSearchParams {
  const parameters = new URLSearchParams(login);
  putTarget(parameters, settings);
  put(parameters, 'login_hint', another === undefined ? settings.username : undefined);
  // OpenID Connect Core section 11: offline access wants the user's consent, and servers leave it out without. It is
  // nothing without a refresh token.
  const isOffline = asksOpenid(settings) && (settings.scope ?? '').split(/\s+/).includes('offline_access');
  if (isOffline && grants[settings.grant].renewal === 'refresh-token') parameters.set('prompt', 'consent');
  putOwn(parameters, settings, 'authorization');
  if (another !== undefined) {
    const asked = (parameters.get('prompt') ?? '').split(' ').filter((value) => value !== '' && value !== 'none');
    parameters.set('prompt', [...new Set([otherAccountPrompt(another), ...asked])].join(' '));
    parameters.delete('login_hint');
  }
  return parameters;
}

/**
 * The most seconds since the user signed in, where the request limits them. As requested: without a time in the ID token,
 * nobody knows whether the server kept to it.
 */
export function maxAgeIn(parameters: URLSearchParams): number | undefined {
  const age = parameters.get('max_age') ?? '';
  return /^\d{1,9}$/.test(age) ? Number(age) : undefined;
}

/** Form encoding writes a space as “+”, which not every server reads so in a query; “%20” all do. In a path, “+” is itself. */
export function spelledOut(url: URL): string {
  const spelled = new URL(url);
  spelled.search = url.search.replace(/\+/g, '%20');
  return spelled.href;
}

function otherAccountPrompt(metadata: ServerMetadata): string {
  const supported: unknown = metadata.prompt_values_supported;
  return Array.isArray(supported) && supported.includes('select_account') ? 'select_account' : 'login';
}
