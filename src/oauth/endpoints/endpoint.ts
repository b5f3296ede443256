import type { ServerMetadata } from 'openid-client';
import { urlOf } from '../../base/url';
import type { Answer } from '../transport';
import type { members } from './members';

/** How an endpoint of an authorization server is spoken to. Each has a file of its own. */
export interface Endpoint<T extends object = object> {
  /** What the log calls it. */
  readonly name: string;
  /** The member of the issuer's metadata that has its address. */
  readonly member?: (typeof members)[keyof typeof members];
  /** Changes a request on its way out. */
  readonly prepare?: (init: RequestInit) => RequestInit;
  /**
   * Reads what came back.
   * @throws the fault of an answer that is an error, or not what it should be
   */
  readonly read: (answer: Answer) => T;
}

/** Whether an address is the one that the metadata gives an endpoint, also for clients with a certificate (RFC 8705 section 5). */
export function isAt({ member }: Endpoint, address: string, metadata: ServerMetadata): boolean {
  if (member === undefined) return false;
  const { href } = new URL(address);
  return [metadata[member], metadata.mtls_endpoint_aliases?.[member]].some(
    (named) => typeof named === 'string' && urlOf(named)?.href === href,
  );
}
