import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A token endpoint that answers only once it is told to. */
export interface Holding {
  address: string;
  /** Resolves when it is asked. */
  asked: Promise<void>;
  /** Answers with the token `held-token`. */
  answer(): void;
  close(): Promise<void>;
}

/** Starts a token endpoint on loopback that holds its answer back. */
export async function startHolding(): Promise<Holding> {
  let answer = () => {};
  let announce = () => {};
  const asked = new Promise<void>((resolve) => (announce = resolve));
  const server = createServer((_request, response) => {
    answer = () => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ access_token: 'held-token', token_type: 'Bearer', expires_in: 3600 }));
    };
    announce();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`,
    asked,
    answer: () => answer(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
