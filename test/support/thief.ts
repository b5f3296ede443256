import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that an attacker runs, with all that reached it. */
export interface Thief {
  origin: string;
  /** Each request whole: its line, headers and body. */
  reached: string[];
  close(): Promise<void>;
}

/**
 * Starts a server on loopback that answers every request with what it asks for: metadata, keys and tokens. An attempt
 * that reaches it can run to its end.
 * @param host an address of this machine; an IPv6 one in brackets
 */
export async function startThief(host = '127.0.0.1'): Promise<Thief> {
  const reached: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      reached.push(`${method} ${url}\n${JSON.stringify(headers)}\n${Buffer.concat(chunks).toString('utf8')}`);
      const named = ['authorization', 'token', 'revocation', 'userinfo'].map((name) => [
        `${name}_endpoint`,
        `${origin}/${name}`,
      ]);
      const issuer = url.includes('/as-another') ? 'https://another.example' : origin;
      const tokens = { access_token: 'stolen', token_type: 'Bearer', refresh_token: 'stolen', expires_in: 3600 };
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify({ ...Object.fromEntries(named), issuer, jwks_uri: `${origin}/jwks`, keys: [], ...tokens }),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, host.replace(/^\[|\]$/g, ''), resolve));
  const origin = `http://${host}:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    reached,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
