import type { ServerResponse } from 'node:http';
import type { bodyFaults } from './fault-names';
import { sendJson } from './listener';

/** Text that does harm if it is shown or logged unchanged: escape sequences, a line break, bidi overrides. */
export const hostileText =
  'Bad\u001b[31m red\u0007\r\nSet-Cookie: a=b\u0000 \u202Egnp.exe\u202C \u2066hidden\u2069 <b>&amp;';

const htmlPage = '<!doctype html><html><head><title>Sign in to the network</title></head><body>Welcome</body></html>';
const json = { 'content-type': 'application/json' };

interface Context {
  response: ServerResponse;
  /** The answer without the fault. */
  right: unknown;
  /** The same place at another host. */
  elsewhere: string;
}

/** Answers as a fault wants. */
export const brokenAnswers: Record<keyof typeof bodyFaults, (context: Context) => void> = {
  html: ({ response }) => response.writeHead(200, { 'content-type': 'text/html' }).end(htmlPage),
  'html-502': ({ response }) => response.writeHead(502, { 'content-type': 'text/html' }).end(htmlPage),
  large: ({ response, right }) => {
    const body = padded(right);
    response.writeHead(200, { ...json, 'content-length': Buffer.byteLength(body) }).end(body);
  },
  'large-chunked': ({ response, right }) => {
    const body = padded(right);
    response.writeHead(200, json);
    for (let at = 0; at < body.length; at += 65536) response.write(body.slice(at, at + 65536));
    response.end();
  },
  endless: ({ response, right }) => {
    const body = JSON.stringify(right);
    response.writeHead(200, json).write(body.slice(0, body.length / 2));
  },
  silent: () => undefined,
  trickle: ({ response }) => {
    response.writeHead(200, json);
    const timer = setInterval(() => response.write(' '), 20);
    response.once('close', () => clearInterval(timer));
  },
  text: ({ response }) => response.writeHead(200, json).end('OK: logged in'),
  null: ({ response }) => response.writeHead(200, json).end('null'),
  array: ({ response, right }) => response.writeHead(200, json).end(JSON.stringify([right])),
  empty: ({ response }) => response.writeHead(200, json).end(),
  reset: ({ response }) => void response.socket?.resetAndDestroy(),
  cut: ({ response, right }) => {
    const body = JSON.stringify(right);
    response.writeHead(200, { ...json, 'content-length': body.length + 100 }).write(body, () => response.destroy());
  },
  redirect: ({ response, elsewhere }) => response.writeHead(302, { location: elsewhere }).end(),
  'redirect-307': ({ response, elsewhere }) => response.writeHead(307, { location: elsewhere }).end(),
  unavailable: ({ response }) => response.writeHead(503, { 'retry-after': '120' }).end(),
  'too-many': ({ response }) =>
    sendJson(response, 429, { error: 'too_many_requests', error_description: 'Slow down' }, { 'retry-after': '30' }),
};

/** A right answer with more than 1 MiB of padding. */
function padded(right: unknown): string {
  return JSON.stringify({ ...(right as object), padding: 'x'.repeat(1024 * 1024 + 1) });
}
