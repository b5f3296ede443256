import { createHash, generateKeyPairSync, randomBytes, X509Certificate } from 'node:crypto';
import type { ClientAuthMethod, ClientMetadata } from 'oidc-provider';
import { selfSigned, type Authority, type Certified } from '../support/certificates';

/** How clients authenticate here, as the standards name it. */
export type Method = Extract<
  ClientAuthMethod,
  | 'none'
  | 'client_secret_basic'
  | 'client_secret_post'
  | 'client_secret_jwt'
  | 'private_key_jwt'
  | 'tls_client_auth'
  | 'self_signed_tls_client_auth'
>;

/** What the server holds a client to, whatever its requests say. */
export type Duty = 'DPoP' | 'certificate' | 'PAR' | 'JAR' | 'JARM';

/** A client to be registered. */
export interface WantedClient {
  clientId: string;
  method: Method;
  /** As metadata call them (`grant_types`). */
  grantTypes: readonly string[];
  duties?: readonly Duty[];
}

/** A client with what it shows. */
export interface MadeClient {
  clientId: string;
  /** Of a method with a secret. */
  clientSecret: string | undefined;
  /** PEM, PKCS #8; the server knows its public key of each client. */
  privateKey: string;
  /** Of a method with a certificate. */
  certificate: (Certified & { thumbprint: string }) | undefined;
  metadata: ClientMetadata;
}

/** The redirect URI of all clients, at any port (RFC 8252 section 7.3). */
const redirectUri = 'http://127.0.0.1/callback';

const required: Record<Duty, Partial<ClientMetadata>> = {
  DPoP: { dpop_bound_access_tokens: true },
  certificate: { tls_client_certificate_bound_access_tokens: true },
  PAR: { require_pushed_authorization_requests: true },
  JAR: { require_signed_request_object: true },
  JARM: { response_modes: ['jwt'] },
};

/** The name by which the server knows a certificate (RFC 8705 section 3.1). */
export const thumbprintOf = ({ raw }: X509Certificate): string => createHash('sha256').update(raw).digest('base64url');

/** The certificate of a client that authenticates by one, or by a key while its tokens are bound to a certificate. */
function certify({ clientId, method, duties = [] }: WantedClient, authority: Authority): Certified | undefined {
  if (method === 'self_signed_tls_client_auth') return selfSigned(clientId);
  const isBound = method === 'private_key_jwt' && duties.includes('certificate');
  return method === 'tls_client_auth' || isBound ? authority.issue(clientId) : undefined;
}

/** Makes a client with a key of its own, and the secret or the certificate that its method takes. */
export function makeClient(wanted: WantedClient, authority: Authority): MadeClient {
  const { clientId, method, grantTypes, duties = [] } = wanted;
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const keys: Record<string, unknown>[] = [{ ...publicKey.export({ format: 'jwk' }), use: 'sig' }];
  const clientSecret = method.startsWith('client_secret_') ? randomBytes(32).toString('hex') : undefined;
  const issued = certify(wanted, authority);
  const shown = issued && new X509Certificate(issued.certificate);
  if (shown !== undefined && method === 'self_signed_tls_client_auth')
    keys.push({ ...shown.publicKey.export({ format: 'jwk' }), x5c: [shown.raw.toString('base64')] });
  const types = { authorization_code: 'code', implicit: 'id_token token' } as const;
  const metadata: ClientMetadata = {
    ...{ client_id: clientId, token_endpoint_auth_method: method, application_type: 'native' },
    ...{ grant_types: [...grantTypes], redirect_uris: [redirectUri], scope: 'openid offline_access' },
    response_types: (['authorization_code', 'implicit'] as const).flatMap((each) =>
      grantTypes.includes(each) ? [types[each]] : [],
    ),
    jwks: { keys: keys },
    authorization_details_types: ['payment'],
    ...(clientSecret !== undefined && { client_secret: clientSecret }),
    ...(method === 'tls_client_auth' && { tls_client_auth_subject_dn: shown?.subject }),
    ...Object.assign({}, ...duties.map((duty) => required[duty])),
  };
  return {
    ...{ clientId, clientSecret, metadata },
    privateKey: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    certificate: issued && shown && { ...issued, thumbprint: thumbprintOf(shown) },
  };
}
