import { createHash } from 'node:crypto';
import type { KoaContextWithOIDC } from 'oidc-provider';
import {
  confidentialClient,
  implicitClient,
  machineClient,
  privateKeyClient,
  publicClient,
  secretJwtClient,
  signingClient,
} from './demo-clients';
import { keepOfflineAccess, oauthError, resourceOf } from './dialect';
import type { Dialect } from './dialect';
import { first } from './listener';
import type { Person } from './tenant';

/** The audience of a realm's tokens, which requests cannot choose. */
export const keycloakAudience = 'account';

/** The role that Streamdiver's settings require. */
export const settingsRole = 'read-settings';

/** Scopes that every client has without asking. */
const defaultScopes = ['email', 'profile'];

const knownScopes = ['openid', 'offline_access', ...defaultScopes];

function refuseUnknownScopes(scope = ''): void {
  const unknown = scope.split(' ').filter((name) => name !== '' && !knownScopes.includes(name));
  if (unknown.length > 0) throw oauthError(400, 'invalid_scope', `Invalid scopes: ${unknown.join(' ')}`);
}

/** A name as an id in Keycloak's form, the same at each start. */
function uuidOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

const withDefaults = (scope: string | undefined): string =>
  [...new Set([...(scope ?? '').split(' ').filter(Boolean), ...defaultScopes])].join(' ');

/** A realm like Keycloak's: its paths, its claims, and `refresh_expires_in` and `not-before-policy` in answers. */
export function keycloakRealm(origin: string, realm: string): Dialect {
  const person = (username: string, name: string): Person => ({
    username,
    password: 'demo',
    subject: uuidOf(`${realm}/${username}`),
    name,
    email: `${username}@${realm}.example`,
  });
  const connect = '/protocol/openid-connect';
  const basePath = `/realms/${realm}`;
  const clients = {
    m2m: machineClient('streamdiver-api', 'Streamdiver API', 'demo+streamdiver/secret=='),
    limited: machineClient('streamdiver-uploads', 'Streamdiver uploads', 'demo-uploads-secret'),
    login: publicClient('streamdiver-console', 'Streamdiver console'),
    strict: {
      ...publicClient('streamdiver-strict', 'Streamdiver, strict about redirects'),
      redirects: ['http://127.0.0.1/callback'],
    },
    legacy: implicitClient('streamdiver-legacy', 'Streamdiver before the code'),
    web: confidentialClient('streamdiver-web', 'Streamdiver on the web', 'demo-web-secret'),
    privateKey: privateKeyClient('streamdiver-signer', 'Streamdiver signer'),
    signing: signingClient('streamdiver-signed', 'Streamdiver with signed requests'),
    secretJwt: secretJwtClient('streamdiver-hmac', 'Streamdiver HMAC', 'demo-hmac-secret-of-at-least-32-bytes'),
  };
  return {
    name: `keycloak_${realm}`,
    basePath,
    issuer: origin + basePath,
    routes: {
      authorization: `${connect}/auth`,
      token: `${connect}/token`,
      userinfo: `${connect}/userinfo`,
      jwks: `${connect}/certs`,
      revocation: `${connect}/revoke`,
      introspection: `${connect}/token/introspect`,
      end_session: `${connect}/logout`,
      device_authorization: `${connect}/auth/device`,
      code_verification: '/device',
      pushed_authorization_request: `${connect}/ext/par/request`,
      registration: '/clients-registrations/openid-connect',
    },
    clients,
    people: [person('demo', 'Dana Demo'), person('other', 'Olu Other')],
    tokenLifetime: 7200,
    rotatesRefreshTokens: false,
    claims: {
      openid: ['sub'],
      profile: ['name', 'preferred_username'],
      email: ['email', 'email_verified'],
    },
    features: {
      introspection: { enabled: true },
      registration: { enabled: true },
      registrationManagement: { enabled: true, rotateRegistrationAccessToken: true },
    },
    refreshes: () => true,
    authorizationParams: ({ audience: _audience, resource: _resource, ...params }) =>
      keepOfflineAccess({
        ...params,
        scope: withDefaults(first(params['scope'])),
        resource: resourceOf(keycloakAudience),
      }),
    tokenParams: ({ audience: _audience, resource: _resource, ...params }) => params,
    registrationMetadata: ({ scope, ...metadata }) =>
      typeof scope === 'string' ? { ...metadata, scope: withDefaults(scope) } : metadata,
    defaultAudience: () => keycloakAudience,
    api: (ctx) => {
      const params = ctx.oidc.params;
      if (params?.['grant_type'] === 'client_credentials') {
        refuseUnknownScopes(params['scope'] as string | undefined);
        params['scope'] = withDefaults(params['scope'] as string);
      }
      return { scope: knownScopes.join(' ') };
    },
    shapeClaims: (claims, { clientId, accountId }) => {
      claims['sub'] = accountId ?? uuidOf(`${realm}/service-account-${clientId}`);
      claims['typ'] = 'Bearer';
      claims['azp'] = clientId;
      if (accountId === undefined) claims['preferred_username'] = `service-account-${clientId}`;
      const roles = clientId === clients.limited.clientId ? ['uploads'] : [settingsRole, 'uploads'];
      claims['realm_access'] = { roles };
    },
    shapeAnswer,
  };
}

/** Keycloak's answers from the token endpoint. */
function shapeAnswer(ctx: KoaContextWithOIDC): void {
  const body = ctx.body as Record<string, unknown> | undefined;
  if (ctx.oidc.route !== 'token' || !body) return;
  if (body['error'] === 'invalid_client') {
    // An unknown client and a wrong secret differ only in the code.
    const error = ctx.oidc.client ? 'unauthorized_client' : 'invalid_client';
    ctx.body = { error, error_description: 'Invalid client or Invalid client credentials' };
    ctx.status = 401;
  } else if (body['access_token'] !== undefined) {
    const refresh = body['refresh_token'] === undefined ? 0 : 1800;
    ctx.body = {
      access_token: body['access_token'],
      expires_in: body['expires_in'],
      refresh_expires_in: refresh,
      token_type: body['token_type'],
      'not-before-policy': 0,
      ...body,
    };
  }
}
