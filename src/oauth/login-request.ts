import { t } from '@vscode/l10n';
import { randomNonce, randomState, type ServerMetadata } from 'openid-client';
import { Fault } from '../faults/fault';
import { grants } from '../profile/grants/table';
import { asksOpenid } from '../profile/openid';
import type { Settings } from '../profile/settings';
import { authorizationUrl, neededEndpoints } from './authorization-request';
import { secretsOf, type Client } from './credentials';
import type { LoginDependencies, LoginOptions } from './login';
import { put, putOwn, putTarget } from './parameters';
import { signatureAlgorithms, type AuthorizationServers } from './servers';
import { secureUrl } from './transport';

/** The authorization request of a login in the browser, and what its answer is checked with. */
export interface LoginRequest {
  metadata: ServerMetadata;
  redirectUri: string;
  state: string;
  /** Where an ID token is asked for. */
  nonce: string | undefined;
  parameters: URLSearchParams;
  /** What the browser opens. */
  url: string;
  /** What it opens the next time. */
  again: (signal?: AbortSignal) => Promise<string>;
}

/**
 * Makes the authorization request of a login in the browser.
 * @param ofGrant the parameters that its grant adds
 * @throws what `loginMetadata` and `authorizationUrl` throw
 */
export async function loginRequest(
  { servers }: LoginDependencies,
  client: Client,
  { openRedirect, otherAccount }: LoginOptions,
  signal: AbortSignal | undefined,
  ofGrant: (metadata: ServerMetadata) => Promise<Record<string, string>>,
): Promise<LoginRequest> {
  const { settings } = client;
  const redirectUri = await openRedirect();
  const metadata = await loginMetadata(servers, client);
  const state = randomState();
  const nonce = asksOpenid(settings) ? randomNonce() : undefined;
  const its = { redirect_uri: redirectUri, state, ...(await ofGrant(metadata)), ...(nonce !== undefined && { nonce }) };
  const parameters = loginParameters(settings, its, otherAccount === true ? metadata : undefined);
  const secrets = [...secretsOf(client), state, ...(nonce === undefined ? [] : [nonce])];
  const again = async (ended?: AbortSignal) =>
    spelledOut(await authorizationUrl(servers, client, metadata, parameters, secrets, ended));
  return { metadata, redirectUri, state, nonce, parameters, url: await again(signal), again };
}

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
