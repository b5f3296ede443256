import { createHash, generateKeyPairSync, randomBytes, X509Certificate, type KeyObject } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { TLSSocket } from 'node:tls';
import type { ClientMetadata, Configuration, KoaContextWithOIDC } from 'oidc-provider';
import { makeAuthority, selfSigned, type Authority, type Certified } from '../support/certificates';
import { createConsents } from './consent';
import { handleInteraction } from './interactions';
import { listen, record, type RecordedRequest } from './listener';
import { renderError } from './provider-pages';
import { loadOidcProvider } from './quiet';
import { createStore } from './store';
import type { Person } from './tenant';

/** The algorithms that the profile allows (FAPI 2.0 Security Profile section 5.4.1). */
export const fapiAlgorithms = ['PS256', 'ES256', 'EdDSA'] as const;
export type FapiAlgorithm = (typeof fapiAlgorithms)[number];
/** Who shows a certificate; the last authenticates by an assertion, and its tokens are bound to the certificate. */
type TlsMethod = 'tls_client_auth' | 'self_signed_tls_client_auth' | 'private_key_jwt';

/**
 * A server that holds clients to the FAPI 2.0 Security Profile and Message Signing: requests are signed and pushed,
 * tokens bound, by DPoP with nonces or by a certificate, and answers name their issuer.
 */
export interface FapiServer {
  issuer: string;
  authority: Authority;
  user: Person;
  /** Clients that sign everything with a key for this algorithm, and whose tokens are bound by DPoP. */
  signers: Record<FapiAlgorithm, { clientId: string; privateKey: string }>;
  /** Clients that show a certificate, which their tokens are bound to; they sign their requests with a key. */
  certified: Record<TlsMethod, { clientId: string; privateKey: string; certificate: Certified; thumbprint: string }>;
  requests: RecordedRequest[];
  /** From now on no nonce that was given out holds, as after a restart. */
  turnNonces(): void;
  close(): Promise<void>;
}

const pairs: Record<FapiAlgorithm, () => { publicKey: KeyObject; privateKey: KeyObject }> = {
  PS256: () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
  ES256: () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  EdDSA: () => generateKeyPairSync('ed25519'),
};

function keyFor(alg: FapiAlgorithm) {
  const { publicKey, privateKey } = pairs[alg]();
  const named = { alg, use: 'sig', kid: randomBytes(8).toString('hex') };
  return {
    pem: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    publicJwk: { ...publicKey.export({ format: 'jwk' }), ...named },
    privateJwk: { ...privateKey.export({ format: 'jwk' }), ...named },
  };
}

const peerOf = ({ socket }: KoaContextWithOIDC) => (socket as TLSSocket).getPeerX509Certificate();

export async function startFapiServer(host = '127.0.0.1'): Promise<FapiServer> {
  const oidc = await loadOidcProvider();
  const authority = makeAuthority('FAPI authority');
  const { certificate: cert, key } = authority.issue('server', { hosts: [host] });
  const options = { cert, key, ca: authority.certificate, requestCert: true, rejectUnauthorized: false };
  const port = await listen(host, 0, createServer(options), 'https');
  const user = { username: 'fay', password: 'demo', subject: 'u-1', name: 'Fay', email: 'fay@bank.example' };
  const common = (alg: FapiAlgorithm): Omit<ClientMetadata, 'client_id'> => ({
    ...{ redirect_uris: ['http://127.0.0.1/callback'], response_types: ['code'], application_type: 'native' },
    grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
    ...{ id_token_signed_response_alg: alg, authorization_signed_response_alg: alg, request_object_signing_alg: alg },
  });
  const clients: ClientMetadata[] = [];
  const signers = Object.fromEntries(
    fapiAlgorithms.map((alg) => {
      const { pem, publicJwk } = keyFor(alg);
      const clientId = `signer-${alg}`;
      clients.push({
        ...{ ...common(alg), client_id: clientId, jwks: { keys: [publicJwk] }, dpop_bound_access_tokens: true },
        ...{ token_endpoint_auth_method: 'private_key_jwt', token_endpoint_auth_signing_alg: alg },
      });
      return [alg, { clientId, privateKey: pem }];
    }),
  ) as FapiServer['signers'];
  const certified = Object.fromEntries(
    (['tls_client_auth', 'self_signed_tls_client_auth', 'private_key_jwt'] as const).map((method) => {
      const { pem, publicJwk } = keyFor('ES256');
      const isSelfSigned = method === 'self_signed_tls_client_auth';
      const certificate = isSelfSigned ? selfSigned(method) : authority.issue(method);
      const { publicKey, raw } = new X509Certificate(certificate.certificate);
      const shown = { ...publicKey.export({ format: 'jwk' }), x5c: [raw.toString('base64')] };
      clients.push({
        ...{ ...common('ES256'), client_id: method, token_endpoint_auth_method: method },
        ...{ jwks: { keys: isSelfSigned ? [publicJwk, shown] : [publicJwk] } },
        ...(method === 'tls_client_auth' && { tls_client_auth_subject_dn: `CN=${method}` }),
        ...(method === 'private_key_jwt' && { token_endpoint_auth_signing_alg: 'ES256' }),
        tls_client_certificate_bound_access_tokens: true,
      });
      const thumbprint = createHash('sha256').update(raw).digest('base64url');
      return [method, { clientId: method, privateKey: pem, certificate, thumbprint }];
    }),
  ) as FapiServer['certified'];

  const store = createStore();
  const consents = createConsents(() => undefined);
  const cookieKey = randomBytes(16).toString('hex');
  const keys = fapiAlgorithms.map((alg) => keyFor(alg).privateJwk);
  const parts = { clients, keys, cookieKey, store, consents, user };
  // Each makes nonces with a secret of its own.
  const turns = [1, 2].map(() => new oidc.Provider(port.origin, configuration(parts)));
  const answers = turns.map((each) => each.callback());
  let turn = 0;
  const requests: RecordedRequest[] = [];
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const entry = await record(requests, 'fapi', request, response);
    const [current] = turns;
    if (entry.path.startsWith('/interaction/') && current !== undefined)
      return handleInteraction({ provider: current, people: [user], consents, basePath: '' }, request, response, entry);
    // The body was read already.
    if (request.method === 'POST') Object.assign(request, { body: entry.params });
    await answers[turn % answers.length]?.(request, response);
  };
  port.serve((request, response) => {
    handle(request, response).catch((error: unknown) => {
      console.error(`fapi: ${String(error)}`);
      response.destroy();
    });
  });
  return {
    ...{ issuer: port.origin, authority, user, signers, certified, requests },
    turnNonces: () => void turn++,
    close: () => port.close(),
  };
}

interface Parts {
  clients: ClientMetadata[];
  keys: object[];
  cookieKey: string;
  store: ReturnType<typeof createStore>;
  consents: ReturnType<typeof createConsents>;
  user: Person;
}

function configuration({ clients, keys, cookieKey, store, consents, user }: Parts): Configuration {
  const algorithms = [...fapiAlgorithms];
  return {
    ...{ adapter: store.adapter, clients, jwks: { keys } },
    scopes: ['openid', 'offline_access'],
    clientAuthMethods: ['private_key_jwt', 'tls_client_auth', 'self_signed_tls_client_auth'],
    responseTypes: ['code'],
    enabledJWA: {
      ...{ idTokenSigningAlgValues: algorithms, requestObjectSigningAlgValues: algorithms },
      ...{ authorizationSigningAlgValues: algorithms, clientAuthSigningAlgValues: algorithms },
      dPoPSigningAlgValues: ['ES256'],
    },
    pkce: { required: () => true },
    rotateRefreshToken: false,
    expiresWithSession: () => false,
    issueRefreshToken: (_ctx, _client, source) => source.scopes.has('offline_access'),
    findAccount: (_ctx, subject) => ({ accountId: subject, claims: () => ({ sub: user.subject, name: user.name }) }),
    loadExistingGrant: (ctx) => consents.grantFor(ctx),
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    cookies: { keys: [cookieKey] },
    features: {
      devInteractions: { enabled: false },
      ...{ clientCredentials: { enabled: true }, introspection: { enabled: true } },
      fapi: { enabled: true, profile: '2.0' },
      pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: true },
      requestObjects: { enabled: true, requireSignedRequestObject: true },
      jwtResponseModes: { enabled: true },
      dPoP: { enabled: true, nonceSecret: randomBytes(32), requireNonce: () => true },
      mTLS: {
        ...{ enabled: true, tlsClientAuth: true, selfSignedTlsClientAuth: true, certificateBoundAccessTokens: true },
        getCertificate: (ctx) => peerOf(ctx),
        certificateAuthorized: ({ socket }) => (socket as TLSSocket).authorized,
        certificateSubjectMatches: (ctx, _property, expected) => peerOf(ctx)?.subject === expected,
      },
    },
    renderError,
  };
}
