import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import type { JWTPayload, JWTVerifyGetKey } from 'jose';
import { keycloakAudience, settingsRole } from './keycloak';
import type { OpaqueToken } from './basic';
import { record, sendJson } from './listener';
import type { OpenPort, RecordedRequest } from './listener';
import type { Tenant } from './tenant';

/** The four checks that an API makes, in this order. */
export type CheckName = 'format' | 'signature' | 'claims' | 'permissions';

interface Tenants {
  istreamplanet: Tenant;
  auth0: Tenant;
  keycloak: Tenant;
  otherRealm: Tenant;
  lookUp(token: string): OpaqueToken | undefined;
}

/** A token was refused: 401, or 403 if it is valid but lacks a permission. */
class Refusal extends Error {
  constructor(
    readonly check: CheckName,
    message: string,
    readonly scope?: string,
  ) {
    super(message);
  }
}

/** Who sent the request, according to the token. */
interface Caller {
  subject: string;
  client: string;
}

interface Resource {
  fits(path: string): boolean;
  authorize(token: string): Promise<Caller>;
  answer: Record<string, unknown>;
}

/** Serves the protected resources of all tenants on one port. */
export function startApi(port: OpenPort, requests: RecordedRequest[], tenants: Tenants): void {
  const resources: Resource[] = [
    {
      fits: (path) => path === '/calendar/v1/events',
      authorize: jwtChecks([tenants.auth0], tenants.auth0.audience ?? '', 'read:events', scopesOf),
      answer: { events: [{ id: 1, title: 'Stand-up' }] },
    },
    {
      fits: (path) => path === '/YOUR_ORGANIZATION' || path.startsWith('/YOUR_ORGANIZATION/'),
      authorize: jwtChecks([tenants.istreamplanet], tenants.istreamplanet.audience ?? '', 'read:channels', scopesOf),
      answer: { channels: [{ id: 'main', live: true }] },
    },
    {
      fits: (path) => path === '/v2/tenants/current/settings',
      authorize: jwtChecks([tenants.keycloak, tenants.otherRealm], keycloakAudience, settingsRole, rolesOf),
      answer: { settings: { language: 'en' } },
    },
    {
      fits: (path) => path === '/v1/things',
      authorize: opaqueChecks(tenants.lookUp),
      answer: { things: ['lamp', 'door'] },
    },
  ];
  port.serve((request, response) => {
    const answer = async (): Promise<void> => {
      const { path } = await record(requests, 'api', request, response);
      const resource = resources.find((one) => one.fits(path));
      if (!resource) return sendJson(response, 404, { error: 'not_found' });
      const token = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
      if (token === undefined) {
        // RFC 6750, section 3.1: no error code where no token was sent.
        const body = { message: 'Send a bearer token in the Authorization header.' };
        return sendJson(response, 401, body, { 'www-authenticate': 'Bearer realm="demo"' });
      }
      try {
        const caller = await resource.authorize(token);
        sendJson(response, 200, { ...resource.answer, ...caller });
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        const [status, code] = error.check === 'permissions' ? [403, 'insufficient_scope'] : [401, 'invalid_token'];
        const scope = error.scope === undefined ? '' : `, scope="${error.scope}"`;
        const challenge = `Bearer realm="demo", error="${code}", error_description="${error.message}"${scope}`;
        const body = { error: code, error_description: error.message, check: error.check };
        sendJson(response, status, body, { 'www-authenticate': challenge });
      }
    };
    answer().catch((error: unknown) => {
      console.error(`api: ${String(error)}`);
      sendJson(response, 500, { error: 'server_error' });
    });
  });
}

function scopesOf(claims: JWTPayload): string[] {
  return [...String(claims['scope'] ?? '').split(' '), ...((claims['permissions'] as string[] | undefined) ?? [])];
}

function rolesOf(claims: JWTPayload): string[] {
  return (claims['realm_access'] as { roles?: string[] } | undefined)?.roles ?? [];
}

/** The checks of a JWT from one of these issuers. */
function jwtChecks(
  issuers: Tenant[],
  audience: string,
  permission: string,
  permissionsOf: (claims: JWTPayload) => string[],
): (token: string) => Promise<Caller> {
  const keys = new Map<string, JWTVerifyGetKey>(
    issuers.map(({ issuer, endpoints }) => [issuer ?? '', createRemoteJWKSet(new URL(endpoints.jwks ?? ''))]),
  );
  return async (token) => {
    const claimed = format(token);
    const keyOfIssuer = keys.get(String(claimed.iss)) ?? [...keys.values()][0];
    const claims = await verified(token, keyOfIssuer as JWTVerifyGetKey);
    const problem = claimsProblem(claims, [...keys.keys()], audience);
    if (problem !== undefined) throw new Refusal('claims', problem);
    if (!permissionsOf(claims).includes(permission)) {
      throw new Refusal('permissions', `The token lacks the permission ${permission}.`, permission);
    }
    return { subject: String(claims.sub), client: String(claims['azp']) };
  };
}

function format(token: string): JWTPayload {
  try {
    decodeProtectedHeader(token);
    return decodeJwt(token);
  } catch {
    throw new Refusal('format', 'The token is not a well-formed JWT.');
  }
}

async function verified(token: string, key: JWTVerifyGetKey): Promise<JWTPayload> {
  try {
    // Only the signature is checked here; the times are checked with the other claims.
    return (await jwtVerify(token, key, { algorithms: ['RS256'], currentDate: new Date(0) })).payload;
  } catch {
    throw new Refusal('signature', 'The signature is not that of a key of the issuer.');
  }
}

function claimsProblem(claims: JWTPayload, issuers: string[], audience: string): string | undefined {
  if (typeof claims.exp !== 'number' || claims.exp <= Date.now() / 1000) return 'The token has expired (exp).';
  if (!issuers.includes(String(claims.iss))) return 'The token is from another issuer (iss).';
  if (![claims.aud].flat().includes(audience)) return `The token is for another audience (aud), not for ${audience}.`;
  return undefined;
}

/** The same for a token that only its issuer can read. */
function opaqueChecks(lookUp: Tenants['lookUp']): (token: string) => Promise<Caller> {
  return async (token) => {
    const known = lookUp(token);
    if (!known) throw new Refusal('signature', 'The token was not issued here.');
    if (known.expiresAt <= Date.now()) throw new Refusal('claims', 'The token has expired.');
    if (!known.permissions.includes('things')) throw new Refusal('permissions', 'The account lacks things.', 'things');
    return { subject: known.clientId, client: known.clientId };
  };
}
