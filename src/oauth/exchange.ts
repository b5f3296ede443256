import { t } from '@vscode/l10n';
import { Fault, toFault } from '../faults/fault';
import { plain } from '../faults/plain';
import type { FaultCode } from '../faults/table';
import type { Endpoint } from './endpoints/endpoint';
import { parseObject, secureUrl, send, type Answer, type Fetch, type Limits } from './transport';

/** What is told of one exchange with a server: enough for a log, and never a value that was sent or received. */
export interface ExchangeEvent {
  /** The endpoint's name. */
  endpoint: string;
  method: string;
  /** Origin and path; never the query. */
  address: string;
  /** Undefined where no answer came. */
  status: number | undefined;
  /** Milliseconds from sending to the end of the answer. */
  duration: number;
  /** The names of the parameters in the request's body, sorted. */
  parameters: string[];
  /** The OAuth error code of the answer. */
  error: string | undefined;
  fault: FaultCode | undefined;
}

/** What an exchange is made with, and who is told of it. */
export interface Transport {
  fetch: Fetch;
  limits: Limits;
  /** Milliseconds since 1970. */
  now: () => number;
  onExchange: (event: ExchangeEvent) => void;
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
  const { origin, pathname } = secureUrl(url);
  const sent = endpoint.prepare?.(init) ?? init;
  const started = transport.now();
  let status: number | undefined;
  let fault: Fault | undefined;
  try {
    const answer = await send(transport, url, sent, signal, (known) => (status = known));
    return { value: endpoint.read(answer), answer };
  } catch (thrown) {
    fault = toFault(thrown);
    throw thrown;
  } finally {
    transport.onExchange({
      endpoint: endpoint.name,
      method: sent.method ?? 'GET',
      address: plain(`${origin}${pathname}`, 300),
      status,
      duration: transport.now() - started,
      parameters: parameterNames(sent.body),
      error: fault?.error,
      fault: fault?.code,
    });
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
  if (jwt !== undefined) return new Response(jwt, { status, headers: kept });
  kept.set('content-type', 'application/json');
  try {
    // An answer that needs no body has a status that may have none, and the library knows only 200.
    return Response.json(value, { status: status === 204 || status === 205 ? 200 : status, headers: kept });
  } catch (cause) {
    throw new Fault('response-invalid', t('{host} returned JSON that is nested too deeply.', { host }), { cause });
  }
}

function parameterNames(body: RequestInit['body']): string[] {
  const names = body instanceof URLSearchParams ? [...body.keys()] : Object.keys(parseObject(body) ?? {});
  return [...new Set(names)].map((name) => plain(name, 60)).sort();
}
