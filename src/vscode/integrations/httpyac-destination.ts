import { urlOf } from '../../base/url';
import { isLoopback } from '../../profile/address';
import { destinationFor, type Destination } from '../../profile/origins';
import type { YacContext, YacRequest } from './httpyac-api';

/**
 * Where a request goes: its own address, unless its other settings let another party read the token: another host at
 * that address, a proxy, or any server if certificates are not checked.
 * @param isOwnProxy whether the user, not a folder, chose a proxy
 */
export function destinationOf(
  { url, method = 'GET', headers = {}, proxy, ...request }: YacRequest,
  { config }: YacContext,
  isOwnProxy: (proxy: string) => boolean,
): Destination {
  const shown = `${method} ${url.split(/[?#]/)[0]}`;
  const parsed = /^(?:https?|wss?):/i.test(url) ? urlOf(url) : undefined;
  const isOther = ([name, host]: [string, unknown]) =>
    name.toLowerCase() === 'host' && (typeof host !== 'string' || host.trim().toLowerCase() !== parsed?.host);
  if (parsed === undefined || Object.entries(headers).some(isOther)) return destinationFor(undefined, shown);
  const isEncrypted = /^(?:https|wss):$/.test(parsed.protocol);
  if (!isEncrypted)
    return destinationFor(url, shown, typeof proxy === 'string' && !isOwnProxy(proxy) ? `proxy ${proxy}` : undefined);
  const options = [request, request.options?.https, config?.request?.https] as (Record<string, unknown> | undefined)[];
  const isUnchecked = options.some(
    (each) =>
      each?.noRejectUnauthorized === true ||
      each?.rejectUnauthorized === false ||
      each?.certificateAuthority !== undefined,
  );
  return destinationFor(url, shown, isUnchecked && !isLoopback(parsed) ? 'rejectUnauthorized' : undefined);
}
