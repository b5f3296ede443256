import { t } from '@vscode/l10n';
import { implicitAuthentication, useIdTokenResponseType } from 'openid-client';
import { Fault } from '../../faults/fault';
import { grants } from '../../profile/grants/table';
import type { TokenSet } from '../../storage/token-set';
import { secretsOf, type Client } from '../credentials';
import { jwksEndpoint } from '../endpoints/jwks';
import { tokenFields, toTokenSet, type TokenAnswer } from '../endpoints/token-answer';
import { checkAccessTokenHash, checkAcr, checkIdToken } from '../id-token';
import type { LoginDependencies, LoginOptions, RedirectLogin } from '../login';
import { loginParameters, loginRequest, maxAgeIn, type LoginRequest } from '../login-request';
import { translate } from '../translate';
import type { LoginGrant } from './grant';
import { fragmentOf } from './redirect-answer';

/**
 * RFC 6749 section 4.2, with `state`, and where an ID token is asked for `nonce` and `at_hash` (OpenID Connect Core
 * section 3.2). The library knows this for an ID token alone, not for an access token beside it: so it checks the ID
 * token, and what it has no function for is checked here: `state` where there is no ID token, and `at_hash`.
 */
export const grant: LoginGrant = { obtained: 'login', parameters: (settings) => loginParameters(settings), begin };

async function begin(
  deps: LoginDependencies,
  client: Client,
  options: LoginOptions,
  signal: AbortSignal | undefined,
): Promise<RedirectLogin> {
  const { settings } = client;
  const request = await loginRequest(deps, client, options, signal, async () => ({
    response_type: grants[settings.grant].responseType?.(settings) ?? '',
  }));
  return {
    endsBy: 'redirect',
    url: request.url,
    again: request.again,
    state: request.state,
    finish: (answer, finishSignal) => finish(deps, client, request, answer, finishSignal),
  };
}

async function finish(
  deps: LoginDependencies,
  client: Client,
  begun: LoginRequest,
  answer: URLSearchParams,
  signal: AbortSignal | undefined,
): Promise<TokenSet> {
  const { metadata, state, nonce } = begun;
  const { settings } = client;
  const secrets = [...secretsOf(client), ...answer.getAll('access_token'), ...answer.getAll('id_token'), state];
  // An ID token has its issuer in it (RFC 9207 section 4), and is checked where one was asked for.
  const ofIssuer =
    nonce === undefined ? metadata : { ...metadata, authorization_response_iss_parameter_supported: false };
  const expected = { state, metadata: settings.issuer === undefined ? undefined : ofIssuer, secrets, log: deps.log };
  const given = fragmentOf(answer, expected);
  const fields = tokenFields(given, new URL(metadata.authorization_endpoint ?? '').host);
  // One that was not asked for has no nonce, so that it could be anybody's.
  if (nonce === undefined) return toTokenSet({ ...fields, id_token: undefined }, deps.now());
  const obtainedAt = deps.now();
  await checkTokens(deps, client, { ...begun, nonce }, fields, secrets, signal);
  return toTokenSet(fields, obtainedAt);
}

/** Checks the ID token, and that the access token belongs to it. @throws `id-token-invalid`, faults of the connection */
async function checkTokens(
  { servers }: LoginDependencies,
  client: Client,
  { metadata, state, nonce, parameters }: LoginRequest & { nonce: string },
  { access_token: accessToken, id_token: idToken }: TokenAnswer,
  secrets: readonly string[],
  signal: AbortSignal | undefined,
): Promise<void> {
  if (idToken === undefined)
    throw new Fault('id-token-invalid', t('The redirect has no ID token, although the sign-in asks for one.'));
  // The keys are asked for without anything of the client's.
  const call = { endpoints: [jwksEndpoint], signal, answered: new Set<string>(), isPublic: true };
  const configuration = await servers.configure(client, metadata, call);
  useIdTokenResponseType(configuration);
  const redirect = new URL('http://127.0.0.1/');
  redirect.hash = new URLSearchParams({ state, id_token: idToken }).toString();
  const maxAge = maxAgeIn(parameters);
  try {
    const claims = await implicitAuthentication(configuration, redirect, nonce, {
      expectedState: state,
      ...(maxAge !== undefined && { maxAge }),
    });
    const checked = { claims: () => claims };
    checkIdToken(checked, client.settings);
    checkAcr(checked, parameters.get('claims'));
  } catch (thrown) {
    throw translate(thrown, 'id-token', secrets);
  }
  await checkAccessTokenHash(idToken, accessToken);
}
