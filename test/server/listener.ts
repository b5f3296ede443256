import http from 'node:http';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import querystring from 'node:querystring';
import { noteAddress, noteAuthorization, noteMembers } from '../support/confidential';

/** Parameters as they were sent; a repeated one is a list. */
export type Params = Record<string, string | string[] | undefined>;

/** One request that the server saw, for tests to look at. */
export interface RecordedRequest {
  tenant: string;
  method: string;
  /** Without the query. */
  path: string;
  headers: http.IncomingHttpHeaders;
  /** The query and, parsed as form or JSON, the body. */
  params: Params;
  /** The body as it was sent. */
  body: string;
  /** The status of the answer; undefined until it was sent. */
  status: number | undefined;
}

export interface Listener {
  origin: string;
  port: number;
  close(): Promise<void>;
}

/** A server on one port that does not answer until it is told how, since its answers contain its address. */
export interface OpenPort extends Listener {
  serve(listener: RequestListener): void;
}

/** What `listen` rejects with if the port is in use. */
export class PortTakenError extends Error {
  readonly code = 'port-taken';
  constructor(port: number, cause: unknown) {
    super(`Port ${port} is taken. End what listens there (perhaps another demo), or choose other ports with --ports.`, {
      cause,
    });
  }
}

/** A host as it is written in an address: an IPv6 address in brackets. */
const bare = (host: string): string => host.replace(/^\[|\]$/g, '');

/** Binds a server to a port (0: any free one). Throws `PortTakenError`. */
export async function listen(
  host: string,
  port: number,
  server: http.Server = http.createServer(),
  scheme: 'http' | 'https' = 'http',
): Promise<OpenPort> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new PortTakenError(port, error) : error),
    );
    server.listen(port, bare(host), resolve);
  });
  const bound = (server.address() as AddressInfo).port;
  const name = bare(host).includes(':') ? `[${bare(host)}]` : host;
  return {
    origin: `${scheme}://${name}:${bound}`,
    port: bound,
    serve: (listener) => void server.on('request', listener),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Reads a request's body whole. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** The parameters in a body of either format; none if it is JSON but not an object. */
export function parseBody(body: string, contentType: string | undefined): Params {
  if (!contentType?.startsWith('application/json')) return { ...querystring.parse(body) };
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return {};
    return Object.fromEntries(Object.entries(parsed).map(([name, value]) => [name, String(value)]));
  } catch {
    return {};
  }
}

/** The first value of a parameter. */
export function first(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

/** Reads a request, adds it to the list, and fills in the status once it is answered. */
export async function record(
  requests: RecordedRequest[],
  tenant: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<RecordedRequest> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const body = await readBody(request);
  const entry: RecordedRequest = {
    tenant,
    method: request.method ?? 'GET',
    path: url.pathname,
    headers: { ...request.headers },
    params: { ...querystring.parse(url.search.slice(1)), ...parseBody(body, request.headers['content-type']) },
    body,
    status: undefined,
  };
  requests.push(entry);
  noteMembers(entry.params);
  noteAuthorization(request.headers.authorization);
  noteAnswer(response);
  response.once('finish', () => {
    entry.status = response.statusCode;
  });
  return entry;
}

/** Notes what is confidential in an answer, before it is sent: JSON, and where a redirect leads. */
function noteAnswer(response: ServerResponse): void {
  const { end, writeHead } = response;
  const noteLocation = (location: unknown): void => noteAddress(typeof location === 'string' ? location : undefined);
  response.writeHead = ((...given: Parameters<typeof writeHead>) => {
    noteLocation((given.at(-1) as { location?: unknown } | undefined)?.location);
    return writeHead.apply(response, given);
  }) as typeof writeHead;
  response.end = ((...given: Parameters<typeof end>) => {
    noteLocation(response.getHeader('location'));
    const [body] = given as unknown[];
    try {
      noteMembers(JSON.parse(String(body)) as object);
    } catch {
      // A page, or nothing.
    }
    return end.apply(response, given);
  }) as typeof end;
}

/** Answers with JSON that must not be cached. */
export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: http.OutgoingHttpHeaders = {},
): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    ...headers,
  });
  response.end(text);
}
