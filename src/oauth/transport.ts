import { isSecure } from '../profile/address';
import { cancelled, Fault, isFault } from '../faults/fault';
import { networkFault } from './network-fault';

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface Limits {
  /** Milliseconds for a whole exchange, the body included. */
  time: number;
  /** Bytes of an answer's body. */
  size: number;
}

export const defaultLimits: Limits = { time: 30_000, size: 1024 * 1024 };

/** An answer that was read whole. `json` is undefined where the body is no JSON object. */
export interface Answer {
  status: number;
  json: Record<string, unknown> | undefined;
  /** The body looks like a page for people. */
  html: boolean;
}

/**
 * One exchange with an authorization server: over `https:` or loopback only, bounded in time and size, following no
 * redirect, its body read whole.
 * @param url an absolute address
 * @throws `insecure-endpoint`, `timeout`, `response-too-large`, `unexpected-redirect`, `unreachable`,
 *   `certificate-untrusted`, `cancelled`
 */
export async function exchange(
  fetch: Fetch,
  url: string,
  init: RequestInit,
  limits: Limits,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  const { host } = secureUrl(url);
  const timer = new AbortController();
  const timeout = setTimeout(() => timer.abort(), limits.time);
  const bounded = signal === undefined ? timer.signal : AbortSignal.any([timer.signal, signal]);
  try {
    const response = await fetch(url, { ...init, redirect: 'manual', signal: bounded });
    if (response.status >= 300 && response.status < 400) {
      await response.body?.cancel();
      throw new Fault(
        'unexpected-redirect',
        `${host} answered with a redirect (${response.status}), which is not followed.`,
      );
    }
    const text = await readBody(response, limits.size, host);
    return { status: response.status, json: parseObject(text), html: /^\s*<(!doctype|html|head|body)\b/i.test(text) };
  } catch (thrown) {
    if (signal?.aborted) throw cancelled();
    if (timer.signal.aborted)
      throw new Fault('timeout', `${host} did not finish its answer within ${limits.time / 1000} s.`);
    throw isFault(thrown) ? thrown : networkFault(thrown, host);
  } finally {
    clearTimeout(timeout);
  }
}

/**
 * An answer's object as the library wants it.
 * @throws `response-invalid` for one that is nested too deeply to be written again
 */
export function jsonResponse(json: Record<string, unknown>, host: string): Response {
  try {
    return Response.json(json);
  } catch (cause) {
    throw new Fault('response-invalid', `${host} answered with JSON that is nested too deeply.`, { cause });
  }
}

/** The address as a URL, if a secret may be sent to it. */
export function secureUrl(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined) throw new Fault('response-invalid', 'The server named an endpoint that is no address.');
  if (!isSecure(url)) {
    throw new Fault(
      'insecure-endpoint',
      `${url.protocol}//${url.host} is neither https: nor an address of this machine.`,
    );
  }
  return url;
}

async function readBody(response: Response, size: number, host: string): Promise<string> {
  const reader = response.body?.getReader();
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
      throw new Fault('response-too-large', `${host} answered with more than ${Math.floor(size / 1024)} KiB.`);
    }
    text += decoder.decode(value, { stream: true });
  }
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
