import { Fault } from '../faults/fault';
import { statusFault } from './error-answer';
import { exchange, type Fetch, type Limits } from './transport';

/**
 * The JWK Set at an address (RFC 7517 section 5).
 * @throws `response-invalid`, or what `exchange` throws
 */
export async function fetchKeySet(
  fetch: Fetch,
  address: string,
  limits: Limits,
  signal?: AbortSignal,
): Promise<Record<string, unknown>> {
  const headers = { accept: 'application/jwk-set+json, application/json' };
  const { status, json, html } = await exchange(fetch, address, { headers }, limits, signal);
  const { host } = new URL(address);
  if (status !== 200 || json === undefined) throw statusFault(status, html, host);
  if (!Array.isArray(json.keys))
    throw new Fault('response-invalid', `${host} answered with something that is no JWK Set: it has no “keys”.`);
  return json;
}
