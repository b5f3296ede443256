import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { t } from '@vscode/l10n';
import { urlOf } from '../../base/url';
import { Fault } from '../../faults/fault';
import { sendPage } from './loopback-page.node';
import { stateOf, withoutTokens } from './pending';

/** A server on this machine that waits for the browser to come back (RFC 8252 section 7.3). */
export interface Loopback {
  redirectUri: string;
  close(): void;
}

/** Hands over a redirect's parameters. Resolves with whether a login waited for them. */
export type Deliver = (answer: URLSearchParams) => boolean | Promise<boolean>;

/**
 * Waits for redirects on 127.0.0.1.
 * @param port 0 for any free port
 * @param path the path of the redirect URI
 * @param others further paths that it answers, which may be added later; where given, the port is shared with other
 *   windows, whose paths it does not know: their redirects are told by their `state`
 * @throws `port-in-use`
 */
export function listen(port: number, path: string, deliver: Deliver, others?: ReadonlySet<string>): Promise<Loopback> {
  return serve(port, path, (request, response, own) => {
    const isOwn = (url: URL): boolean =>
      [path, ...(others ?? [])].some((each) => new URL(`${own.origin}${each}`).pathname === url.pathname);
    return answer(request, response, { own, isOwn, isShared: others !== undefined }, deliver);
  });
}

/** Answers a request to the server of a redirect URI. */
type Respond = (request: IncomingMessage, response: ServerResponse, own: URL) => Promise<void>;

/**
 * Serves a redirect URI, only on 127.0.0.1.
 * @param port 0 for any free port
 * @param respond what answers each request; `own` is the redirect URI, as a browser spells it
 * @throws `port-in-use`
 */
export async function serve(port: number, path: string, respond: Respond): Promise<Loopback> {
  let own = new URL('http://127.0.0.1');
  const server = createServer((request, response) => {
    // No answer is needed by a browser that is gone, or when the login ended before the answer.
    respond(request, response, own).catch(() => response.destroy());
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
  const url = addressOf(request, own);
  const isPossible = request.method === 'GET' && url !== undefined;
  const isKnown = isPossible && isOwn(url);
  const isDelivered =
    isPossible &&
    (isKnown || (isShared && stateOf(url.searchParams) !== undefined)) &&
    (await deliver(withoutTokens(url.searchParams)));
  sendPage(response, isDelivered ? 'taken' : isKnown ? 'gone' : 'not-found');
}

/**
 * The address that a request was sent to. Undefined where it names another host, as one does from a page that reaches
 * this address by DNS rebinding.
 */
export function addressOf({ url = '', headers }: IncomingMessage, own: URL): URL | undefined {
  // Joined, not resolved: `//x/callback` is a path here, not another host.
  return headers.host === own.host ? urlOf(own.origin + url) : undefined;
}
