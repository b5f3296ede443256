import type { X509Certificate } from 'node:crypto';
import http from 'node:http';
import { createServer } from 'node:https';
import { connect } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { makeAuthority, type Certified } from '../support/certificates';
import { noteMembers } from '../support/confidential';
import { listen, sendJson } from './listener';

/** Token endpoints that only a proxy reaches: their hosts have names that resolve nowhere (RFC 6761 section 6.2). */
export interface BehindProxy {
  /** The proxy's address. It answers a GET with the hosts that it was asked for so far, as a list in JSON. */
  proxy: string;
  /** A host that is certified by an authority which programs take from `NODE_EXTRA_CA_CERTS`. */
  extra: { token: string; ca: string };
  /** A host that is certified by another authority, which also certified the client. Its token is the client's name. */
  own: { token: string; ca: string; client: Certified };
  close(): Promise<void>;
}

export async function startBehindProxy(): Promise<BehindProxy> {
  const [extra, own] = [makeAuthority('extra'), makeAuthority('own')];
  const hosts = { extra: 'extra.token-deck.test', own: 'own.token-deck.test' };
  const serve = (authority: typeof extra, host: string) => {
    const { certificate: cert, key } = authority.issue(host, { hosts: [host] });
    const tls = createServer({ cert, key, ca: authority.certificate, requestCert: true, rejectUnauthorized: false });
    tls.on('request', ({ socket }, response) => {
      const peer = (socket as TLSSocket).authorized ? (socket as TLSSocket).getPeerX509Certificate() : undefined;
      const answer = { access_token: `token-of-${nameOf(peer)}-at-${host}`, token_type: 'Bearer', expires_in: 3600 };
      noteMembers(answer);
      sendJson(response, 200, answer);
    });
    return listen('127.0.0.1', 0, tls, 'https');
  };
  const open = await Promise.all([serve(extra, hosts.extra), serve(own, hosts.own)]);
  const ports = new Map([
    [hosts.extra, open[0].port],
    [hosts.own, open[1].port],
  ]);
  const asked: string[] = [];
  const server = http.createServer((_, response) => sendJson(response, 200, asked));
  server.on('connect', ({ url = '' }, client) => {
    asked.push(url);
    const port = ports.get(url.replace(/:443$/, ''));
    if (port === undefined) return client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    const through = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      through.pipe(client).pipe(through);
    });
    const end = () => [client, through].forEach((it) => it.destroy());
    // One that only half ended would keep the server from closing.
    for (const socket of [client, through]) socket.on('error', end).on('close', end);
    client.on('end', end);
  });
  const proxy = await listen('127.0.0.1', 0, server);
  return {
    proxy: proxy.origin,
    extra: { token: `https://${hosts.extra}/token`, ca: extra.certificate },
    own: { token: `https://${hosts.own}/token`, ca: own.certificate, client: own.issue('deck') },
    close: async () => {
      await Promise.all([proxy, ...open].map((port) => port.close()));
    },
  };
}

const nameOf = (certificate: X509Certificate | undefined) => certificate?.subject.replace('CN=', '') ?? 'nobody';
