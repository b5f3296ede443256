import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it reached a server. */
export interface Reached {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
}

/** A server on this machine that answers everything with `{}`, and notes what reaches it. */
export interface Recorder {
  origin: string;
  reached: Reached[];
  close(): Promise<void>;
}

export async function startRecorder(): Promise<Recorder> {
  const reached: Reached[] = [];
  const server = createServer(({ method = '', url = '', headers }, response) => {
    reached.push({ method, path: url, headers });
    response.setHeader('content-type', 'application/json');
    response.end('{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    reached,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
