import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How an unsteady token endpoint treats a request: the request reaches the provider only with `pass`. */
export type Mood =
  | 'pass'
  /** Not answered until the client gives up. */
  | 'hold'
  | 'reset'
  /** The answer ends in the middle. */
  | 'half'
  | { status: number; headers?: Record<string, string> };

export interface Unsteady {
  address: string;
  mood: Mood;
  /** Requests that arrived. */
  arrived: number;
  /** Those that were passed on. */
  passed: number;
  close(): Promise<void>;
}

/** Starts a token endpoint on loopback that passes requests on to a real one, or does not. */
export async function startUnsteady(target: string): Promise<Unsteady> {
  const pass = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    unsteady.passed++;
    const headers = { 'content-type': request.headers['content-type'] ?? '' };
    const answer = await fetch(target, { method: 'POST', headers, body: Buffer.concat(chunks) });
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
    response.end(await answer.text());
  };
  const server = createServer((request, response) => {
    const { mood } = unsteady;
    unsteady.arrived++;
    if (mood === 'hold') return;
    if (mood === 'reset') request.socket.resetAndDestroy();
    else if (mood === 'half') {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      response.write('{"access_token":"', () => request.socket.destroy());
    } else if (mood === 'pass') {
      pass(request, response).catch(() => response.destroy());
    } else response.writeHead(mood.status, mood.headers).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const unsteady: Unsteady = {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/oauth/token`,
    mood: 'pass',
    arrived: 0,
    passed: 0,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return unsteady;
}
