import { createHash, randomBytes } from 'node:crypto';
import { decodeJwt } from 'jose';
import type { JWTPayload } from 'jose';
import type { DemoClient, Tenant } from './tenant';

/** An answer of a token endpoint. */
export interface Answer {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
}

/** Posts a form, or JSON where `format` says so. */
export async function post(
  url: string,
  params: Record<string, string>,
  { headers = {}, format = 'form' }: { headers?: Record<string, string>; format?: 'form' | 'json' } = {},
): Promise<Answer> {
  const json = format === 'json';
  const contentType = json ? 'application/json' : 'application/x-www-form-urlencoded';
  const body = json ? JSON.stringify(params) : new URLSearchParams(params).toString();
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': contentType, ...headers }, body });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? {} : JSON.parse(text) };
}

/** The client's credentials as body parameters. */
export function credentials(client: DemoClient | undefined): Record<string, string> {
  return { client_id: client?.clientId ?? '', client_secret: client?.clientSecret ?? '' };
}

/** The client's credentials in the header, form-encoded if the server decodes them. */
export function basicHeader({ clientId, clientSecret = '' }: DemoClient, encoded: boolean): Record<string, string> {
  const encode = (text: string): string => (encoded ? new URLSearchParams({ text }).toString().slice(5) : text);
  const pair = `${encode(clientId)}:${encode(clientSecret)}`;
  return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}

/** Gets a token by client credentials, which must succeed. */
export async function machineToken(
  tenant: Tenant,
  client: DemoClient | undefined,
  params: Record<string, string> = {},
): Promise<string> {
  const answer = await post(tenant.endpoints.token, {
    grant_type: 'client_credentials',
    ...credentials(client),
    ...params,
  });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return String(answer.body['access_token']);
}

/** A GET request, with a bearer token if one is given. */
export async function get(url: string, token?: string): Promise<Answer> {
  const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const response = await fetch(url, { headers });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

export const redirectUri = 'vscode://token-deck.token-deck/callback';

/** An authorization request with PKCE, and what is needed to redeem its code. */
export function authorization(
  tenant: Tenant,
  client: DemoClient | undefined,
  params: Record<string, string | undefined> = {},
): { url: URL; verifier: string; redeem(code: string | null, redirect?: string): Promise<Answer> } {
  const verifier = randomBytes(32).toString('base64url');
  const url = new URL(tenant.endpoints.authorization ?? '');
  const query: Record<string, string | undefined> = {
    response_type: 'code',
    client_id: client?.clientId,
    redirect_uri: redirectUri,
    state: 'some state',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...params,
  };
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, value);
  return {
    url,
    verifier,
    redeem: (code, redirect = redirectUri) =>
      post(tenant.endpoints.token, {
        grant_type: 'authorization_code',
        client_id: client?.clientId ?? '',
        ...(client?.clientSecret !== undefined && { client_secret: client.clientSecret }),
        code: code ?? '',
        redirect_uri: redirect,
        code_verifier: verifier,
      }),
  };
}

/** The claims of a JWT in an answer. */
export const claimsOf = (answer: Answer, name = 'access_token'): JWTPayload => decodeJwt(String(answer.body[name]));
