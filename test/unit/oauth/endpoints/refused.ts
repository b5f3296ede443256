import type { Fault } from '../../../../src/faults/fault';
import type { FaultCode } from '../../../../src/faults/table';
import type { ClientRequest } from '../../../../src/oauth/client-request';
import { faultOf } from '../../faults/fault-of';
import { clientOf, endpoints, issuer, person, provider } from '../provider';

/** An answer of an endpoint, and the fault that it is. */
export type RefusalRow = [what: string, answer: () => unknown, code: FaultCode, error?: string];

/** What every endpoint that gives JSON refuses in the same way. */
export const commonRefusals: readonly RefusalRow[] = [
  ['a web page', () => new Response('<!doctype html>', { status: 200 }), 'response-not-json'],
  ['a server that fails', () => new Response('', { status: 503 }), 'server-error'],
  ['an address where nothing is', () => new Response('', { status: 404 }), 'endpoint-not-found'],
  ['a redirect', () => new Response(null, { status: 302, headers: { location: '/login' } }), 'unexpected-redirect'],
  ['too many requests', () => Response.json({ error: 'slow_down' }, { status: 429 }), 'rate-limited', 'slow_down'],
];

/** What must not appear in a message. */
export const secrets = { token: 'the-token-in-hand', client: 'the-client-secret' };

/** Makes a request of a client whose endpoints are below the issuer, `/revocation` and so on; it must fail. */
export async function refusal(request: ClientRequest<unknown>, answer: unknown): Promise<Fault> {
  const { oauth } = provider({ [`/${request.to}`]: answer });
  const named = { ...endpoints, [request.to]: `${issuer}/${request.to}` };
  const client = clientOf({ ...person, endpoints: named }, { clientSecret: secrets.client });
  return faultOf(oauth.ask(client, request));
}
