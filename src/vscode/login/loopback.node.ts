import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { t } from '@vscode/l10n';
import { urlOf } from '../../base/url';
import { language } from '../../base/language';
import { Fault } from '../../faults/fault';
import { stateOf } from './pending';

/** A server on this machine that waits for the browser to come back (RFC 8252 section 7.3). */
export interface Loopback {
  redirectUri: string;
  close(): void;
}

/** Hands over a redirect's parameters. Resolves with whether a login waited for them. */
export type Deliver = (answer: URLSearchParams) => boolean | Promise<boolean>;

/** Removes the query, which has the code in it, from the address bar and the history. */
const script = "history.replaceState(null,'','/')";
const scriptHash = createHash('sha256').update(script).digest('base64');

/**
 * Listens only on 127.0.0.1. The page that the browser gets repeats nothing from the request, and removes the code from
 * the address bar.
 * @param port 0 for any free port
 * @param path the path of the redirect URI
 * @param others further paths that it answers, which may be added later; where given, the port is shared with other
 *   windows, whose paths it does not know: their redirects are told by their `state`
 * @throws `port-in-use`
 */
export async function listen(
  port: number,
  path: string,
  deliver: Deliver,
  others?: ReadonlySet<string>,
): Promise<Loopback> {
  let own = new URL('http://127.0.0.1');
  const isOwn = (url: URL): boolean =>
    [path, ...(others ?? [])].some((each) => new URL(`${own.origin}${each}`).pathname === url.pathname);
  const server = createServer((request, response) => {
    // No answer is needed by a browser that is gone, or when the login ended before the answer.
    answer(request, response, { own, isOwn, isShared: others !== undefined }, deliver).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        new Fault(
          'port-in-use',
          t('Port {port} on this machine cannot be used for the sign-in ({code}).', {
            port,
            code: error.code ?? error.name,
          }),
          {
            ...(error.code === 'EACCES' && { next: t('Choose a port above 1023 in “redirect” and at the provider.') }),
          },
        ),
      ),
    );
    server.listen({ port, host: '127.0.0.1' }, resolve);
  });
  const redirectUri = `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
  // As a browser spells it: without port 80, and with non-ASCII characters encoded.
  own = new URL(redirectUri);
  return {
    redirectUri,
    close: () => {
      server.close();
      // Browsers keep connections open. Idle ones are closed now; a page that is being sent is finished.
      server.closeIdleConnections();
      setTimeout(() => server.closeAllConnections(), 1000).unref();
    },
  };
}

/** Which requests are redirects of logins. */
interface Expected {
  own: URL;
  isOwn: (url: URL) => boolean;
  isShared: boolean;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { own, isOwn, isShared }: Expected,
  deliver: Deliver,
): Promise<void> {
  // Joined, not resolved: `//x/callback` is a path here, not another host.
  const address = own.origin + (request.url ?? '');
  const url = urlOf(address);
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
  // A page that reaches this address by DNS rebinding sends another host.
  const isPossible = request.method === 'GET' && url !== undefined && request.headers.host === own.host;
  const isKnown = isPossible && isOwn(url);
  const isDelivered =
    isPossible &&
    (isKnown || (isShared && stateOf(url.searchParams) !== undefined)) &&
    (await deliver(url.searchParams));
  if (!isKnown && !isDelivered) {
    response.writeHead(404, headers).end(page(t('Not found'), t('There is nothing here.')));
    return;
  }
  if (isDelivered) {
    // The page does not say that the login succeeded: that is known only once the code is exchanged.
    const text = t('The sign-in continues there. You can close this page.');
    response.writeHead(200, headers).end(page(t('Return to the editor'), text));
  } else {
    const text = t('Sign in again from the editor. You can close this page.');
    response.writeHead(400, headers).end(page(t('This sign-in is no longer active'), text));
  }
}

function page(title: string, text: string): string {
  return `<!doctype html>
<html lang="${language()}"><head><meta charset="utf-8"><title>${title}</title><meta name="viewport" content="width=device-width">
<style>:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}body{max-width:28rem;margin:20vh auto;padding:0 1rem;text-align:center}h1{font-size:1.4rem}</style>
</head><body><h1>${title}</h1><p>${text}</p><script>${script}</script></body></html>
`;
}
