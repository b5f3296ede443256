import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a server was sent. */
interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  form: Record<string, string>;
}

/**
 * A token endpoint on loopback that gives a token for everything, and remembers what it was sent.
 * @param others what paths answer instead, each with its status; undefined for a token
 */
export async function startTokenServer(others: Record<string, () => [status: number, body: object] | undefined> = {}) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => (body += part));
    request.on('end', () => {
      const path = request.url ?? '';
      received.push({ path, headers: request.headers, form: Object.fromEntries(new URLSearchParams(body)) });
      const token = { access_token: `token-${received.length}`, token_type: 'Bearer', expires_in: 3600 };
      const [status, answer] = others[path]?.() ?? [200, token];
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`;
  return { address, received, close: () => new Promise<void>((resolve) => server.close(() => resolve())) };
}
