import assert from 'node:assert/strict';
import { exportJWK, generateKeyPair, importPKCS8, SignJWT } from 'jose';
import { decodeJwt } from '../../../../src/jwt/read/decode';
import { faultOf } from '../../faults/fault-of';
import type { Changes, Clients } from './clients';
import { otherKey, otherSecret, without, type Refusal } from './refusal';
import { cellOf } from './table';

const withParams = (leg: string, params: object): Changes => ({ fields: { params: { [leg]: params } } });

/** A signed answer that says something else, by the server itself. */
export const reSigned =
  (change: (claims: Record<string, unknown>) => object) => async (answer: URLSearchParams, clients: Clients) => {
    const claims = decodeJwt(answer.get('response') ?? '')?.claims ?? assert.fail();
    answer.set('response', await clients.server.sign({ ...claims, ...change(claims) }));
  };

/** Logins that a person or somebody on the way spoils. */
const logins: Refusal[] = [
  ...[
    ...['plain', 'DPoP', 'PAR+JAR', 'JARM', 'PAR+JAR+JARM+DPoP'].map((each) => `authorization_code, none, ${each}`),
    ...['implicit, none, plain', 'implicit, none, PAR+JAR', 'device_code, none, plain', 'device_code, none, DPoP'],
  ].map((of): Refusal => ({
    ...{ what: 'a person who denies it', of, button: 'deny', code: 'login-refused', error: 'access_denied' },
  })),
  ...['authorization_code', 'implicit'].map((grant): Refusal => ({
    ...{ what: 'a person who is not signed in, and may not be asked', of: `${grant}, none, plain` },
    but: withParams('authorization', { prompt: 'none' }),
    ...{ code: 'login-refused', error: 'login_required' },
  })),
  ...['PAR', 'PAR+JAR'].map((column): Refusal => ({
    ...{ what: 'a redirect URI that is not registered', of: `authorization_code, none, ${column}` },
    ...{ redirect: 'http://127.0.0.1:1/another', code: 'request-refused', error: 'invalid_request' },
  })),
  ...['authorization_code', 'implicit'].flatMap((grant): Refusal[] => [
    {
      ...{ what: 'an answer of another issuer', of: `${grant}, none, plain`, code: 'issuer-mismatch' },
      meanwhile: (answer) => answer.set('iss', 'https://another.example'),
    },
    {
      ...{ what: 'an answer to another login', of: `${grant}, none, plain`, code: 'login-mismatch' },
      meanwhile: (answer) => answer.set('state', 'another'),
    },
  ]),
  {
    ...{ what: 'an answer without its issuer', of: 'authorization_code, none, plain', code: 'issuer-mismatch' },
    meanwhile: (answer) => answer.delete('iss'),
  },
  {
    ...{ what: 'a token of another login', of: 'implicit, none, plain', code: 'id-token-invalid' },
    meanwhile: async (answer, clients) => {
      const { set } = await clients.get(clients.of(cellOf('implicit, none, plain')));
      answer.set('access_token', set.accessToken);
    },
  },
  {
    ...{ what: 'a code of another login', of: 'authorization_code, none, plain', code: 'grant-refused' },
    meanwhile: (answer, clients) => swapCode(answer, clients, 'authorization_code, none, plain'),
    error: 'invalid_grant',
  },
  {
    ...{ what: 'a code of another client', of: 'authorization_code, none, plain', code: 'grant-refused' },
    meanwhile: (answer, clients) => swapCode(answer, clients, 'authorization_code, client_secret_post, plain'),
    error: 'invalid_grant',
  },
  ...['authorization_code, none, plain', 'authorization_code, private_key_jwt, plain'].map((of): Refusal => ({
    ...{ what: 'a code that has expired', of, code: 'grant-refused', error: 'invalid_grant' },
    meanwhile: (_, { server }) => server.expire('AuthorizationCode'),
  })),
  {
    ...{ what: 'a code that has expired', of: 'device_code, none, plain', code: 'login-timeout' },
    ...{ meanwhile: (_, { server }) => server.expire('DeviceCode') },
  },
  ...['authorization_code, none, DPoP', 'authorization_code, none, PAR+JAR+JARM+DPoP'].map((of): Refusal => ({
    ...{ what: 'another key than the one that the code is bound to', of, code: 'grant-refused' },
    meanwhile: async (_answer, _clients, who) => {
      const other = await generateKeyPair('ES256', { extractable: true });
      const text = JSON.stringify(await exportJWK(other.privateKey));
      who.dpopKey = () => Promise.resolve(text);
    },
    error: 'invalid_grant',
  })),
  ...Object.entries({
    'a signed answer for another client': reSigned(() => ({ aud: 'another' })),
    'a signed answer of another issuer': reSigned(() => ({ iss: 'https://another.example' })),
    'a signed answer that has expired': reSigned(() => ({ exp: 1 })),
    'a signed answer to another login': reSigned(() => ({ state: 'another' })),
    'an answer that is not signed': (answer: URLSearchParams) => {
      const { code, state, iss } = decodeJwt(answer.get('response') ?? '')?.claims ?? {};
      answer.delete('response');
      for (const [name, value] of Object.entries({ code, state, iss })) answer.set(name, String(value));
    },
    'an answer that another key signed': async (answer: URLSearchParams) => {
      const claims = decodeJwt(answer.get('response') ?? '')?.claims ?? assert.fail();
      const key = await importPKCS8(otherKey, 'ES256');
      const signed = new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: 'every' });
      answer.set('response', await signed.sign(key));
    },
  }).map(([what, meanwhile]): Refusal => ({
    ...{ what, of: 'authorization_code, none, JARM', meanwhile, code: 'login-mismatch' },
  })),
];

async function swapCode(answer: URLSearchParams, clients: Clients, of: string): Promise<void> {
  let code = '';
  const take = (other: URLSearchParams) => {
    code = other.get('code') ?? '';
    // It is not used by whom it is for.
    other.set('state', 'stopped');
  };
  await faultOf(clients.get(clients.of(cellOf(of)), { meanwhile: take }));
  answer.set('code', code);
}

const renewals: Refusal[] = [
  ...['password', 'device_code', 'authorization_code'].flatMap((grant): Refusal[] => [
    {
      ...{ what: 'another secret', of: `${grant}, client_secret_basic, plain`, but: otherSecret, renews: true },
      ...{ code: 'client-refused', error: 'invalid_client' },
    },
    {
      // Each profile here has a key of its own.
      ...{ what: 'another key than a public client’s token is bound to', of: `${grant}, none, DPoP`, renews: true },
      ...{ code: 'grant-refused', error: 'invalid_grant' },
    },
    {
      ...{ what: 'no proof of the key', of: `${grant}, none, DPoP`, but: without, renews: true },
      ...{ code: 'grant-refused', error: 'invalid_grant' },
    },
    {
      ...{ what: 'a refresh token that has expired', of: `${grant}, none, plain`, renews: true },
      ...{ but: ({ server }) => (server.expire('RefreshToken'), {}), code: 'grant-refused', error: 'invalid_grant' },
    },
    {
      ...{ what: 'a refresh token of another client', of: `${grant}, none, plain`, renews: true },
      ...{
        but: { fields: { clientId: grant === 'password' ? 'device_code,none,plain' : 'password,none,plain' } },
        code: 'grant-refused',
        error: 'invalid_grant',
      },
    },
  ]),
];

/** Logins that a person or somebody on the way spoils, and renewals. */
export const refusedLogins: readonly Refusal[] = [...logins, ...renewals];
