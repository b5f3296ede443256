import type { Credentials } from '../../../../src/oauth/credentials';
import { resources } from '../../../server/every-grant';
import { makeAuthority, selfSigned, type Certified } from '../../../support/certificates';
import { wantedFor } from './clients';
import { otherKey, otherSecret, without, type Refusal } from './refusal';
import { cellOf } from './table';

const pemOf = ({ certificate, key }: Certified): Credentials => ({ clientCertificate: `${certificate}\n${key}` });
const signsWithOther = { credentials: { privateKey: otherKey } };

const authentication: Refusal[] = [
  ...['client_secret_basic', 'client_secret_post', 'client_secret_jwt'].map((method): Refusal => ({
    ...{ what: 'another secret', of: `client_credentials, ${method}, plain`, but: otherSecret },
    ...{ code: 'client-refused', error: 'invalid_client' },
  })),
  ...[
    ...['password', 'token_exchange', 'jwt_bearer', 'device_code', 'authorization_code'].map((each) => [each, 'plain']),
    ...['authorization_code', 'implicit'].map((each) => [each, 'PAR']),
  ].map(([grant, column]): Refusal => ({
    ...{ what: 'another secret', of: `${grant}, client_secret_basic, ${column}`, but: otherSecret },
    ...{ code: 'client-refused', error: 'invalid_client' },
  })),
  {
    ...{ what: 'another key', of: 'client_credentials, private_key_jwt, plain', but: signsWithOther },
    ...{ code: 'client-refused', error: 'invalid_client' },
  },
  {
    what: 'an assertion for another server',
    of: 'client_credentials, private_key_jwt, plain',
    but: { fields: { clientAssertion: { audience: 'https://another.example' } } },
    ...{ code: 'client-refused', error: 'invalid_client' },
  },
  {
    what: 'the certificate of another client',
    of: 'client_credentials, tls_client_auth, plain',
    but: ({ server }) => ({ credentials: pemOf(server.authority.issue('another')) }),
    ...{ code: 'client-refused', error: 'invalid_client' },
  },
  {
    what: 'a certificate in its name, of another authority',
    of: 'client_credentials, tls_client_auth, plain',
    but: () => {
      const { clientId } = wantedFor(cellOf('client_credentials, tls_client_auth, plain'));
      return { credentials: pemOf(makeAuthority('another').issue(clientId)) };
    },
    ...{ code: 'client-refused', error: 'invalid_client' },
  },
  {
    what: 'another certificate',
    of: 'client_credentials, self_signed_tls_client_auth, plain',
    but: () => ({ credentials: pemOf(selfSigned('another')) }),
    ...{ code: 'client-refused', error: 'invalid_client' },
  },
  ...['tls_client_auth', 'self_signed_tls_client_auth'].map((method): Refusal => ({
    ...{ what: 'no certificate', of: `client_credentials, ${method}, plain`, code: 'secret-missing' },
    but: { credentials: { clientCertificate: undefined } },
  })),
  {
    ...{ what: 'an unknown client', of: 'client_credentials, client_secret_post, plain' },
    ...{ but: { fields: { clientId: 'nobody' } }, code: 'client-refused', error: 'invalid_client' },
  },
];

const target = (['password', 'token_exchange', 'jwt_bearer', 'device_code', 'authorization_code', 'implicit'] as const)
  .map((grant) => `${grant}, private_key_jwt, plain`)
  .flatMap((of): Refusal[] => [
    {
      ...{ what: 'a scope that the client may not have', of, but: { fields: { scope: 'openid read' } } },
      ...{ code: 'scope-refused', error: 'invalid_scope' },
    },
    {
      ...{ what: 'an unknown resource', of, but: { fields: { resource: 'https://unknown.example/' } } },
      ...{ code: 'target-refused', error: 'invalid_target' },
    },
  ]);

const grants: Refusal[] = [
  ...target,
  {
    ...{ what: 'a grant that the client may not use', of: 'client_credentials, client_secret_basic, plain' },
    ...{ but: { fields: { grant: 'password', username: 'fay' } }, code: 'request-refused', error: 'invalid_request' },
  },
  {
    ...{ what: 'a grant that the client may not use', of: 'client_credentials, client_secret_basic, plain' },
    ...{ but: { fields: { grant: 'device_code' } }, code: 'request-refused', error: 'invalid_request' },
  },
  {
    ...{ what: 'a response type that the server has not', of: 'implicit, none, plain' },
    ...{ but: { fields: { scope: 'offline_access' } }, code: 'grant-unsupported' },
  },
  {
    ...{ what: 'details that the server does not know', of: 'client_credentials, private_key_jwt, plain' },
    but: { fields: { resource: resources.api, params: { token: { authorization_details: [{ type: 'loan' }] } } } },
    ...{ code: 'request-refused', error: 'invalid_authorization_details' },
  },
  {
    ...{ what: 'a wrong password', of: 'password, none, plain', but: { credentials: { password: 'wrong' } } },
    ...{ code: 'grant-refused', error: 'invalid_grant' },
  },
  {
    ...{ what: 'an unknown user', of: 'password, none, plain', but: { fields: { username: 'nobody' } } },
    ...{ code: 'grant-refused', error: 'invalid_grant' },
  },
  {
    ...{ what: 'an unknown subject token', of: 'token_exchange, client_secret_post, plain' },
    ...{ but: { credentials: { subjectToken: 'unknown' } }, code: 'request-refused', error: 'invalid_request' },
  },
  {
    ...{ what: 'a subject token for somebody else', of: 'token_exchange, client_secret_post, plain' },
    but: async (clients) => {
      const { set } = await clients.get(clients.of(cellOf('password, none, plain')));
      return { credentials: { subjectToken: set.accessToken } };
    },
    ...{ code: 'request-refused', error: 'invalid_request' },
  },
  {
    ...{ what: 'a subject token that has expired', of: 'token_exchange, client_secret_post, plain' },
    but: async (clients) => {
      const who = clients.of(cellOf('password, none, plain'), { fields: { resource: resources.exchanging } });
      const { set } = await clients.get(who);
      clients.server.expire('AccessToken', set.accessToken);
      return { credentials: { subjectToken: set.accessToken } };
    },
    ...{ code: 'request-refused', error: 'invalid_request' },
  },
  {
    ...{ what: 'a subject token of another type', of: 'token_exchange, client_secret_post, plain' },
    ...{ but: { fields: { subject: { type: 'id_token' } } }, code: 'request-refused', error: 'invalid_request' },
  },
  ...Object.entries({
    'an assertion for another server': { audience: 'https://another.example' },
    'an assertion that has expired': { claims: { exp: 1 } },
    'an assertion that never expires': { claims: { exp: null } },
    'an assertion by another issuer': { issuer: 'another' },
    'an assertion about nobody': { subject: 'nobody' },
  }).map(([what, assertion]): Refusal => ({
    ...{ what, of: 'jwt_bearer, client_secret_basic, plain' },
    ...{ but: { fields: { assertion: { subject: 'u-fay', ...assertion } } }, code: 'grant-refused' },
    error: 'invalid_grant',
  })),
  {
    ...{ what: 'an assertion that another key signed', of: 'jwt_bearer, client_secret_basic, plain' },
    ...{ but: signsWithOther, code: 'grant-refused', error: 'invalid_grant' },
  },
  {
    ...{ what: 'an assertion that was used before', of: 'jwt_bearer, client_secret_basic, plain' },
    but: async (clients) => {
      const but = { fields: { assertion: { subject: 'u-fay', claims: { jti: 'once' } } } };
      await clients.get(clients.of(cellOf('jwt_bearer, client_secret_basic, plain'), but));
      return but;
    },
    ...{ code: 'grant-refused', error: 'invalid_grant' },
  },
];

/** Requests that leave out what the server holds the client to. */
const duties: Refusal[] = [
  ...['client_credentials', 'password', 'token_exchange', 'jwt_bearer', 'device_code', 'authorization_code'].map(
    (grant): Refusal => ({
      ...{ what: 'no proof of the key', of: `${grant}, private_key_jwt, DPoP`, but: without },
      ...{ code: 'grant-refused', error: 'invalid_grant' },
    }),
  ),
  ...['PAR', 'JAR', 'PAR+JAR', 'JARM'].map((column): Refusal => ({
    ...{ what: 'a plain request', of: `authorization_code, private_key_jwt, ${column}`, but: without },
    ...{ code: 'request-refused', error: 'invalid_request' },
  })),
  ...['JAR', 'PAR+JAR'].flatMap((column) =>
    ['authorization_code', 'implicit'].map((grant): Refusal => ({
      ...{ what: 'a request that another key signed', of: `${grant}, client_secret_basic, ${column}` },
      ...{ but: signsWithOther, code: 'request-refused', error: 'invalid_request_object' },
    })),
  ),
];

/** Clients and requests that the server does not take. */
export const refusedRequests: readonly Refusal[] = [...authentication, ...grants, ...duties];
