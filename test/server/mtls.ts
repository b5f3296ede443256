import { X509Certificate } from 'node:crypto';
import { createServer } from 'node:https';
import type { Server as HttpServer } from 'node:http';
import type { TLSSocket } from 'node:tls';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { makeAuthority, selfSigned, type Authority, type Certified } from '../support/certificates';
import { publicClient } from './demo-clients';
import { keycloakRealm } from './keycloak';
import { listen, type RecordedRequest } from './listener';
import { startProviderTenant } from './provider-tenant';
import { serve } from './serve';
import type { Tenant } from './tenant';

/** A realm whose clients authenticate by TLS (RFC 8705), at aliases of its endpoints on a port of their own. */
export interface MtlsRealm {
  tenant: Tenant;
  /** What signed the certificates of the server and of the client `authority`. */
  authority: Authority;
  /** Those of its clients, by their names in `tenant.clients`. */
  certificates: { authority: Certified; selfSigned: Certified };
  /** Where clients show a certificate. */
  mtlsOrigin: string;
  /** All requests, with the common name of the certificate that was shown. */
  requests: RecordedRequest[];
  shown: { path: string; name: string | undefined }[];
  close(): Promise<void>;
}

const peerOf = (socket: unknown): X509Certificate | undefined => (socket as TLSSocket).getPeerX509Certificate?.();

export async function startMtlsRealm(host: string): Promise<MtlsRealm> {
  const authority = makeAuthority('Test authority');
  const { certificate: cert, key } = authority.issue('server', { hosts: [host] });
  const certificates = { authority: authority.issue('mtls-authority'), selfSigned: selfSigned('mtls-self-signed') };
  const tls = createServer({ cert, key }) as unknown as HttpServer;
  const asking = createServer({
    ...{ cert, key, ca: authority.certificate, requestCert: true },
    // oidc-provider decides about the client: one method takes certificates of no authority.
    rejectUnauthorized: false,
  }) as unknown as HttpServer;
  const [port, mtls] = await Promise.all([listen(host, 0, tls, 'https'), listen(host, 0, asking, 'https')]);
  const realm = keycloakRealm(port.origin, 'mtls');
  const client = (name: string, authentication: 'tls_client_auth' | 'self_signed_tls_client_auth') => ({
    ...publicClient(name, name),
    authentication,
    grants: ['client_credentials', 'authorization_code', 'refresh_token'],
  });
  const own = new X509Certificate(certificates.selfSigned.certificate);
  const jwk = { ...own.publicKey.export({ format: 'jwk' }), x5c: [own.raw.toString('base64')] };
  const aliased = ['token', 'revocation', 'introspection', 'userinfo', 'pushed_authorization_request'] as const;
  const alias = (name: (typeof aliased)[number]): [string, string] => [
    `${name}_endpoint`,
    mtls.origin + realm.basePath + realm.routes[name],
  ];
  const running = await startProviderTenant(port.origin, {
    ...realm,
    clients: {
      authority: { ...client('mtls-authority', 'tls_client_auth'), subject: 'CN=mtls-authority' },
      selfSigned: { ...client('mtls-self-signed', 'self_signed_tls_client_auth'), jwks: { keys: [jwk] } },
    },
    discovery: { mtls_endpoint_aliases: Object.fromEntries(aliased.map(alias)) },
    features: {
      ...realm.features,
      mTLS: {
        enabled: true,
        tlsClientAuth: true,
        selfSignedTlsClientAuth: true,
        getCertificate: ({ socket }: KoaContextWithOIDC) => peerOf(socket),
        certificateAuthorized: ({ socket }: KoaContextWithOIDC) => (socket as TLSSocket).authorized,
        certificateSubjectMatches: ({ socket }: KoaContextWithOIDC, _property: string, expected: string) =>
          peerOf(socket)?.subject === expected,
      },
    },
  });
  const requests: RecordedRequest[] = [];
  const shown: MtlsRealm['shown'] = [];
  for (const server of [tls, asking])
    server.prependListener('request', ({ url = '', socket }) => {
      shown.push({ path: url.split('?')[0] ?? '', name: peerOf(socket)?.subject });
    });
  for (const each of [port, mtls]) serve(each, requests, 'mtls', () => running);
  return {
    tenant: running.tenant,
    authority,
    certificates,
    mtlsOrigin: mtls.origin,
    requests,
    shown,
    close: async () => {
      await Promise.all([port.close(), mtls.close()]);
    },
  };
}
