// The bounds on answers are our own: `fetch` has no limit of size and reads a body without end, and a redirect would carry
// a secret to another host.
import { t } from '@vscode/l10n';
import { urlOf } from '../base/url';
import { cancelled, Fault, isFault } from '../faults/fault';
import { isSecure } from '../profile/address';
import { networkFault } from './network-fault';

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface Limits {
  /** Milliseconds for a whole exchange, the body included. */
  time: number;
  /** Bytes of an answer's body. */
  size: number;
}

export const defaultLimits: Limits = { time: 30_000, size: 1024 * 1024 };

/** An answer that was read whole. */
export interface Answer {
  /** Who answered: the host, with its port. */
  host: string;
  status: number;
  headers: Headers;
  /** Undefined where the body is not a JSON object. */
  json: Record<string, unknown> | undefined;
  /** The body of an answer that says it is a JWT (`application/jwt`, or a type that ends in `+jwt`). */
  jwt?: string;
  /** The body looks like a page for people. */
  html: boolean;
  /** When it was there, in milliseconds since 1970, by our clock. */
  at: number;
}

/**
 * Sends one request: over `https:` or to loopback only, bounded in time and size, following no redirect, the answer's
 * body read whole.
 * @param url an absolute address
 * @param onHead called as soon as the answer's status and headers are known
 * @throws `insecure-endpoint`, `timeout`, `response-too-large`, `unexpected-redirect`, `unreachable`,
 *   `certificate-untrusted`, `cancelled`
 */
export async function send(
  { fetch, limits, now }: { fetch: Fetch; limits: Limits; now: () => number },
  url: string,
  init: RequestInit,
  signal: AbortSignal | undefined,
  onHead: (status: number, headers: Headers) => void,
): Promise<Answer> {
  const { host } = secureUrl(url);
  const timer = new AbortController();
  const timeout = setTimeout(() => timer.abort(), limits.time);
  const bounded = signal === undefined ? timer.signal : AbortSignal.any([timer.signal, signal]);
  try {
    const { status, headers, body } = await fetch(url, { ...init, redirect: 'manual', signal: bounded });
    onHead(status, headers);
    if (status >= 300 && status < 400) {
      await body?.cancel();
      throw new Fault(
        'unexpected-redirect',
        t('{host} answered with a redirect ({status}), which is not followed.', { host, status }),
      );
    }
    const text = await readBody(body, limits.size, host);
    const html = /^\s*<(!doctype|html|head|body)\b/i.test(text);
    const signed = isJwt(headers) && { jwt: text.trim() };
    return { host, status, headers, json: parseObject(text), ...signed, html, at: now() };
  } catch (thrown) {
    if (signal?.aborted) throw cancelled();
    if (timer.signal.aborted) {
      const seconds = limits.time / 1000;
      throw new Fault('timeout', t('{host} did not finish its response within {seconds} s.', { host, seconds }));
    }
    throw isFault(thrown) ? thrown : networkFault(thrown, host);
  } finally {
    clearTimeout(timeout);
  }
}

/** The address as a URL, if a secret may be sent to it. @throws `insecure-endpoint`, `response-invalid` */
export function secureUrl(address: string): URL {
  const url = urlOf(address);
  if (url === undefined)
    throw new Fault('response-invalid', t('The server returned an endpoint that isn’t a valid address.'));
  if (!isSecure(url))
    throw new Fault(
      'insecure-endpoint',
      t('{address} isn’t an https: address; http: is allowed only for localhost.', {
        address: `${url.protocol}//${url.host}`,
      }),
    );
  return url;
}

/**
 * The seconds after which a server wants to be asked again: `Retry-After` in seconds or as a date (RFC 9110 section
 * 10.2.3), which is compared with the server's own clock where it sent one.
 */
export function retryAfter({ headers, at }: Pick<Answer, 'headers' | 'at'>): number | undefined {
  const value = headers.get('retry-after')?.trim();
  if (value === undefined || value === '') return undefined;
  if (/^\d{1,9}$/.test(value)) return Number(value);
  // Every form of a date begins with a day's name (section 5.6.7); the runtime reads dates into much else.
  const until = /^[A-Z][a-z]+,? /.test(value) ? Date.parse(value) : NaN;
  const now = Date.parse(headers.get('date') ?? '');
  const seconds = Math.ceil((until - (Number.isNaN(now) ? at : now)) / 1000);
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds);
}

function isJwt(headers: Headers): boolean {
  return /^application\/(?:[\w.-]+\+)?jwt\s*(?:;|$)/i.test(headers.get('content-type') ?? '');
}

async function readBody(body: Response['body'], size: number, host: string): Promise<string> {
  const reader = body?.getReader();
  if (reader === undefined) return '';
  const decoder = new TextDecoder();
  let text = '';
  let total = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    total += value.byteLength;
    if (total > size) {
      await reader.cancel();
      const limit = Math.floor(size / 1024);
      throw new Fault('response-too-large', t('{host} returned more than {limit} KiB.', { host, limit }));
    }
    text += decoder.decode(value, { stream: true });
  }
}

/** The JSON object that a body is; undefined for everything else. */
export function parseObject(text: unknown): Record<string, unknown> | undefined {
  if (typeof text !== 'string') return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
