import { ClientSecretPost, None, type ClientAuth as Authenticate } from 'openid-client';
import { Fault } from '../faults/fault';
import type { ClientAuth } from '../profile/schema';
import type { Settings } from '../profile/settings';

/** What a client shows of itself, beside its id. */
export interface Credentials {
  clientSecret?: string | undefined;
}

/** A client at an authorization server: who it is, and how it shows that. */
export interface Client {
  settings: Settings;
  credentials: Credentials;
}

/** What of a client must not appear in a message. */
export function secretsOf({ credentials }: Client): string[] {
  return credentials.clientSecret === undefined ? [] : [credentials.clientSecret];
}

/**
 * How the client authenticates at the token endpoint: what the profile says; else, where a secret is stored, what
 * the server's metadata offers (RFC 8414 section 2: `client_secret_basic` where it says nothing); else not at all.
 */
export function clientAuthOf(settings: Settings, credentials: Credentials, supported?: readonly string[]): ClientAuth {
  if (settings.clientAuth !== undefined) return settings.clientAuth;
  if (credentials.clientSecret === undefined) return 'none';
  const basic = supported === undefined || supported.includes('client_secret_basic');
  return !basic && supported.includes('client_secret_post') ? 'client_secret_post' : 'client_secret_basic';
}

/**
 * The function that puts the client's authentication into a request.
 * @throws `secret-missing`, or `grant-unsupported` for a method that is not there yet
 */
export function authenticate(method: ClientAuth, settings: Settings, credentials: Credentials): Authenticate {
  switch (method) {
    case 'none':
      return None();
    case 'client_secret_post':
      return ClientSecretPost(secretOf(credentials));
    case 'client_secret_basic': {
      const secret = secretOf(credentials);
      return (_server, client, _body, headers) =>
        headers.set('authorization', basic(client.client_id, secret, settings.basicEncoding));
    }
    default:
      throw new Fault('grant-unsupported', `The client authentication “${method}” is not supported yet.`, {
        next: 'Choose client_secret_basic, client_secret_post or none in “clientAuth”.',
      });
  }
}

/**
 * The value of the Basic header. `form` encodes id and secret as RFC 6749 section 2.3.1 says, the way `URLSearchParams`
 * does, which leaves letters, digits and `*-._` alone, so that a UUID goes out unchanged; `none` sends them as they are.
 */
export function basic(clientId: string, secret: string, encoding: 'form' | 'none'): string {
  const encode = (text: string) => (encoding === 'none' ? text : new URLSearchParams({ v: text }).toString().slice(2));
  const bytes = new TextEncoder().encode(`${encode(clientId)}:${encode(secret)}`);
  return `Basic ${btoa(String.fromCharCode(...bytes))}`;
}

function secretOf(credentials: Credentials): string {
  if (credentials.clientSecret !== undefined) return credentials.clientSecret;
  throw new Fault('secret-missing', 'No client secret is stored for this client.');
}
