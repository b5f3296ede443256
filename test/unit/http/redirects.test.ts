import assert from 'node:assert/strict';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { referenceTo } from '../../../src/http/reference';
import { loadHttpYac } from './httpyac';

describe('http: httpYac', () => {
  const reached: { at: string; headers: IncomingHttpHeaders }[] = [];
  const listen = async (at: string, location?: () => string) => {
    const server = createServer(({ headers }, response) => {
      reached.push({ at, headers });
      if (location !== undefined) response.writeHead(307, { location: location() });
      response.end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  };

  const sends = (metadata: string, both: boolean) => async () => {
    reached.length = 0;
    const other = await listen('other');
    const first = await listen('first', () => `${other.origin}/x`);
    try {
      await loadHttpYac();
      const { send, store, io } = await import('httpyac');
      Object.assign(io.userInteractionProvider, { isTrusted: () => true });
      const text = `${metadata}GET ${first.origin}/\nAuthorization: Bearer one\nX-Api-Key: two\n`;
      const httpFile = await new store.HttpFileStore().parse('/a.http', text, { config: {} });
      const [httpRegion] = httpFile.httpRegions;
      assert.ok(httpRegion);
      await send({ httpFile, httpRegion });
    } finally {
      for (const { server } of [first, other]) {
        server.closeAllConnections();
        server.close();
      }
    }
    assert.deepEqual(
      reached.map(({ at, headers }) => [at, headers.authorization, headers['x-api-key']]),
      [['first', 'Bearer one', 'two'], ...(both ? [['other', undefined, 'two']] : [])],
    );
  };

  it('drops only the header Authorization at a redirect to another origin', sends('', true));
  it('follows no redirect where a request says so', sends('# @no-redirect\n', false));

  it('runs what is between braces in the value of a variable: therefore no token with braces is put into a request', async () => {
    const { server, origin } = await listen('only');
    reached.length = 0;
    process.env.TOKEN_DECK_ODD = 'one{{1 + 1}}';
    try {
      await loadHttpYac();
      const { send, store, io } = await import('httpyac');
      Object.assign(io.userInteractionProvider, { isTrusted: () => true });
      const text = `GET ${origin}/\nAuthorization: Bearer ${referenceTo('odd')}\n`;
      const httpFile = await new store.HttpFileStore().parse('/a.http', text, { config: {} });
      const [httpRegion] = httpFile.httpRegions;
      assert.ok(httpRegion);
      await send({ httpFile, httpRegion });
    } finally {
      delete process.env.TOKEN_DECK_ODD;
      server.closeAllConnections();
      server.close();
    }
    assert.equal(reached[0]?.headers.authorization, 'Bearer one2');
  });
});
