import { urlOf } from '../base/url';

/** What is wrong with an endpoint's or issuer's address. */
export type AddressProblem =
  'not-a-url' | 'spelling' | 'insecure' | 'credentials' | 'fragment' | 'query' | 'well-known';

/** Whether a URL's host is this machine: `127.0.0.0/8`, `[::1]`, `localhost` (RFC 8252 section 8.3, RFC 6761). */
export function isLoopback(url: URL): boolean {
  return url.hostname === 'localhost' || url.hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(url.hostname);
}

/** Whether a secret may be sent there: `https:`, or `http:` on loopback. */
export function isSecure(url: URL): boolean {
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));
}

/**
 * Checks an address that a profile names.
 * @param kind an issuer may have neither query nor fragment (RFC 8414 section 2) nor `/.well-known/` in its path, an
 *   endpoint no fragment (RFC 6749 section 3)
 * @returns the first problem, or undefined
 */
export function addressProblem(address: string, kind: 'issuer' | 'endpoint'): AddressProblem | undefined {
  const url = urlOf(address);
  if (url === undefined) return 'not-a-url';
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return 'not-a-url';
  // URL takes dots for a host, and empty labels in one.
  if (/^\.$|\.\./.test(url.hostname)) return 'not-a-url';
  // Written so that it reads as another host than it is: backslashes, look-alike letters, odd numbers for an address.
  const plainly = address.toLowerCase().startsWith(url.username || url.password ? `${url.protocol}//` : url.origin);
  if (!plainly || /[\\\s\p{Cc}\p{Cf}]/u.test(address)) return 'spelling';
  if (!isSecure(url)) return 'insecure';
  if (url.username || url.password) return 'credentials';
  if (address.includes('#')) return 'fragment';
  if (kind === 'issuer' && address.includes('?')) return 'query';
  // There are an issuer's metadata (RFC 8615), not an issuer; and libraries then skip the check of who issued them.
  if (kind === 'issuer' && /\/(\.|%2e)well-known(\/|$)/i.test(url.pathname)) return 'well-known';
  return undefined;
}
