import type { KoaContextWithOIDC } from 'oidc-provider';
import { confidentialClient, machineClient, privateKeyClient, publicClient, secretJwtClient } from './demo-clients';
import { keepOfflineAccess, oauthError, resourceOf } from './dialect';
import type { Dialect, RegisteredClient } from './dialect';
import { first } from './listener';
import type { Params } from './listener';
import { organizationId } from './organizations';
import type { Person } from './tenant';

const identityScopes = ['openid', 'profile', 'email', 'offline_access'];

/** What tells one tenant of Auth0 from another. */
export interface Auth0Tenant {
  name: string;
  origin: string;
  /** The scopes of each API, by its identifier. */
  apis: Record<string, string[]>;
  /** The API in `server.api`. */
  audience: string;
  audienceRequired: boolean;
  clients: Record<string, RegisteredClient>;
  /** Client grants: the scopes that a machine has at each API. A machine that is not listed has all. */
  clientGrants?: Record<string, Record<string, string[]>>;
  people: [Person, Person];
}

/** The issuer, which ends in a slash. */
const issuerOf = (origin: string): string => `${origin}/`;

/** What is special about Auth0: `audience`, `organization`, forms or JSON, its claims and its errors. */
export function auth0Dialect(tenant: Auth0Tenant): Dialect {
  const { name, origin, apis, people, clients } = tenant;
  const withResource = (params: Params): Params => {
    const { audience, resource, ...rest } = params;
    const wanted = first(audience) ?? first(resource);
    // The tenant's own name means only /userinfo, and so does no audience.
    if (wanted === undefined || wanted === '' || wanted === `${issuerOf(origin)}userinfo`) return rest;
    return { ...rest, audience: wanted, resource: resourceOf(wanted) };
  };

  return {
    name,
    basePath: '',
    issuer: issuerOf(origin),
    routes: {
      authorization: '/authorize',
      token: '/oauth/token',
      userinfo: '/userinfo',
      jwks: '/.well-known/jwks.json',
      revocation: '/oauth/revoke',
      device_authorization: '/oauth/device/code',
      code_verification: '/activate',
      pushed_authorization_request: '/oauth/par',
      end_session: '/oidc/logout',
      introspection: '/oauth/introspect',
    },
    clients,
    people,
    tokenLifetime: 86400,
    audience: tenant.audience,
    rotatesRefreshTokens: true,
    claims: {
      openid: ['sub', 'org_id'],
      profile: ['name', 'nickname'],
      email: ['email', 'email_verified'],
    },
    refreshes: (scopes) => scopes.has('offline_access'),
    authorizationParams: (params) => {
      const mapped = withResource(params);
      // Without a scope there are all of the API's.
      const scope =
        first(params['scope']) ?? apis[first(mapped['audience']) ?? '']?.join(' ') ?? 'openid profile email';
      return keepOfflineAccess({ ...mapped, scope });
    },
    // The other grants have the audience of their login.
    tokenParams: (params) =>
      first(params['grant_type']) === 'client_credentials' ? withResource(params) : { ...params, resource: undefined },
    defaultAudience: () => undefined,
    ...(tenant.audienceRequired && { withoutAudience: refuseWithoutAudience }),
    api: (ctx, audience, clientId) => {
      const scopes = apis[audience];
      if (!scopes) throw oauthError(403, 'access_denied', `Service not found: ${audience}`);
      requireKnownOrganization(ctx);
      if (ctx.oidc.params?.['grant_type'] !== 'client_credentials') {
        return { scope: [...scopes, ...identityScopes].join(' ') };
      }
      const grants = tenant.clientGrants?.[clientId];
      const granted = grants ? grants[audience] : scopes;
      if (!granted) {
        const description = `Client is not authorized to access "${audience}". You need to create a "client-grant" associated to this API.`;
        throw oauthError(403, 'access_denied', description);
      }
      ctx.oidc.params['scope'] ??= granted.join(' ');
      return { scope: granted.join(' ') };
    },
    shapeClaims: (claims, { clientId, accountId, scope, organization }) => {
      delete claims['client_id'];
      claims['sub'] = accountId ?? `${clientId}@clients`;
      claims['azp'] = clientId;
      if (accountId === undefined) claims['gty'] = 'client-credentials';
      else if (scope.includes('openid')) claims['aud'] = [claims['aud'], `${issuerOf(origin)}userinfo`];
      claims['permissions'] = scope.filter((one) => !identityScopes.includes(one));
      if (organization !== undefined) claims['org_id'] = organization;
    },
    shapeAnswer,
  };
}

function refuseWithoutAudience(): never {
  const description = 'No audience parameter was provided, and no default audience has been configured';
  throw oauthError(403, 'access_denied', description);
}

function requireKnownOrganization(ctx: KoaContextWithOIDC): void {
  const asked = ctx.oidc.params?.['organization'] ?? ctx.oidc.body?.['organization'];
  if (asked !== undefined && organizationId(String(asked)) === undefined) {
    throw oauthError(400, 'invalid_request', 'parameter organization is invalid');
  }
}

/** Auth0 has its own texts and statuses for the two most common errors of the token endpoint. */
function shapeAnswer(ctx: KoaContextWithOIDC): void {
  const body = ctx.body as Record<string, unknown> | undefined;
  if (ctx.oidc.route !== 'token' || !body) return;
  if (body['error'] === 'invalid_client') {
    ctx.body = { error: 'access_denied', error_description: 'Unauthorized' };
    ctx.status = 401;
  } else if (body['error'] === 'invalid_grant') {
    ctx.status = 403;
  }
}

const auth0Audience = 'https://api.calendar.example/';

/** The tenant of the pages on Auth0. */
export function auth0Tenant(origin: string): Dialect {
  const login = (subject: string, username: string, name: string): Person => ({
    username,
    password: 'demo',
    subject,
    name,
    email: username,
  });
  return auth0Dialect({
    name: 'auth0',
    origin,
    apis: {
      [auth0Audience]: ['read:events', 'create:events'],
      'https://api.example.com/geocoding/v1/': ['read:places'],
      'api.calendar': ['read', 'write'],
    },
    audience: auth0Audience,
    audienceRequired: false,
    clients: {
      m2m: machineClient('calendar-sync', 'Calendar sync', 's3cr+t/with=odd&chars%'),
      limited: machineClient('calendar-import', 'Calendar import', 'demo-import-secret'),
      login: publicClient('calendar-desktop', 'Calendar for the desktop'),
      web: confidentialClient('calendar-web', 'Calendar on the web', 'demo+web/secret=&%41'),
      privateKey: privateKeyClient('calendar-signer', 'Calendar signer'),
      secretJwt: secretJwtClient('calendar-hmac', 'Calendar HMAC', 'demo-hmac-secret-of-at-least-32-bytes'),
    },
    clientGrants: { 'calendar-import': { [auth0Audience]: ['create:events'] } },
    people: [
      login('auth0|usr_123', 'demo@example.com', 'Dana Demo'),
      login('auth0|usr_456', 'other@example.com', 'Olu Other'),
    ],
  });
}

const istreamplanetAudience = 'https://platform.dtc.istreamplanet.net/YOUR_ORGANIZATION';

/** The tenant of the page on iStreamPlanet: Auth0 with a required audience. */
export function istreamplanetTenant(origin: string): Dialect {
  return auth0Dialect({
    name: 'istreamplanet',
    origin,
    apis: { [istreamplanetAudience]: ['read:channels', 'manage:channels'] },
    audience: istreamplanetAudience,
    audienceRequired: true,
    clients: {
      m2m: machineClient('YOUR_CLIENT_ID', 'Channel automation', 'YOUR_CLIENT_SECRET'),
      limited: machineClient('channel-audit', 'Channel audit', 'demo-audit-secret'),
      login: publicClient('channel-console', 'Channel console'),
    },
    clientGrants: { 'channel-audit': { [istreamplanetAudience]: ['manage:channels'] } },
    people: [
      {
        username: 'demo@example.com',
        password: 'demo',
        subject: 'auth0|isp_001',
        name: 'Dana Demo',
        email: 'demo@example.com',
      },
      {
        username: 'other@example.com',
        password: 'demo',
        subject: 'auth0|isp_002',
        name: 'Olu Other',
        email: 'other@example.com',
      },
    ],
  });
}
