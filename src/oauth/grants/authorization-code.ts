import {
  authorizationCodeGrant,
  calculatePKCECodeChallenge,
  randomPKCECodeVerifier,
  useJwtResponseMode,
} from 'openid-client';
import type { Settings } from '../../profile/settings';
import type { TokenSet } from '../../storage/token-set';
import { signedResponseMode } from '../authorization-request';
import { secretsOf, type Client } from '../credentials';
import { dpopOptions } from '../dpop';
import { toTokenSet } from '../endpoints/token-answer';
import { checkAcr, checkIdToken } from '../id-token';
import type { LoginDependencies, LoginOptions, RedirectLogin } from '../login';
import { loginParameters, loginRequest, maxAgeIn, type LoginRequest } from '../login-request';
import { put, putOwn } from '../parameters';
import { tokenCall } from '../servers';
import { translate } from '../translate';
import type { LoginGrant } from './grant';
import { checkIssuer, dropIssuer, redirectOf } from './redirect-answer';

/** RFC 6749 section 4.1, with PKCE (RFC 7636, S256), `state`, and `nonce` where an ID token is asked for. */
export const grant: LoginGrant = { obtained: 'login', parameters: (settings) => loginParameters(settings), begin };

/** What is remembered of a login until the browser comes back. */
type BegunLogin = LoginRequest & { verifier: string };

async function begin(
  deps: LoginDependencies,
  client: Client,
  options: LoginOptions,
  signal: AbortSignal | undefined,
): Promise<RedirectLogin> {
  const verifier = randomPKCECodeVerifier();
  const request = await loginRequest(deps, client, options, signal, async (metadata) => {
    const thumbprint = await deps.servers.boundKeys.thumbprint(client);
    return {
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...(client.settings.security?.jarm === true && { response_mode: signedResponseMode(metadata) }),
      // The code is bound too (RFC 9449 section 10).
      ...(thumbprint !== undefined && { dpop_jkt: thumbprint }),
    };
  });
  return {
    endsBy: 'redirect',
    url: request.url,
    again: request.again,
    state: request.state,
    finish: (answer, finishSignal) => finish(deps, client, { ...request, verifier }, answer, finishSignal),
  };
}

async function finish(
  { servers, now, log }: LoginDependencies,
  client: Client,
  { metadata, redirectUri, state, nonce, verifier, parameters }: BegunLogin,
  answer: URLSearchParams,
  signal: AbortSignal | undefined,
): Promise<TokenSet> {
  const { settings } = client;
  const secrets = [...secretsOf(client), ...answer.getAll('code'), ...answer.getAll('response'), verifier, state];
  const signed = answer.get('response') ?? undefined;
  const call = tokenCall(client, metadata, secrets, signal, { redirectUri, signed });
  const configuration = await servers.configure(client, metadata, call);
  const maxAge = nonce === undefined ? undefined : maxAgeIn(parameters);
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
    checkAcr(tokens, parameters.get('claims'));
    return toTokenSet(tokens, obtainedAt);
  } catch (thrown) {
    throw translate(thrown, call.answered.has('token') ? 'id-token' : 'redirect', secrets);
  }
}

/** What goes with a code: no scope, which the code already has, and which some servers refuse here. */
function codeParameters(settings: Settings): URLSearchParams {
  const parameters = new URLSearchParams();
  put(parameters, 'resource', settings.resource);
  return putOwn(parameters, settings, 'token');
}
