import { t } from '@vscode/l10n';
import {
  calculatePKCECodeChallenge,
  initiateDeviceAuthorization,
  pollDeviceAuthorizationGrant,
  randomPKCECodeVerifier,
  type Configuration,
  type DeviceAuthorizationResponse,
  type ServerMetadata,
} from 'openid-client';
import { cancelled, Fault, isFault } from '../../faults/fault';
import { asksOpenid } from '../../profile/openid';
import type { Settings } from '../../profile/settings';
import type { TokenSet } from '../../storage/token-set';
import { secretsOf, type Client } from '../credentials';
import { dpopOptions } from '../dpop';
import { deviceAuthorizationEndpoint, type DeviceAuthorization } from '../endpoints/device-authorization';
import { toTokenSet } from '../endpoints/token-answer';
import { newCode } from '../error-answer';
import { checkAcr, checkIdToken } from '../id-token';
import type { LoginDependencies, LoginOptions, PolledLogin } from '../login';
import { put, putOwn, targetParameters } from '../parameters';
import { tokenCall } from '../servers';
import { translate } from '../translate';
import type { LoginGrant, TokenResponse } from './grant';

/** RFC 8628: a person enters a code on any device, while the provider is asked whether they have. */
export const grant: LoginGrant = { obtained: 'login', parameters: parametersOf, begin };

/** Faults that pass: the next request may be answered (RFC 8628 section 3.5). */
const passing = new Set(['unreachable', 'timeout', 'server-error', 'rate-limited']);

/** In seconds, what is waited longer after `slow_down` and each fault that passes, and between requests where the server does not say. */
const backOff = 5;

async function begin(
  deps: LoginDependencies,
  client: Client,
  _options: LoginOptions,
  signal: AbortSignal | undefined,
): Promise<PolledLogin> {
  const { servers, now } = deps;
  const { settings } = client;
  const needed = ['token', 'deviceAuthorization', ...(asksOpenid(settings) ? (['jwks'] as const) : [])] as const;
  const metadata = await servers.metadataOf(client, needed);
  if (metadata.device_authorization_endpoint === undefined)
    throw new Fault('discovery-failed', t('The issuer’s metadata has no device authorization endpoint.'));
  const secrets = secretsOf(client);
  const call = { endpoints: [deviceAuthorizationEndpoint(secrets)], signal, answered: new Set<string>() };
  const configuration = await servers.configure(client, forItsCode(metadata), call);
  const ask = async (challenge: Record<string, string> = {}): Promise<DeviceAuthorization> => {
    const parameters = parametersOf(settings);
    for (const [name, value] of Object.entries(challenge)) parameters.set(name, value);
    try {
      return await initiateDeviceAuthorization(configuration, parameters);
    } catch (thrown) {
      throw translate(thrown, 'answer', secrets);
    }
  };
  let verifier: string | undefined;
  const device = await ask().catch(async (thrown: unknown) => {
    if (!isFault(thrown) || !wantsPkce(thrown)) throw thrown;
    verifier = randomPKCECodeVerifier();
    return ask({ code_challenge: await calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' });
  });
  const { verification_uri: uri, verification_uri_complete: complete, user_code: code, expires_in: life } = device;
  // Timers take whole milliseconds only.
  const expiresAt = now() + Math.ceil(life * 1000);
  return {
    ...{ endsBy: 'polling', url: complete ?? uri, code, isInUrl: complete !== undefined, expiresAt },
    finish: (ended) => finish(deps, client, metadata, { device, expiresAt, verifier }, ended),
  };
}

/** Asks until there is an answer, the code expires or the signal fires. */
async function finish(
  { servers, now, log }: LoginDependencies,
  client: Client,
  metadata: ServerMetadata,
  { device, expiresAt, verifier }: { device: DeviceAuthorization; expiresAt: number; verifier: string | undefined },
  signal: AbortSignal,
): Promise<TokenSet> {
  const { settings } = client;
  const secrets = [...secretsOf(client), device.device_code, ...(verifier === undefined ? [] : [verifier])];
  const expired = AbortSignal.timeout(Math.max(0, expiresAt - now()));
  const ended = AbortSignal.any([signal, expired]);
  let interval = device.interval ?? backOff;
  // For all further requests (RFC 8628 section 3.5); the library remembers it only until a fault.
  const polls = (error: string) => {
    if (error === 'slow_down') interval += backOff;
  };
  for (;;) {
    const call = tokenCall(client, metadata, secrets, ended, { polls });
    const configuration = await servers.configure(client, metadata, call);
    try {
      const answer = await poll(configuration, { ...device, interval }, parametersOfPoll(settings, verifier), ended);
      checkIdToken(answer, settings);
      checkAcr(answer, parametersOf(settings).get('claims'));
      return toTokenSet(answer, now());
    } catch (thrown) {
      if (signal.aborted) throw cancelled();
      if (expired.aborted) throw codeExpired();
      const fault = translate(thrown, call.answered.has('token') ? 'id-token' : 'answer', secrets);
      if (!passing.has(fault.code)) throw asLogin(fault);
      interval = Math.max(interval + backOff, fault.retryAfter ?? 0);
      log(`the provider could not be asked about the code (${fault.code}); it is asked again in ${interval} s`);
    }
  }
}

function poll(
  configuration: Configuration,
  device: DeviceAuthorizationResponse,
  parameters: URLSearchParams,
  signal: AbortSignal,
): Promise<TokenResponse> {
  return pollDeviceAuthorizationGrant(configuration, device, parameters, { signal, ...dpopOptions(configuration) });
}

function parametersOfPoll(settings: Settings, verifier: string | undefined): URLSearchParams {
  const parameters = new URLSearchParams();
  put(parameters, 'resource', settings.resource);
  put(parameters, 'code_verifier', verifier);
  return putOwn(parameters, settings, 'token');
}

/** What is known for the first request: Dex reads a secret only in its body, though its metadata also list the header. */
function forItsCode(metadata: ServerMetadata): ServerMetadata {
  const inBody = 'client_secret_post';
  const isLikeDex = metadata.device_authorization_endpoint?.endsWith('/device/code') === true;
  if (!isLikeDex || metadata.token_endpoint_auth_methods_supported?.includes(inBody) !== true) return metadata;
  return { ...metadata, token_endpoint_auth_methods_supported: [inBody] };
}

/** RFC 8628 knows no PKCE. Keycloak wants it of a client that is set to use it, and says so. */
function wantsPkce({ code, message }: Fault): boolean {
  return code === 'request-refused' && message.includes('code_challenge');
}

/** The device authorization request: to the provider, it is what the authorization request is in other logins. */
function parametersOf(settings: Settings): URLSearchParams {
  return targetParameters(settings, 'authorization');
}

/** What a fault means while a person decides: a denial is theirs, not about the client. */
function asLogin(fault: Fault): Fault {
  if (fault.error === 'expired_token') return codeExpired();
  if (fault.error !== 'access_denied') return fault;
  return new Fault('login-refused', t('The sign-in was refused ({error}).', { error: fault.error }), {
    error: fault.error,
  });
}

function codeExpired(): Fault {
  return new Fault('login-timeout', t('The code has expired.'), { next: newCode(), reason: 'code-expired' });
}
