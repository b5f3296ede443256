import { isFault, toFault, type Fault } from '../faults/fault';
import type { Endpoint } from './endpoints/endpoint';
import { exchange, type Transport } from './exchange';
import type { Answer } from './transport';

/** What an address answered to a request that carries nothing secret. */
export interface Probed {
  address: string;
  /** Undefined where no answer came. */
  status?: number;
  /** By how many seconds our clock is ahead of the server's, where it told its time. */
  ahead?: number;
  /** Where a redirect leads, as an absolute address. It is not followed. */
  location?: string;
  /** The answer is a page for people. */
  html?: boolean;
  json?: Record<string, unknown>;
  /** Why there is no answer to read. A redirect counts as one. */
  fault?: Fault;
}

/** Asks an address, and tells what came back; never rejects, except where it was cancelled. @throws `cancelled` */
export async function probe(
  { fetch, onExchange, ...transport }: Transport,
  name: string,
  address: string,
  signal: AbortSignal | undefined,
): Promise<Probed> {
  const probed: Probed = { address };
  const endpoint: Endpoint<Answer> = { name, read: (answer) => answer };
  const listening: Transport = {
    ...transport,
    fetch: async (url, init) => {
      const response = await fetch(url, init);
      const location = response.headers.get('location');
      if (location !== null) probed.location = absolute(location, url);
      return response;
    },
    onExchange: (event) => {
      if (event.status !== undefined) probed.status = event.status;
      if (event.ahead !== undefined) probed.ahead = event.ahead;
      onExchange(event);
    },
  };
  try {
    const accept = { accept: 'application/json, text/html;q=0.9' };
    const { value } = await exchange(listening, endpoint, address, { headers: accept }, signal);
    probed.html = value.html;
    if (value.json !== undefined) probed.json = value.json;
  } catch (thrown) {
    if (isFault(thrown) && thrown.code === 'cancelled') throw thrown;
    probed.fault = toFault(thrown);
  }
  return probed;
}

function absolute(location: string, base: string): string {
  try {
    return new URL(location, base).href;
  } catch {
    return '';
  }
}
