import { credential } from '../credentials';
import type { ClientAuthentication } from './client-auth';

/** Id and secret in an `Authorization: Basic` header (RFC 6749 section 2.3.1). */
export const authenticate: ClientAuthentication = (client) => {
  const secret = credential(client, 'clientSecret');
  const { basicEncoding } = client.settings;
  return (_server, { client_id }, _body, headers) =>
    headers.set('authorization', basic(client_id, secret, basicEncoding));
};

/**
 * The value of the Basic header. `form` encodes id and secret as RFC 6749 section 2.3.1 says, the way `URLSearchParams`
 * does, which leaves letters, digits and `*-._` as they are, so that a UUID goes out unchanged; `none` encodes nothing.
 */
function basic(clientId: string, secret: string, encoding: 'form' | 'none'): string {
  const encode = (text: string) => (encoding === 'none' ? text : new URLSearchParams({ v: text }).toString().slice(2));
  const bytes = new TextEncoder().encode(`${encode(clientId)}:${encode(secret)}`);
  return `Basic ${btoa(String.fromCharCode(...bytes))}`;
}
