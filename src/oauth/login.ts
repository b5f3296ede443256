import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  type ServerMetadata,
} from 'openid-client';
import { Fault } from '../faults/fault';
import { asksOpenid } from '../profile/settings';
import type { TokenSet } from '../storage/token-set';
import { secretsOf, type Client } from './client-auth';
import { checkIdToken } from './id-token';
import { authorizationParameters, codeParameters } from './parameters';
import { missing, type AuthorizationServers, type TokenRequest } from './servers';
import { toTokenSet } from './token-answer';
import { translate } from './translate';
import { secureUrl } from './transport';

/** A login that was begun: where the browser goes, and what ends it. */
export interface PendingLogin {
  /** The authorization request, to be opened as this very string. */
  url: string;
  state: string;
  /**
   * Ends the login with the parameters that came back in the redirect (RFC 6749 section 4.1.2).
   * @throws `login-refused` and other OAuth errors, `login-mismatch`, `issuer-mismatch`, `id-token-invalid`, faults of
   *   the connection
   */
  finish(answer: URLSearchParams, signal?: AbortSignal): Promise<TokenSet>;
}

export interface LoginOptions {
  redirectUri: string;
  /** Let the user choose another account than the one that the browser is signed in with. */
  otherAccount?: boolean;
}

interface LoginDependencies {
  servers: AuthorizationServers;
  now: () => number;
  log: (line: string) => void;
}

/** What is remembered of a login until the browser comes back. */
interface BegunLogin {
  metadata: ServerMetadata;
  redirectUri: string;
  state: string;
  nonce: string | undefined;
  verifier: string;
}

/** Begins the authorization code grant; see `OAuthClient.beginLogin`. */
export async function beginLogin(
  deps: LoginDependencies,
  client: Client,
  { redirectUri, otherAccount }: LoginOptions,
  signal: AbortSignal | undefined,
): Promise<PendingLogin> {
  const { settings } = client;
  const openid = asksOpenid(settings);
  const metadata = await deps.servers.metadataOf(settings, [
    'authorization',
    'token',
    ...(openid ? (['jwks'] as const) : []),
  ]);
  secureUrl(metadata.authorization_endpoint ?? missing('authorization endpoint'));
  if (openid && metadata.jwks_uri === undefined) missing('keys to check an ID token by (jwks_uri)');
  const verifier = randomPKCECodeVerifier();
  const state = randomState();
  const nonce = openid ? randomNonce() : undefined;
  const url = buildAuthorizationUrl(
    deps.servers.configure(client, metadata, { secrets: [], sent: false, signal }),
    authorizationParameters(settings, {
      redirectUri,
      state,
      nonce,
      codeChallenge: await calculatePKCECodeChallenge(verifier),
      prompt: otherAccount ? otherAccountPrompt(metadata) : undefined,
    }),
  );
  const begun: BegunLogin = { metadata, redirectUri, state, nonce, verifier };
  return {
    // Form encoding writes a space as “+”, which not every server reads so in a query; “%20” all do.
    url: url.href.replace(/\+/g, '%20'),
    state,
    finish: (answer, finishSignal) => finishLogin(deps, client, begun, answer, finishSignal),
  };
}

async function finishLogin(
  deps: LoginDependencies,
  client: Client,
  { metadata, redirectUri, state, nonce, verifier }: BegunLogin,
  answer: URLSearchParams,
  signal: AbortSignal | undefined,
): Promise<TokenSet> {
  const { settings } = client;
  const secrets = [...secretsOf(client), ...answer.getAll('code'), verifier, state];
  const request: TokenRequest = { redirectUri, secrets, sent: false, signal };
  const configuration = deps.servers.configure(client, metadata, request);
  const obtainedAt = deps.now();
  try {
    const redirect = redirectOf(answer);
    if (settings.issuer === undefined) withoutIssuer(redirect, deps.log);
    else checkIssuer(redirect, metadata);
    const tokens = await authorizationCodeGrant(
      configuration,
      redirect,
      { expectedState: state, pkceCodeVerifier: verifier, ...(nonce !== undefined && { expectedNonce: nonce }) },
      codeParameters(settings),
    );
    checkIdToken(tokens, settings);
    return toTokenSet(tokens, obtainedAt);
  } catch (thrown) {
    if (request.sent) throw translate(thrown, 'id-token-invalid', 'The ID token is not what it should be', secrets);
    throw translate(thrown, 'login-mismatch', 'The answer to the login is not what it should be', secrets);
  }
}

/** Parameters of a redirect that may be there once (RFC 6749 section 3.1). */
const single = ['code', 'state', 'iss', 'error'];

/** The redirect with OAuth's own parameters alone: what a server adds beside them is nobody's concern. */
function redirectOf(answer: URLSearchParams): URL {
  const twice = single.find((name) => answer.getAll(name).length > 1);
  if (twice !== undefined) {
    throw new Fault('login-mismatch', `The redirect brought the parameter “${twice}” more than once.`);
  }
  const url = new URL('http://127.0.0.1/');
  for (const name of [...single, 'error_description', 'error_uri', 'response']) {
    const value = answer.get(name);
    if (value !== null) url.searchParams.set(name, value);
  }
  if (!url.searchParams.has('code') && !url.searchParams.has('error')) {
    throw new Fault('login-mismatch', 'The redirect brought neither a code nor an error.');
  }
  return url;
}

/** Holds the redirect's issuer against the one of the login (RFC 9207 section 2.4). @throws `issuer-mismatch` */
function checkIssuer(redirect: URL, metadata: ServerMetadata): void {
  const issuer = redirect.searchParams.get('iss') ?? '';
  if (issuer === '') {
    if (metadata.authorization_response_iss_parameter_supported !== true) return;
    throw new Fault('issuer-mismatch', 'The redirect does not name its issuer (iss), as the metadata promise.');
  }
  if (issuer !== metadata.issuer) {
    throw new Fault('issuer-mismatch', 'The redirect names another issuer (iss) than the one of the login.');
  }
}

/** Without an issuer in the profile, the redirect's cannot be checked. */
function withoutIssuer(redirect: URL, log: (line: string) => void): void {
  if (!redirect.searchParams.has('iss')) return;
  log('the redirect names its issuer (iss), and the profile has none to compare it with');
  redirect.searchParams.delete('iss');
}

function otherAccountPrompt(metadata: ServerMetadata): string {
  const supported: unknown = metadata.prompt_values_supported;
  return Array.isArray(supported) && supported.includes('select_account') ? 'select_account' : 'login';
}
