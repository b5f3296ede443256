import type { IncomingMessage } from 'node:http';
import { sendFragmentPage, sendPage } from './loopback-page.node';
import { addressOf, serve, type Loopback } from './loopback.node';
import { stateOf, withoutTokens } from './pending';

/** Bytes of a fragment: tokens can be long, but no server's head would have room for more in a cookie or a header. */
const longest = 65_536;

/**
 * Waits on 127.0.0.1 for a redirect with a token in its fragment (RFC 6749 section 4.2.2). A browser keeps the fragment
 * to itself, so a page from here reads it and sends it here, in the body of a request of the same origin. Another page
 * cannot send one: the browser names the page's origin, and asks before it sends that type of content to another. What a
 * page sends by opening this one with a fragment of its own has no `state` that fits.
 *
 * The port is this login's own, not shared with other windows: a token is not passed on between them.
 * @param port 0 for any free port
 * @param deliver hands over the parameters; says whether a login waited for them
 * @throws `port-in-use`
 */
export function listenForFragment(
  port: number,
  path: string,
  deliver: (answer: URLSearchParams) => boolean,
): Promise<Loopback> {
  return serve(port, path, async (request, response, own) => {
    const url = addressOf(request, own);
    if (url?.pathname !== own.pathname) return sendPage(response, 'not-found');
    if (request.method === 'POST' && isFromOwnPage(request, own)) {
      const answer = parametersOf(await bodyOf(request));
      return void response.writeHead(answer !== undefined && deliver(answer) ? 204 : 400).end();
    }
    if (request.method !== 'GET') return sendPage(response, 'not-found');
    // An error may come in the query, from a server that does not know this kind of login.
    if (stateOf(url.searchParams) === undefined) return sendFragmentPage(response);
    sendPage(response, deliver(withoutTokens(url.searchParams)) ? 'taken' : 'gone');
  });
}

/** Whether the page from here sent it: the browser says so, and no page of another origin can. */
function isFromOwnPage({ headers }: IncomingMessage, own: URL): boolean {
  const { origin, 'content-type': type, 'sec-fetch-site': site = 'same-origin' } = headers;
  return origin === own.origin && type === 'application/json' && site === 'same-origin';
}

/** The body as text; undefined where it is too long. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > longest) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The parameters of the fragment that the page sent, a JSON string. */
function parametersOf(body: string | undefined): URLSearchParams | undefined {
  try {
    const fragment: unknown = JSON.parse(body ?? '');
    return typeof fragment === 'string' ? new URLSearchParams(fragment) : undefined;
  } catch {
    return undefined;
  }
}
