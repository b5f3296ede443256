import type { Fault } from '../faults/fault';
import type { FaultCode } from '../faults/table';
import { retryAfter, type Answer } from './transport';
import {
  parametersOf,
  tellableAddress,
  tellableId,
  tellableName,
  tellableWords,
  untoldOfAnswer,
  untoldOfRequest,
} from './untold';

/** What is told of one exchange with a server: what a vendor's support asks for, and never a value that is secret. */
export interface ExchangeEvent {
  /** The endpoint's name. */
  endpoint: string;
  method: string;
  /** Origin and path, without what looks like a secret; never the query. */
  address: string;
  /** When it was sent, in milliseconds since 1970, by our clock. */
  sentAt: number;
  /** Undefined where no answer came. */
  status: number | undefined;
  /** Milliseconds from sending to the end of the answer. */
  duration: number;
  /** The names of the parameters in the request's body, sorted. */
  parameters: string[];
  /** The request's `grant_type`. */
  grant: string | undefined;
  /** How the client, or the token's owner, showed who it is, by what was sent. */
  authentication: Authentication;
  /** The names of the members of the answer, sorted. */
  members: string[];
  /** By which the server's own log has the exchange: a header's name and its value. */
  requestIds: [name: string, value: string][];
  /** Seconds after which the server wants to be asked again. */
  retryAfter: number | undefined;
  /** By how many seconds our clock is ahead of the server's, where it told its time. */
  ahead: number | undefined;
  /** The OAuth error code of the answer. */
  error: string | undefined;
  /** What the answer says of its error, or that this is left out since it may hold a secret. */
  description: { words: string | undefined } | undefined;
  fault: FaultCode | undefined;
}

type Authentication =
  | 'none'
  | 'client_secret_basic'
  | 'client_secret_post'
  | 'client_assertion'
  | 'client_certificate'
  | 'bearer'
  | 'other'
  | undefined;

/** What came back before the body. */
export interface Head {
  status: number;
  headers: Headers;
  /** When it was there, in milliseconds since 1970, by our clock. */
  at: number;
}

/** An exchange as it was, with everything secret. */
interface Exchanged {
  endpoint: string;
  url: URL;
  sent: RequestInit;
  /** The client showed a certificate in the TLS handshake, if the server asked for one. */
  showsCertificate?: boolean;
  sentAt: number;
  endedAt: number;
  head: Head | undefined;
  /** Undefined where it could not be read whole. */
  answer: Answer | undefined;
  fault: Fault | undefined;
}

/** Headers by which servers and what stands before them name a request. */
const requestIdHeaders = [
  ...['x-request-id', 'request-id', 'x-correlation-id', 'correlation-id', 'x-trace-id', 'traceparent'],
  // Entra, Auth0, Okta, AWS, Google, Cloudflare, Azure, Salesforce.
  ...['x-ms-request-id', 'client-request-id', 'x-auth0-requestid', 'x-okta-request-id', 'x-amzn-requestid'],
  ...['x-amzn-trace-id', 'x-amz-cf-id', 'x-cloud-trace-context', 'cf-ray', 'x-azure-ref', 'x-sfdc-request-id'],
];

/** In the place of a value that may be no id of a request. */
const leftOut = '•••';

/** The most names of one kind: a server may send any number of members. */
const mostNames = 40;

/** What may be told of an exchange. */
export function eventOf(exchanged: Exchanged): ExchangeEvent {
  const { endpoint, url, sent, sentAt, endedAt, head, answer, fault } = exchanged;
  const untold = [...untoldOfRequest(sent), ...untoldOfAnswer(answer ?? {})];
  const { body, method = 'GET' } = sent;
  const parameters = parametersOf(body);
  const grant = parameters.find(([name]) => name === 'grant_type')?.[1];
  const described = answer?.json?.error_description;
  return {
    endpoint,
    method,
    address: tellableAddress(url, untold),
    sentAt,
    status: head?.status,
    duration: endedAt - sentAt,
    parameters: namesOf(
      parameters.map(([name]) => name),
      untold,
    ),
    grant: grant === undefined ? undefined : tellableName(grant, untold),
    authentication: authenticationOf(exchanged, parameters),
    members: namesOf(Object.keys(answer?.json ?? {}), untold),
    requestIds: requestIdsIn(head, untold),
    retryAfter: head && retryAfter(head),
    ahead: head && aheadOf(head),
    error: fault?.error === undefined ? undefined : tellableName(fault.error, untold),
    description: typeof described === 'string' ? { words: tellableWords(described, untold) } : undefined,
    fault: fault?.code,
  };
}

function namesOf(names: string[], untold: readonly string[]): string[] {
  const told = [...new Set(names.slice(0, mostNames).map((name) => tellableName(name, untold)))].sort();
  return names.length > mostNames ? [...told, '…'] : told;
}

function authenticationOf(
  { sent: { headers, body }, showsCertificate = false }: Exchanged,
  parameters: [name: string, value: string][],
): Authentication {
  const scheme = /^\S+/.exec(new Headers(headers).get('authorization') ?? '')?.[0].toLowerCase();
  if (scheme !== undefined)
    return ({ basic: 'client_secret_basic', bearer: 'bearer', dpop: 'bearer' } as const)[scheme] ?? 'other';
  const names = new Set(parameters.map(([name]) => name));
  if (names.has('client_assertion')) return 'client_assertion';
  if (names.has('client_secret')) return 'client_secret_post';
  // A request without a body asks for what is public, and no one shows who they are.
  if (body === undefined || body === null) return undefined;
  return showsCertificate ? 'client_certificate' : 'none';
}

function requestIdsIn(head: Head | undefined, untold: readonly string[]): ExchangeEvent['requestIds'] {
  return requestIdHeaders.flatMap((name) => {
    const value = head?.headers.get(name)?.trim();
    if (!value) return [];
    return [[name, tellableId(value, untold) ?? leftOut] satisfies [string, string]];
  });
}

/** A date has no fractions of a second (RFC 9110 section 5.6.7), so half a second is what it is off by on average. */
function aheadOf({ headers, at }: Head): number | undefined {
  const date = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(date) ? undefined : Math.round((at - date - 500) / 1000);
}
