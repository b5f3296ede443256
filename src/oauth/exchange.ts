import { t } from '@vscode/l10n';
import { Fault, toFault } from '../faults/fault';
import type { Endpoint } from './endpoints/endpoint';
import { eventOf, type ExchangeEvent, type Head } from './exchange-event';
import { secureUrl, send, type Answer, type Fetch, type Limits } from './transport';

/** What an exchange is made with, and who is told of it. */
export interface Transport {
  fetch: Fetch;
  limits: Limits;
  /** Milliseconds since 1970. */
  now: () => number;
  onExchange: (event: ExchangeEvent) => void;
  /** The client shows a certificate in the TLS handshake. */
  showsCertificate?: boolean;
}

/**
 * One exchange with an endpoint: its request is prepared and sent, its answer read, and the listener told.
 * @param url an absolute address
 * @throws what `send` throws, and the endpoint's own faults
 */
export async function exchange<T extends object>(
  transport: Transport,
  endpoint: Endpoint<T>,
  url: string,
  init: RequestInit,
  signal: AbortSignal | undefined,
): Promise<{ value: T; answer: Answer }> {
  const secure = secureUrl(url);
  const sent = endpoint.prepare?.(init) ?? init;
  const { now, showsCertificate = false } = transport;
  const sentAt = now();
  let head: Head | undefined;
  let answer: Answer | undefined;
  let fault: Fault | undefined;
  try {
    answer = await send(transport, url, sent, signal, (status, headers) => (head = { status, headers, at: now() }));
    return { value: endpoint.read(answer), answer };
  } catch (thrown) {
    fault = toFault(thrown);
    throw thrown;
  } finally {
    const times = { sentAt, endedAt: now() };
    const exchanged = { endpoint: endpoint.name, url: secure, sent, showsCertificate, ...times };
    transport.onExchange(eventOf({ ...exchanged, head, answer, fault }));
  }
}

/**
 * A value that was read, as the library wants it, with the headers of the answer that it came in. A signed answer is
 * passed on as it came, since the library checks its signature.
 * @throws `response-invalid` for one that is nested too deeply to be written again
 */
export function asResponse(value: object, { host, status, headers, jwt }: Answer): Response {
  const kept = new Headers(headers);
  // They are about the body as it came. Some servers name a wrong type, which the library would refuse.
  for (const name of ['content-encoding', 'content-length', 'transfer-encoding']) kept.delete(name);
  // The library would read the challenge of a client (RFC 6749 section 5.2) in the place of the error.
  if ('error' in value) kept.delete('www-authenticate');
  if (jwt !== undefined) return new Response(jwt, { status, headers: kept });
  kept.set('content-type', 'application/json');
  try {
    // An answer that needs no body has a status that may have none, and the library knows only 200.
    return Response.json(value, { status: status === 204 || status === 205 ? 200 : status, headers: kept });
  } catch (cause) {
    throw new Fault('response-invalid', t('{host} returned JSON that is nested too deeply.', { host }), { cause });
  }
}
