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
 * What is wrong with how an address writes its host: a host that names nothing, or one that reads as another than it is
 * (look-alike letters, odd numbers for an address, a dot that is dropped, a port without digits).
 * @param authority as it is written, without user name (RFC 3986 section 3.2)
 * @param url what WHATWG URL reads
 */
export function hostProblem(authority: string, url: URL): 'no-host' | 'spelling' | undefined {
  // URL takes dots for a host, and empty labels in one.
  if (/^\.$|\.\./.test(url.hostname)) return 'no-host';
  const [, host = '', port] = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/s.exec(authority) ?? [];
  if (host.toLowerCase() !== url.hostname) return 'spelling';
  return port === undefined || /^(0|[1-9]\d*)$/.test(port) ? undefined : 'spelling';
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
  const named = url.username !== '' || url.password !== '';
  const authority = /^https?:\/\/([^/?#\\]*)/i.exec(address)?.[1];
  const problem =
    authority === undefined ? 'spelling' : hostProblem(authority.replace(named ? /^.*@/s : /^$/, ''), url);
  if (problem === 'no-host') return 'not-a-url';
  // A backslash reads as part of the host, and is the end of it.
  if (problem !== undefined || /[\\\s\p{Cc}\p{Cf}]/u.test(address)) return 'spelling';
  if (!isSecure(url)) return 'insecure';
  if (named) return 'credentials';
  if (address.includes('#')) return 'fragment';
  if (kind === 'issuer' && address.includes('?')) return 'query';
  // There are an issuer's metadata (RFC 8615), not an issuer; and libraries then skip the check of who issued them.
  if (kind === 'issuer' && /\/(\.|%2e)well-known(\/|$)/i.test(url.pathname)) return 'well-known';
  return undefined;
}
