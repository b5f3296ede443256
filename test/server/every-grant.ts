import { generateKeyPairSync, randomBytes, type X509Certificate } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { TLSSocket } from 'node:tls';
import { importJWK, SignJWT } from 'jose';
import type { ClientMetadata, Configuration, KoaContextWithOIDC } from 'oidc-provider';
import { makeAuthority, type Authority } from '../support/certificates';
import { createConsents, type Consents } from './consent';
import { addCustomGrants, detailsIn } from './custom-grants';
import { makeClient, thumbprintOf, type MadeClient, type WantedClient } from './every-client';
import { handleInteraction } from './interactions';
import { listen, record, type RecordedRequest } from './listener';
import { deviceFlow, renderError } from './provider-pages';
import { loadOidcProvider } from './quiet';
import { createStore, type Store } from './store';
import type { Person } from './tenant';

/** A request, with the thumbprint of the certificate that was shown. */
export type SeenRequest = RecordedRequest & { certificate?: string | undefined };

/** What the server keeps of an access token. */
export interface IssuedToken {
  clientId?: string;
  accountId?: string;
  scope?: string;
  aud?: string | string[];
  jkt?: string;
  'x5t#S256'?: string;
  rar?: unknown[];
}

/** A server with every grant, client authentication and hardening, which holds each client to what it is registered for. */
export interface EveryGrantServer {
  issuer: string;
  authority: Authority;
  people: { fay: Person; gil: Person };
  client(clientId: string): MadeClient;
  requests: SeenRequest[];
  issued(accessToken: string): Promise<IssuedToken | undefined>;
  /** Lets a token or code of this model of oidc-provider's expire; without its value, all of the model. */
  expire(model: string, value?: string): void;
  /** A JWT with the server's own signature: what it could say, and did not. */
  sign(claims: Record<string, unknown>): Promise<string>;
  close(): Promise<void>;
}

/** What tokens may be for: an API, and one that exchanges those which it is sent. */
export const resources = { api: 'https://api.example/', exchanging: 'https://exchanging.example/' } as const;

const peerOf = (socket: unknown): X509Certificate | undefined => (socket as TLSSocket).getPeerX509Certificate?.();

const methods = [
  ...(['none', 'client_secret_basic', 'client_secret_post', 'client_secret_jwt'] as const),
  ...(['private_key_jwt', 'tls_client_auth', 'self_signed_tls_client_auth'] as const),
];

/** Endpoints that clients with a certificate have aliases of (RFC 8705 section 5), with their paths. */
const aliased = {
  ...{ token_endpoint: '/token', pushed_authorization_request_endpoint: '/request' },
  ...{ device_authorization_endpoint: '/device/auth', introspection_endpoint: '/token/introspection' },
  userinfo_endpoint: '/me',
};

export async function startEveryGrantServer(wanted: readonly WantedClient[]): Promise<EveryGrantServer> {
  const oidc = await loadOidcProvider();
  const host = '127.0.0.1';
  const authority = makeAuthority('Authority of every grant');
  const { certificate: cert, key } = authority.issue('server', { hosts: [host] });
  const options = { cert, key, ca: authority.certificate, requestCert: true, rejectUnauthorized: false };
  const [port, mtls] = await Promise.all([listen(host, 0), listen(host, 0, createServer(options), 'https')]);
  const people = {
    fay: { username: 'fay', password: 'demo', subject: 'u-fay', name: 'Fay', email: 'fay@every.example' },
    gil: { username: 'gil', password: 'demo', subject: 'u-gil', name: 'Gil', email: 'gil@every.example' },
  };
  const made = new Map(wanted.map((each) => [each.clientId, makeClient(each, authority)]));
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = { ...privateKey.export({ format: 'jwk' }), alg: 'ES256', use: 'sig', kid: 'every' };
  const store = createStore();
  const consents = createConsents(() => undefined);
  const all = Object.values(people);
  const aliases = Object.entries(aliased).map(([name, path]) => [name, mtls.origin + path]);
  const provider = new oidc.Provider(port.origin, {
    ...configuration({ clients: [...made.values()].map(({ metadata }) => metadata), jwk, store, consents, all, oidc }),
    discovery: { mtls_endpoint_aliases: Object.fromEntries(aliases) },
  });
  await addCustomGrants({ oidc, provider, people: all, exchanging: resources.exchanging });
  provider.use(async (ctx, next) => {
    await next();
    if ((ctx as Partial<KoaContextWithOIDC>).oidc?.route !== 'device_authorization' || ctx.status !== 200) return;
    // People need no certificate, and tests no pause.
    const { verification_uri_complete: _, ...body } = ctx.body as Record<string, unknown>;
    ctx.body = { ...body, verification_uri: `${port.origin}/device`, interval: 0.01 };
  });
  const answer = provider.callback();
  const requests: SeenRequest[] = [];
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const peer = peerOf(request.socket);
    const entry = await record(requests, 'every-grant', request, response);
    Object.assign(entry, { certificate: peer && thumbprintOf(peer) });
    if (entry.path.startsWith('/interaction/'))
      return handleInteraction({ provider, people: all, consents, basePath: '' }, request, response, entry);
    // The body was read already.
    const isJson = request.headers['content-type']?.startsWith('application/json') === true;
    if (request.method === 'POST')
      Object.assign(request, { body: isJson ? (JSON.parse(entry.body) as object) : entry.params });
    await answer(request, response);
  };
  for (const each of [port, mtls])
    each.serve((request, response) => {
      handle(request, response).catch((error: unknown) => {
        console.error(`every-grant: ${String(error)}`);
        response.destroy();
      });
    });
  return {
    ...{ issuer: port.origin, authority, people, requests },
    client: (clientId) => {
      const client = made.get(clientId);
      if (client === undefined) throw new Error(`no client “${clientId}”`);
      return client;
    },
    issued: async (token) => (await provider.AccessToken.find(token)) ?? provider.ClientCredentials.find(token),
    expire: (model, value) => store.expire(model, value),
    sign: async (claims) =>
      new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: jwk.kid }).sign(await importJWK(jwk, 'ES256')),
    close: async () => {
      await Promise.all([port.close(), mtls.close()]);
    },
  };
}

interface Parts {
  oidc: typeof import('oidc-provider');
  clients: ClientMetadata[];
  jwk: object;
  store: Store;
  consents: Consents;
  all: readonly Person[];
}

function configuration({ oidc, clients, jwk, store, consents, all }: Parts): Configuration {
  const known: readonly string[] = Object.values(resources);
  return {
    ...{ adapter: store.adapter, clients, jwks: { keys: [jwk] } },
    clientDefaults: { id_token_signed_response_alg: 'ES256', authorization_signed_response_alg: 'ES256' },
    scopes: ['openid', 'offline_access', 'read'],
    acrValues: ['silver', 'gold'],
    clientAuthMethods: methods,
    responseTypes: ['code', 'id_token token'],
    enabledJWA: {
      ...{ idTokenSigningAlgValues: ['ES256'], requestObjectSigningAlgValues: ['ES256'] },
      ...{ authorizationSigningAlgValues: ['ES256'], clientAuthSigningAlgValues: ['ES256', 'HS256'] },
      dPoPSigningAlgValues: ['ES256'],
    },
    pkce: { required: () => true },
    rotateRefreshToken: true,
    expiresWithSession: () => false,
    issueRefreshToken: (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    findAccount: (_ctx, subject) => {
      const person = all.find((one) => one.subject === subject);
      return person && { accountId: subject, claims: () => ({ sub: subject, name: person.name }) };
    },
    loadExistingGrant: (ctx) => consents.grantFor(ctx),
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    features: {
      devInteractions: { enabled: false },
      ...{ clientCredentials: { enabled: true }, introspection: { enabled: true }, deviceFlow },
      ...{ pushedAuthorizationRequests: { enabled: true }, requestObjects: { enabled: true } },
      ...{ jwtResponseModes: { enabled: true }, registration: { enabled: true } },
      registrationManagement: { enabled: true },
      dPoP: { enabled: true, nonceSecret: randomBytes(32), requireNonce: () => true },
      mTLS: {
        ...{ enabled: true, tlsClientAuth: true, selfSignedTlsClientAuth: true, certificateBoundAccessTokens: true },
        getCertificate: ({ socket }) => peerOf(socket),
        certificateAuthorized: ({ socket }) => (socket as TLSSocket).authorized,
        certificateSubjectMatches: ({ socket }, _property, expected) => peerOf(socket)?.subject === expected,
      },
      richAuthorizationRequests: {
        enabled: true,
        types: { payment: { validate: () => undefined } },
        authorizationDetailsForGrantSource: ({ oidc: { params } }) => detailsIn(params),
        authorizationDetailsForAccessToken: (ctx, _token, source) => source?.rar ?? detailsIn(ctx.oidc.params),
        authorizationDetailsForIntrospection: (_ctx, token) => token.rar,
      },
      resourceIndicators: {
        enabled: true,
        // Of several, a token is for the first.
        defaultResource: (_ctx, _client, oneOf = []) => oneOf[0],
        getResourceServerInfo: (_ctx, audience) => {
          if (!known.includes(audience)) throw new oidc.errors.InvalidTarget();
          return { scope: 'openid offline_access', audience, accessTokenFormat: 'opaque' };
        },
        useGrantedResource: () => true,
      },
    },
    renderError,
  };
}
