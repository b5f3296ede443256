import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Fault } from '../../faults/fault';

/** A server on this machine that waits for the browser to come back (RFC 8252 section 7.3). */
export interface Loopback {
  redirectUri: string;
  close(): void;
}

/** Takes the query, with the code in it, out of the address and the history. */
const script = "history.replaceState(null,'','/')";
const scriptHash = createHash('sha256').update(script).digest('base64');

// Whether the login succeeds shows only when the code is exchanged, or the provider's error is read.
const done = page('Return to the editor', 'The login goes on there. You can close this page.');
const unknown = page('Nothing waits for this login', 'Begin the login again from the editor. You can close this page.');

/**
 * Listens on 127.0.0.1 alone. The page that the browser gets repeats nothing of the request, and takes the code out
 * of its address.
 * @param port 0 for any that is free
 * @param deliver hands over the redirect's parameters; says whether a login waited for them
 * @throws `port-in-use`
 */
export async function listen(
  port: number,
  path: string,
  deliver: (answer: URLSearchParams) => boolean,
): Promise<Loopback> {
  let own = new URL('http://127.0.0.1');
  const server = createServer((request, response) => answer(request, response, own, deliver));
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        new Fault(
          'port-in-use',
          `Port ${port} of this machine cannot be used for the login (${error.code ?? 'unknown'}).`,
          {
            ...(error.code === 'EACCES' && { next: 'Choose a port above 1023 in “redirect” and at the provider.' }),
          },
        ),
      ),
    );
    server.listen({ port, host: '127.0.0.1' }, resolve);
  });
  const redirectUri = `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
  // As a browser writes it: without port 80, and with what is no ASCII encoded.
  own = new URL(redirectUri);
  return {
    redirectUri,
    close: () => {
      server.close();
      // A browser keeps connections open; those that are idle are ended, and the page under way is finished.
      server.closeIdleConnections();
      setTimeout(() => server.closeAllConnections(), 1000).unref();
    },
  };
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  own: URL,
  deliver: (answer: URLSearchParams) => boolean,
): void {
  // Joined, not resolved: `//x/callback` is a path here, not another host's.
  const address = own.origin + (request.url ?? '');
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-" +
      scriptHash +
      "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    connection: 'close',
  };
  // Another name for this address would be a page that reaches it by DNS rebinding.
  if (request.method !== 'GET' || url?.pathname !== own.pathname || request.headers.host !== own.host) {
    response.writeHead(404, headers).end(page('Not found', 'There is nothing here.'));
    return;
  }
  const taken = deliver(url.searchParams);
  response.writeHead(taken ? 200 : 400, headers).end(taken ? done : unknown);
}

function page(title: string, text: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title}</title><meta name="viewport" content="width=device-width">
<style>:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}body{max-width:28rem;margin:20vh auto;padding:0 1rem;text-align:center}h1{font-size:1.4rem}</style>
</head><body><h1>${title}</h1><p>${text}</p><script>${script}</script></body></html>
`;
}
