import { urlOf } from '../base/url';
import { hostProblem, isLoopback } from './address';

/** What is wrong with an origin that a profile names. */
export type OriginProblem = 'not-an-origin' | 'spelling' | 'insecure' | 'credentials' | 'more-than-origin' | 'wildcard';

/**
 * Where a token is sent: an origin; or an address that only its sender can tell, or at which it would not be safe.
 * `address` is how it is written, `to` the origin that it has as it is written, and `by` the file or setting that may lead
 * it elsewhere.
 */
export type Destination =
  | { origin: string }
  | { address: string; why: 'insecure'; to: string; by?: string }
  | { address: string; why: 'unclear' }
  | { address: string; why: 'changeable'; to: string; by: string };

interface Origin {
  /** `http:` or `https:`. */
  protocol: string;
  /** As WHATWG URL writes it; with a wildcard, what comes after `*.`. */
  hostname: string;
  /** '' is the protocol's own port. */
  port: string;
  wildcard: boolean;
  /** A loopback host without a port: any port of this machine. */
  anyPort: boolean;
}

/** Replaces the `*` while the rest is parsed: a label that is valid in a host and not in use. */
const label = 'xwildcardx';

/**
 * Checks an origin that a profile names: `https://api.example.com`, `https://*.example.com` for any host with one label
 * in place of the `*`, `http://localhost` for any port of this machine.
 * @returns the first problem, or undefined
 */
export function originProblem(text: string): OriginProblem | undefined {
  const parsed = parse(text);
  return typeof parsed === 'string' ? parsed : undefined;
}

/**
 * Whether an address has one of these origins. Hosts are compared to the letter after WHATWG URL has written them
 * (punycode, default ports dropped); another port never fits. `ws:` counts as `http:`, `wss:` as `https:`.
 * @param origins as a profile names them; one with a problem fits nothing
 * @param address an absolute address; one that is not, or is not secure, fits nothing
 */
export function fitsOrigins(origins: readonly string[], address: string): boolean {
  const url = destinationOf(address);
  return url !== undefined && origins.some((origin) => fits(parse(origin), url));
}

/**
 * Where a token is sent.
 * @param address an absolute address; undefined where only the sender can tell
 * @param shown the address as it is written, for people
 * @param by a file or setting that may change where its sender sends it, for people
 * @returns the origin as WHATWG URL writes it, with `ws:` as `http:` and `wss:` as `https:`
 */
export function destinationFor(address: string | undefined, shown: string, by?: string): Destination {
  if (address === undefined) return { address: shown, why: 'unclear' };
  const url = destinationOf(address);
  if (url === undefined) {
    const to = urlOf(spelled(address))?.origin ?? address;
    return { address: shown, why: 'insecure', to, ...(by !== undefined && { by }) };
  }
  return by === undefined ? { origin: url.origin } : { address: shown, why: 'changeable', to: url.origin, by };
}

/** An origin for people: a wildcard says what it covers. */
export function shownOrigin(origin: string): { host: string; anyUnder: boolean } {
  const parsed = parse(origin);
  if (typeof parsed === 'string' || !parsed.wildcard) return { host: origin, anyUnder: false };
  return { host: `${parsed.hostname}${parsed.port === '' ? '' : `:${parsed.port}`}`, anyUnder: true };
}

/** An address with `http:` for `ws:`. */
function spelled(address: string): string {
  return address.trim().replace(/^ws(s?):/i, 'http$1:');
}

function destinationOf(address: string): URL | undefined {
  const http = spelled(address);
  const url = /^https?:\/\//i.test(http) ? urlOf(http) : undefined;
  if (url === undefined) return undefined;
  return url.protocol === 'https:' || isLoopback(url) ? url : undefined;
}

function fits(origin: Origin | OriginProblem, url: URL): boolean {
  if (typeof origin === 'string' || origin.protocol !== url.protocol) return false;
  if (!origin.anyPort && origin.port !== url.port) return false;
  if (!origin.wildcard) return origin.hostname === url.hostname;
  const [first = '', ...rest] = url.hostname.split('.');
  return first !== '' && rest.join('.') === origin.hostname;
}

function parse(text: string): Origin | OriginProblem {
  const match = /^(https?|wss?):\/\/([^/?#\\]*)$/i.exec(text);
  const [, scheme = '', authority = ''] = match ?? [];
  if (match === null) return /^(https?|wss?):\/\//i.test(text) ? 'more-than-origin' : 'not-an-origin';
  if (authority.includes('@')) return 'credentials';
  if (/[\s\p{Cc}\p{Cf}\p{Cs}%]/u.test(authority)) return 'spelling';
  const wildcard = authority.startsWith('*.');
  const host = wildcard ? `${label}${authority.slice(1)}` : authority;
  if (host.includes('*')) return 'wildcard';
  const spelled = `${scheme.toLowerCase().replace('ws', 'http')}://${host}`;
  const url = urlOf(spelled);
  if (url === undefined) return 'not-an-origin';
  const problem = hostProblem(host, url);
  if (problem === 'spelling') return 'spelling';
  if (wildcard) {
    const hostname = url.hostname.slice(label.length + 1);
    const labels = hostname.split('.');
    // `*.com` would cover all hosts. (A name that ends like an address is not a host for URL.)
    if (labels.length < 2 || labels.includes('')) return 'wildcard';
    if (url.protocol !== 'https:') return 'insecure';
    return { protocol: url.protocol, hostname, port: url.port, wildcard, anyPort: false };
  }
  if (problem !== undefined) return 'not-an-origin';
  const loopback = isLoopback(url);
  if (url.protocol !== 'https:' && !loopback) return 'insecure';
  const hasPort = /:\d+$/.test(authority);
  return { protocol: url.protocol, hostname: url.hostname, port: url.port, wildcard, anyPort: loopback && !hasPort };
}
