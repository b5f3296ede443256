import { t } from '@vscode/l10n';
import {
  authorizationCodeGrant,
  calculatePKCECodeChallenge,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  useJwtResponseMode,
  type ServerMetadata,
} from 'openid-client';
import { Fault } from '../../faults/fault';
import { asksOpenid } from '../../profile/openid';
import type { Settings } from '../../profile/settings';
import type { TokenSet } from '../../storage/token-set';
import { authorizationUrl, neededEndpoints, signedResponseMode } from '../authorization-request';
import { secretsOf, type Client } from '../credentials';
import { dpopOptions } from '../dpop';
import { toTokenSet } from '../endpoints/token-answer';
import { checkAcr, checkIdToken } from '../id-token';
import type { LoginDependencies, LoginOptions, RedirectLogin } from '../login';
import { put, putOwn, putTarget } from '../parameters';
import { signatureAlgorithms, tokenCall } from '../servers';
import { secureUrl } from '../transport';
import { translate } from '../translate';
import type { LoginGrant } from './grant';
import { checkIssuer, dropIssuer, redirectOf } from './redirect-answer';

/** RFC 6749 section 4.1, with PKCE (RFC 7636, S256), `state`, and `nonce` where an ID token is asked for. */
export const grant: LoginGrant = { obtained: 'login', parameters: (settings) => parametersOf(settings), begin };

/** What is remembered of a login until the browser comes back. */
interface BegunLogin {
  metadata: ServerMetadata;
  redirectUri: string;
  state: string;
  nonce: string | undefined;
  verifier: string;
  /** The most seconds since the user signed in, where the request limits them. */
  maxAge: number | undefined;
  /** The claims that were asked for. */
  claims: string | null;
}

async function begin(
  deps: LoginDependencies,
  client: Client,
  { openRedirect, otherAccount }: LoginOptions,
  signal: AbortSignal | undefined,
): Promise<RedirectLogin> {
  const { settings } = client;
  const redirectUri = await openRedirect();
  const openid = asksOpenid(settings);
  const jarm = settings.security?.jarm === true;
  const metadata = {
    // Where metadata say nothing, the library accepts only RS256.
    ...(jarm && { authorization_signing_alg_values_supported: signatureAlgorithms }),
    ...(await deps.servers.metadataOf(client, neededEndpoints(settings))),
  };
  if (metadata.authorization_endpoint === undefined)
    throw new Fault('discovery-failed', t('The issuer’s metadata has no authorization endpoint.'));
  secureUrl(metadata.authorization_endpoint);
  if ((openid || jarm) && metadata.jwks_uri === undefined)
    throw new Fault('discovery-failed', t('The issuer’s metadata has no keys to check signatures with (jwks_uri).'));
  const verifier = randomPKCECodeVerifier();
  const state = randomState();
  const nonce = openid ? randomNonce() : undefined;
  const thumbprint = await deps.servers.boundKeys.thumbprint(client);
  const parameters = parametersOf(
    settings,
    {
      redirect_uri: redirectUri,
      state,
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...(nonce !== undefined && { nonce }),
      // The code is bound too (RFC 9449 section 10).
      ...(jarm && { response_mode: signedResponseMode(metadata) }),
      ...(thumbprint !== undefined && { dpop_jkt: thumbprint }),
    },
    otherAccount === true ? otherAccountPrompt(metadata) : undefined,
  );
  const secrets = [...secretsOf(client), state, ...(nonce === undefined ? [] : [nonce])];
  const url = await authorizationUrl(deps.servers, client, metadata, parameters, secrets, signal);
  // As requested: without a time in the ID token, nobody knows whether the server kept to it.
  const age =
    openid && /^\d{1,9}$/.test(parameters.get('max_age') ?? '') ? Number(parameters.get('max_age')) : undefined;
  const begun: BegunLogin = {
    ...{ metadata, redirectUri, state, nonce, verifier },
    ...{ maxAge: age, claims: parameters.get('claims') },
  };
  return {
    endsBy: 'redirect',
    url: spelledOut(url),
    state,
    finish: (answer, finishSignal) => finish(deps, client, begun, answer, finishSignal),
  };
}

/** Form encoding writes a space as “+”, which not every server reads so in a query; “%20” all do. In a path, “+” is itself. */
function spelledOut(url: URL): string {
  const spelled = new URL(url);
  spelled.search = url.search.replace(/\+/g, '%20');
  return spelled.href;
}

async function finish(
  { servers, now, log }: LoginDependencies,
  client: Client,
  { metadata, redirectUri, state, nonce, verifier, maxAge, claims }: BegunLogin,
  answer: URLSearchParams,
  signal: AbortSignal | undefined,
): Promise<TokenSet> {
  const { settings } = client;
  const secrets = [...secretsOf(client), ...answer.getAll('code'), ...answer.getAll('response'), verifier, state];
  const signed = answer.get('response') ?? undefined;
  const call = tokenCall(client, metadata, secrets, signal, { redirectUri, signed });
  const configuration = await servers.configure(client, metadata, call);
  const obtainedAt = now();
  try {
    const isSigned = settings.security?.jarm === true;
    const redirect = redirectOf(answer, isSigned);
    // A signed response has its issuer in it, which the library compares.
    if (isSigned && redirect.searchParams.has('response')) useJwtResponseMode(configuration);
    else if (settings.issuer === undefined) dropIssuer(redirect, log);
    else checkIssuer(redirect, metadata);
    const tokens = await authorizationCodeGrant(
      configuration,
      redirect,
      {
        ...{ expectedState: state, pkceCodeVerifier: verifier },
        ...(nonce !== undefined && { expectedNonce: nonce }),
        ...(maxAge !== undefined && { maxAge }),
      },
      codeParameters(settings),
      dpopOptions(configuration),
    );
    checkIdToken(tokens, settings);
    checkAcr(tokens, claims);
    return toTokenSet(tokens, obtainedAt);
  } catch (thrown) {
    throw translate(thrown, call.answered.has('token') ? 'id-token' : 'redirect', secrets);
  }
}

/**
 * The authorization request.
 * @param login what only this login has
 * @param prompt makes the provider ask for another account
 */
function parametersOf(settings: Settings, login: Record<string, string> = {}, prompt?: string): URLSearchParams {
  const parameters = new URLSearchParams(login);
  putTarget(parameters, settings);
  put(parameters, 'login_hint', prompt === undefined ? settings.username : undefined);
  // OpenID Connect Core section 11: offline access wants the user's consent, and servers leave it out without.
  if (asksOpenid(settings) && (settings.scope ?? '').split(/\s+/).includes('offline_access'))
    parameters.set('prompt', 'consent');
  putOwn(parameters, settings, 'authorization');
  if (prompt !== undefined) {
    const asked = (parameters.get('prompt') ?? '').split(' ').filter((value) => value !== '' && value !== 'none');
    parameters.set('prompt', [...new Set([prompt, ...asked])].join(' '));
    parameters.delete('login_hint');
  }
  return parameters;
}

/** What goes with a code: no scope, which the code already has, and which some servers refuse here. */
function codeParameters(settings: Settings): URLSearchParams {
  const parameters = new URLSearchParams();
  put(parameters, 'resource', settings.resource);
  return putOwn(parameters, settings, 'token');
}

function otherAccountPrompt(metadata: ServerMetadata): string {
  const supported: unknown = metadata.prompt_values_supported;
  return Array.isArray(supported) && supported.includes('select_account') ? 'select_account' : 'login';
}
