import { Fault } from '../../faults/fault';
import { statusFault } from '../error-answer';
import type { Endpoint } from './endpoint';

/** An issuer's metadata (OpenID Connect Discovery 1.0 section 4, RFC 8414 section 3). */
export const discoveryEndpoint: Endpoint<Record<string, unknown>> = {
  name: 'discovery',
  read(answer) {
    if (answer.status === 200 && answer.json !== undefined) return answer.json;
    const { what, retryAfter } = statusFault(answer);
    throw new Fault('discovery-failed', what, { retryAfter });
  },
};
