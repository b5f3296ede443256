// Hand-written over `node:https`, since `fetch` takes neither a certificate nor an authority without a library of its own.
import type { IncomingMessage } from 'node:http';
// The whole module: VS Code puts its own `request`, which knows the proxy and the system's certificates, into this object.
import https from 'node:https';
import { env } from 'node:process';
import { Readable } from 'node:stream';
import tls, { type ConnectionOptions } from 'node:tls';
import { certificatesIn } from '../profile/authorities';
import { clientCertificate, type ShownCertificate } from './client-certificate.node';
import type { Credentials } from './credentials';
import type { Fetch } from './transport';
import { trusted } from './trusted.node';

/** What a connection has of its own. */
type Connection = Pick<ConnectionOptions, 'ca' | 'secureContext'> & ShownCertificate;

/** Statuses of answers that have no body (Fetch standard, “null body status”). */
const withoutBody = new Set([204, 205, 304]);

/**
 * A `fetch` over connections of its own to `https:` addresses. It follows no redirect, whatever it is told, keeps no
 * connection for another request, and asks for answers that are not compressed.
 */
export function nodeFetch(connection: () => Connection): Fetch {
  return async (url, init) => {
    const { method, headers, body } = await partsOf(url, init);
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const options = { ...connection(), method, headers, signal: init.signal ?? undefined, rejectUnauthorized: true };
      const request = https.request(url, options, resolve);
      request.on('error', reject);
      // Not before the handshake: where a write waits, the alert by which a server turns a certificate away is lost.
      request.once('socket', (socket) => {
        const end = () => void request.end(body);
        if ('secureConnecting' in socket && socket.secureConnecting === true) socket.once('secureConnect', end);
        else end();
      });
    });
    try {
      return responseOf(answer);
    } catch (thrown) {
      answer.destroy();
      throw thrown;
    }
  };
}

/**
 * The way to the servers of a client with authorities or a certificate of its own, which loads the authorities once.
 * @param ca PEM text
 * @param shown the secrets that have the certificate
 * @param ofSystem whether the system's certificates count
 * @param now milliseconds since 1970
 */
export function ownFetch(
  ca: string | undefined,
  shown: Credentials | undefined,
  ofSystem: () => boolean,
  now: () => number,
): Fetch {
  let kept: { system: boolean; connection: Connection } | undefined;
  return nodeFetch(() => {
    // Each time: it expires.
    const own = shown === undefined ? {} : clientCertificate(shown, now());
    if (ca === undefined) return own;
    const system = ofSystem();
    if (kept?.system !== system) {
      const named = { ca: trusted(certificatesIn(ca) ?? [], system), ...own };
      // To load some hundred authorities takes long. What it was made of stays beside it: by that, Node knows which
      // connections may resume the session of another, and VS Code that it has none to add.
      kept = { system, connection: { ...named, secureContext: tls.createSecureContext(named) } };
    }
    return kept.connection;
  });
}

/**
 * The usual way where `NODE_EXTRA_CA_CERTS` names authorities; undefined elsewhere. VS Code's `fetch` trusts Node's own and
 * the system's alone, but `node:https` those as well.
 */
export function extraFetch(): Fetch | undefined {
  return env.NODE_EXTRA_CA_CERTS === undefined ? undefined : nodeFetch(() => ({}));
}

/** The request as `fetch` would send it, which knows every form of headers and bodies. */
async function partsOf(url: string, { method, headers, body }: RequestInit) {
  const request = new Request(url, { method, headers, body });
  const bytes = new Uint8Array(await request.arrayBuffer());
  const own = { 'accept-encoding': 'identity', connection: 'close' };
  return {
    method: request.method,
    headers: { ...Object.fromEntries(request.headers), ...own },
    body: bytes.length > 0 ? bytes : undefined,
  };
}

function responseOf(answer: IncomingMessage): Response {
  const { statusCode: status = 0, rawHeaders } = answer;
  const headers = new Headers();
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) headers.append(rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '');
  if (!withoutBody.has(status)) return new Response(Readable.toWeb(answer) as BodyInit, { status, headers });
  answer.resume();
  return new Response(null, { status, headers });
}
