import assert from 'node:assert/strict';
import { createServer } from 'node:https';
import type { IncomingMessage, Server as HttpServer, ServerResponse } from 'node:http';
import { nodeFetch } from '../../../src/oauth/node-fetch.node';
import { send } from '../../../src/oauth/transport';
import { listen, readBody, type OpenPort } from '../../server/listener';
import { makeAuthority } from '../../support/certificates';
import { faultOf } from '../faults/fault-of';

const authority = makeAuthority('authority');
const limits = { time: 20_000, size: 64 * 1024 };

describe('oauth: a request over a connection of its own', () => {
  const open: OpenPort[] = [];
  after(() => Promise.all(open.map((port) => port.close())));

  /** A server whose certificate is of these hosts, and its address. */
  async function serve(
    answer: (request: IncomingMessage, response: ServerResponse) => unknown,
    hosts: readonly string[] = ['127.0.0.1'],
    said: { to?: Date; by?: typeof authority } = {},
  ): Promise<string> {
    const { certificate, key } = (said.by ?? authority).issue('server', { hosts, ...said });
    const port = await listen('127.0.0.1', 0, createServer({ cert: certificate, key }), 'https');
    open.push(port);
    port.serve((request, response) => void answer(request, response));
    return port.origin;
  }
  const own = nodeFetch(() => ({ ca: authority.certificate }));
  const sendTo = (url: string, init: RequestInit = {}, more: object = {}, signal?: AbortSignal) =>
    send({ fetch: own, limits: { ...limits, ...more }, now: Date.now }, url, init, signal, () => undefined);

  it('sends method, headers and a form as fetch does, and asks for no compression', async () => {
    const seen: unknown[] = [];
    const url = await serve(async (request, response) => {
      const { method, url: path, headers } = request;
      seen.push(method, path, headers['content-type'], headers['x-own'], headers['content-length']);
      seen.push(headers['accept-encoding'], await readBody(request));
      response.setHeader('set-cookie', ['a=1', 'b=2']);
      response.end('{"ok":true}');
    });
    const headers = new Headers({ 'x-own': '1' });
    const answer = await sendTo(`${url}/t?x=1`, { method: 'POST', headers, body: new URLSearchParams({ a: 'é b' }) });
    assert.deepEqual(seen, [
      ...['POST', '/t?x=1', 'application/x-www-form-urlencoded;charset=UTF-8', '1', '10', 'identity', 'a=%C3%A9+b'],
    ]);
    assert.deepEqual([answer.status, answer.json, answer.headers.getSetCookie()], [200, { ok: true }, ['a=1', 'b=2']]);
  });

  it('gets without a body, and reads an answer that has none', async () => {
    const url = await serve((request, response) => {
      assert.equal(request.headers['content-length'] ?? request.headers['transfer-encoding'], undefined);
      response.writeHead(204).end();
    });
    const { status, json } = await sendTo(url);
    assert.deepEqual([status, json], [204, undefined]);
  });

  it('keeps no connection for another request', async () => {
    const ports = new Set<number | undefined>();
    const url = await serve((request, response) => {
      ports.add(request.socket.remotePort);
      response.end('{}');
    });
    await sendTo(url);
    await sendTo(url);
    assert.equal(ports.size, 2);
  });

  const bounds: [what: string, code: string, answer: (response: ServerResponse) => unknown, more?: object][] = [
    [
      'a redirect',
      'unexpected-redirect',
      (response) => response.writeHead(302, { location: 'https://evil.example/' }).end(),
    ],
    ['an answer that is too large', 'response-too-large', (response) => response.end('x'.repeat(100_000))],
    [
      'an answer without end',
      'response-too-large',
      (response) => {
        const more = () => void (response.destroyed || response.write('x'.repeat(20_000), () => setImmediate(more)));
        more();
      },
    ],
    ['silence', 'timeout', () => undefined, { time: 300 }],
    ['half an answer', 'timeout', (response) => response.writeHead(200).write('{'), { time: 300 }],
    ['a connection that is cut', 'unreachable', (response) => response.socket?.destroy()],
    ['a status that no answer has', 'unreachable', (response) => response.socket?.end('HTTP/1.1 999 x\r\n\r\n')],
  ];
  for (const [what, code, answer, more] of bounds)
    it(`ends with ${code} at ${what}`, async () => {
      const url = await serve((_, response) => answer(response));
      assert.equal((await faultOf(sendTo(url, {}, more))).code, code);
    });

  it('ends when it is cancelled', async () => {
    const cancel = new AbortController();
    const url = await serve(() => cancel.abort());
    assert.equal((await faultOf(sendTo(url, {}, {}, cancel.signal))).code, 'cancelled');
  });

  const certificates: [what: string, hosts: string[], said: object, words: RegExp][] = [
    ['for another host', ['sso.example.com'], {}, /another host/],
    ['for another address', ['127.0.0.2'], {}, /another host/],
    ['that has expired', ['127.0.0.1'], { to: new Date(Date.now() - 60_000) }, /expired/],
    ['of another authority of that name', ['127.0.0.1'], { by: makeAuthority('authority') }, /doesn’t trust/],
  ];
  for (const [what, hosts, said, words] of certificates)
    it(`refuses a certificate ${what}, also where the environment says not to`, async () => {
      const { NODE_TLS_REJECT_UNAUTHORIZED: before } = process.env;
      let asked = 0;
      const url = await serve((_, response) => (asked++, response.end('{}')), hosts, said);
      const { emitWarning } = process;
      // Node warns once of the variable.
      process.emitWarning = () => undefined;
      process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
      try {
        const fault = await faultOf(sendTo(url));
        assert.equal(fault.code, 'certificate-untrusted');
        assert.match(fault.what, words);
      } finally {
        process.emitWarning = emitWarning;
        delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
        if (before !== undefined) process.env.NODE_TLS_REJECT_UNAUTHORIZED = before;
      }
      assert.equal(asked, 0);
    });

  for (const version of ['TLSv1.2', 'TLSv1.3'] as const)
    it(`says that the server wants a certificate (${version})`, async () => {
      const { certificate: cert, key } = authority.issue('server', { hosts: ['127.0.0.1'] });
      const strict = { requestCert: true, ca: authority.certificate, maxVersion: version, minVersion: version };
      const server = createServer({ cert, key, ...strict }) as unknown as HttpServer;
      const port = await listen('127.0.0.1', 0, server, 'https');
      open.push(port);
      port.serve((_, response) => response.end('{}'));
      const known = authority.issue('client');
      const by = (shown: object) => {
        const fetch = nodeFetch(() => ({ ca: authority.certificate, ...shown }));
        return send({ fetch, limits, now: Date.now }, port.origin, {}, undefined, () => undefined);
      };
      assert.equal((await by({ cert: known.certificate, key: known.key })).status, 200);
      const fault = await faultOf(by({}));
      assert.equal(fault.code, 'key-unusable', fault.message);
      assert.match(fault.what, /does not accept the client’s TLS certificate, or wants one/);
    });
});
