import { randomBytes } from 'node:crypto';
import { first, sendJson } from './listener';
import type { RunningTenant, Tenant } from './tenant';

const tokenPath = '/oauth/v2/token';
const lifetimeOnThePage = 3600;

/** What an opaque token refers to. */
export interface OpaqueToken {
  clientId: string;
  /** Milliseconds since the epoch. */
  expiresAt: number;
  permissions: string[];
}

export interface BasicTenant extends RunningTenant {
  /** What a token refers to; undefined for one that was never issued. */
  lookUp(token: string): OpaqueToken | undefined;
}

interface Client {
  clientId: string;
  clientSecret: string;
  /** Whether the credentials are form-decoded (RFC 6749, section 2.3.1) or taken as they are, as many servers do. */
  decoded: boolean;
  permissions: string[];
}

const clients = {
  m2m: {
    clientId: 'things client/1',
    clientSecret: 's3cr+t/with=odd&chars%',
    decoded: true,
    permissions: ['things'],
  },
  raw: { clientId: 'raw-client', clientSecret: 'raw:secret+with%41&chars', decoded: false, permissions: ['things'] },
  limited: { clientId: 'limited-client', clientSecret: 'demo-limited-secret', decoded: true, permissions: [] },
} satisfies Record<string, Client>;

const decodeForm = (text: string): string => decodeURIComponent(text.replace(/\+/g, '%20'));

/** The client with these credentials, if there is one. Decoding throws if the credentials were not encoded. */
function authenticate(authorization: string | undefined): Client | undefined {
  const encoded = /^Basic +([A-Za-z0-9+/]+={0,2})$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const credentials = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = credentials.indexOf(':');
  if (colon < 0) return undefined;
  const pair = [credentials.slice(0, colon), credentials.slice(colon + 1)];
  return Object.values<Client>(clients).find(({ clientId, clientSecret, decoded }) => {
    try {
      const [id, secret] = decoded ? pair.map(decodeForm) : pair;
      return id === clientId && secret === clientSecret;
    } catch {
      return false;
    }
  });
}

/** The tenant of the page with `/oauth/v2/token`: only HTTP Basic, opaque tokens, no discovery. */
export function startBasicTenant(origin: string): BasicTenant {
  const issued = new Map<string, OpaqueToken>();
  let lifetime = lifetimeOnThePage;
  const nobody = { username: '', password: '', subject: '', name: '', email: '' };

  const tenant: Tenant = {
    name: 'basic',
    origin,
    endpoints: { token: origin + tokenPath },
    clients: Object.fromEntries(
      Object.entries(clients).map(([key, { clientId, clientSecret }]) => [key, { clientId, clientSecret }]),
    ),
    // Nobody signs in here.
    user: nobody,
    otherUser: nobody,
    setTokenLifetime: (seconds = lifetimeOnThePage) => void (lifetime = seconds),
    setDefaultAudience: () => undefined,
    requireNonces: () => undefined,
    registerRedirects: () => undefined,
    forget: () => issued.clear(),
  };

  return {
    tenant,
    lookUp: (token) => issued.get(token),
    handle: async (request, response, { path, method, params }) => {
      if (path !== tokenPath) return sendJson(response, 404, { error: 'not_found' });
      if (method !== 'POST') return sendJson(response, 405, { error: 'invalid_request' }, { allow: 'POST' });
      const client = params['client_secret'] === undefined ? authenticate(request.headers.authorization) : undefined;
      if (!client) {
        const body = { error: 'invalid_client', error_description: 'Client authentication failed' };
        return sendJson(response, 401, body, { 'www-authenticate': 'Basic realm="things"' });
      }
      if (!request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
        const error_description = 'Content-Type must be application/x-www-form-urlencoded';
        return sendJson(response, 400, { error: 'invalid_request', error_description });
      }
      if (first(params['grant_type']) !== 'client_credentials') {
        return sendJson(response, 400, { error: 'unsupported_grant_type' });
      }
      // 40 bytes, so that base64 ends in `=` as on the page.
      const token = randomBytes(40).toString('base64');
      const { clientId, permissions } = client;
      issued.set(token, { clientId, permissions, expiresAt: Date.now() + lifetime * 1000 });
      sendJson(response, 200, { token_type: 'Bearer', expires_in: lifetime, access_token: token });
    },
  };
}
