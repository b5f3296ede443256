import { createHash, randomBytes } from 'node:crypto';
import type { OutgoingHttpHeaders } from 'node:http';
import { hostileText } from './broken-answers';
import type { FaultName } from './fault-names';
import type { Signer } from './fault-tokens';
import { first } from './listener';
import type { RecordedRequest } from './listener';

interface Answer {
  status: number;
  body: Record<string, unknown>;
  headers?: OutgoingHttpHeaders;
}

/** What is stored about a login with its code, and later with its refresh token. */
interface Login {
  clientId: string;
  redirectUri: string | undefined;
  challenge: string | undefined;
  nonce: string | undefined;
  scope: string | undefined;
}

/** The authorization and token endpoints of the fault tenant. */
export interface FaultFlow {
  /** Where to redirect. */
  authorize(issuer: string, request: RecordedRequest, faults: readonly FaultName[]): Promise<string>;
  token(issuer: string, request: RecordedRequest, faults: readonly FaultName[]): Promise<Answer>;
}

const lifetime = 3600;

export function createFaultFlow(signer: Signer): FaultFlow {
  const codes = new Map<string, Login>();
  const refreshTokens = new Map<string, Login>();

  const issue = async (
    issuer: string,
    login: Login,
    faults: readonly FaultName[],
    inRedirect = false,
  ): Promise<Record<string, unknown>> => {
    const { clientId, nonce, scope } = login;
    const fault = faults.find((name) => name.startsWith('id-'));
    const openid = scope?.split(' ').includes('openid');
    const opaque = faults.includes('opaque');
    const accessToken = opaque
      ? randomBytes(24).toString('base64')
      : await signer.accessToken(issuer, clientId, lifetime);
    const about = { issuer, clientId, ...(nonce !== undefined && { nonce }), ...(inRedirect && { accessToken }) };
    const idToken = openid ? await signer.idToken(about, fault) : undefined;
    return {
      access_token: accessToken,
      token_type: 'Bearer',
      expires_in: lifetime,
      ...(scope !== undefined && { scope }),
      ...(idToken !== undefined && { id_token: idToken }),
    };
  };

  const grant = async (
    issuer: string,
    { params, headers }: RecordedRequest,
    faults: readonly FaultName[],
  ): Promise<Answer> => {
    const clientId = first(params['client_id']) ?? basicClientId(headers.authorization) ?? '';
    const scope = first(params['scope']);
    const bare: Login = { clientId, scope, redirectUri: undefined, challenge: undefined, nonce: undefined };
    const grantType = first(params['grant_type']);
    if (grantType === 'refresh_token') {
      const login = refreshTokens.get(first(params['refresh_token']) ?? '');
      if (!login || faults.includes('refresh-invalid-grant')) return refuse('invalid_grant', 'unknown refresh token');
      const keep = faults.includes('refresh-same');
      // A refreshed ID token need not have the nonce (OpenID Connect Core, section 12.2).
      const body = await issue(issuer, { ...login, nonce: undefined }, faults);
      return { status: 200, body: keep ? body : { ...body, refresh_token: remember(refreshTokens, login) } };
    }
    if (grantType !== 'authorization_code') return { status: 200, body: await issue(issuer, bare, faults) };

    const code = first(params['code']) ?? '';
    const login = codes.get(code);
    codes.delete(code);
    if (!login) return refuse('invalid_grant', 'unknown code');
    if (login.redirectUri !== first(params['redirect_uri'])) return refuse('invalid_grant', 'another redirect_uri');
    const verifier = first(params['code_verifier']) ?? '';
    if (login.challenge !== undefined && login.challenge !== challengeOf(verifier)) {
      return refuse('invalid_grant', 'code_verifier does not fit');
    }
    const body = await issue(issuer, login, faults);
    return { status: 200, body: { ...body, refresh_token: remember(refreshTokens, login) } };
  };

  return {
    authorize: async (issuer, { params }, faults) => {
      const login: Login = {
        clientId: first(params['client_id']) ?? '',
        redirectUri: first(params['redirect_uri']),
        challenge: first(params['code_challenge']),
        nonce: first(params['nonce']),
        scope: first(params['scope']),
      };
      const state = first(params['state']);
      const code = (faults.includes('code-odd') ? 'a+b/c=d%2Be&' : '') + randomBytes(12).toString('base64url');
      const answer: Record<string, unknown> = { state, iss: issuer };
      const implicit = (first(params['response_type']) ?? 'code') !== 'code';
      if (implicit) {
        Object.assign(answer, await issue(issuer, login, faults, true));
        if (!params['response_type']?.includes('id_token')) delete answer['id_token'];
      } else {
        codes.set(code, login);
        answer['code'] = code;
      }
      return redirectTo(login.redirectUri ?? '', breakRedirect(answer, faults), implicit);
    },
    token: async (issuer, request, faults) => breakToken(await grant(issuer, request, faults), request, faults),
  };
}

function remember(store: Map<string, Login>, login: Login): string {
  const token = randomBytes(24).toString('base64');
  store.set(token, login);
  return token;
}

const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url');

const refuse = (error: string, error_description: string): Answer => ({
  status: 400,
  body: { error, error_description },
});

function basicClientId(authorization: string | undefined): string | undefined {
  const encoded = /^Basic (\S+)$/i.exec(authorization ?? '')?.[1];
  return encoded && Buffer.from(encoded, 'base64').toString('utf8').split(':')[0];
}

/** Appends percent-encoded parameters to an address. */
function redirectTo(address: string, answer: Record<string, unknown>, inFragment: boolean): string {
  const shown = Object.entries(answer).filter(([, value]) => value !== undefined);
  const query = shown.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join('&');
  if (inFragment) return `${address}#${query}`;
  return address + (address.includes('?') ? '&' : '?') + query;
}

function breakRedirect(answer: Record<string, unknown>, faults: readonly FaultName[]): Record<string, unknown> {
  const { code: _code, access_token: _token, id_token: _idToken, ...withoutCode } = answer;
  const changes: Partial<Record<FaultName, Record<string, unknown>>> = {
    'iss-wrong': { ...answer, iss: 'https://someone.else.example' },
    'iss-missing': { ...answer, iss: undefined },
    'state-wrong': { ...answer, state: 'another-state' },
    'state-missing': { ...answer, state: undefined },
    'code-missing': withoutCode,
    ...('access_token' in answer && {
      'no-expires-in': { ...answer, expires_in: undefined },
      'odd-expires-in': { ...answer, expires_in: 'soon' },
      'no-token-type': { ...answer, token_type: undefined },
      'other-token-type': { ...answer, token_type: 'mac' },
      'control-token': { ...answer, access_token: 'abc\r\nX-Injected: yes"def' },
    }),
    error: { ...withoutCode, error: 'access_denied', error_description: 'The user said no' },
    'error-controls-redirect': { ...withoutCode, error: 'server_error', error_description: hostileText },
  };
  return faults.map((fault) => changes[fault]).find((change) => change !== undefined) ?? answer;
}

function breakToken(answer: Answer, { body: sent, headers }: RecordedRequest, faults: readonly FaultName[]): Answer {
  const { status, body } = answer;
  if (status !== 200) return answer;
  const without = (name: string): Answer => ({ status, body: { ...body, [name]: undefined } });
  const changed = (fields: Record<string, unknown>): Answer => ({ status, body: { ...body, ...fields } });
  const error = (description: unknown, code: unknown = 'invalid_request', statusCode = 400): Answer => ({
    status: statusCode,
    body: { error: code, error_description: description },
  });
  const reflected = `You sent ${decodeURIComponent(sent.replace(/\+/g, '%20'))} ${sent} ${headers.authorization ?? ''}`;
  const challenge = { 'www-authenticate': 'Basic realm="faults", error="invalid_client", error_description="No"' };
  const changes: Partial<Record<FaultName, () => Answer>> = {
    'null-fields': () => changed({ refresh_token: null, scope: null, expires_in: null, id_token: null }),
    'string-expires-in': () => changed({ expires_in: String(lifetime) }),
    'no-expires-in': () => without('expires_in'),
    'odd-expires-in': () => changed({ expires_in: 'soon' }),
    'no-token-type': () => without('token_type'),
    'other-token-type': () => changed({ token_type: 'mac' }),
    'lower-token-type': () => changed({ token_type: 'bearer' }),
    'no-access-token': () => without('access_token'),
    'control-token': () => changed({ access_token: 'abc\r\nX-Injected: yes"def' }),
    'error-challenge': () => ({ ...error('Client authentication failed', 'invalid_client', 401), headers: challenge }),
    'error-reflects': () => error(reflected),
    'error-controls': () => error(hostileText),
    'error-200': () => error('The tenant is locked', 'access_denied', 200),
    'error-nested': () => error(['a', 'b'], { code: 'bad_thing', message: 'Nested' }),
  };
  return faults.map((fault) => changes[fault]?.()).find((change) => change !== undefined) ?? answer;
}
