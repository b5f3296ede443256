import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Recorder } from '../../../support/recorder';
import { openBeforeEach, type HttpYac } from './httpyac-sends';

describe('a request as httpYac sends it', () => {
  const opened = openBeforeEach((machine) => [
    machine('prod'),
    machine('nowhere', { origins: ['http://127.0.0.1:1'] }),
  ]);
  const { machine, open } = opened;
  let api: Recorder;
  let other: Recorder;
  let yac: HttpYac;
  beforeEach(() => ({ api, other, yac } = opened));

  it('is not sent where a script leads it elsewhere at the last moment', async () => {
    const script = `{{@request\n  request.options = { hooks: { beforeRequest: [(o) => { o.url = new URL('${other.origin}'); }] } };\n}}`;
    const { wasSent } = await yac.sends(`GET ${api.origin}/\nAuthorization: token-deck prod\n\n${script}`);
    assert.deepEqual([wasSent, api.reached, other.reached], [false, [], []]);
  });

  it('leaves no token behind where nobody answers', async () => {
    const { kept } = await yac.sends('GET http://127.0.0.1:1/\nAuthorization: token-deck nowhere');
    assert.match(kept, /ECONNREFUSED/);
    assert.doesNotMatch(kept, /SECRET-nowhere/);
  });

  describe('and that is answered', () => {
    /** Answers with what is next, or with `{}`. */
    const next: { status: number; headers?: Record<string, string> }[] = [];
    const reached: { url: string; headers: Record<string, unknown> }[] = [];
    const server = createServer(({ url = '', headers }, response) => {
      reached.push({ url, headers });
      const { status, headers: more = {} } = next.shift() ?? { status: 200 };
      response.writeHead(status, { 'content-type': 'application/json', ...more }).end('{}');
    });
    let origin: string;
    let answered: HttpYac;
    before(async () => {
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    });
    beforeEach(async () => {
      reached.splice(0);
      next.splice(0);
      answered = await open([
        machine('prod', { origins: [origin] }),
        machine('key', { origins: [origin], headerName: 'X-Api-Key', headerPrefix: '' }),
        machine('bound', { origins: [origin], security: { dpop: true } }),
      ]);
    });
    after(() => {
      server.closeAllConnections();
      server.close();
    });

    it('keeps its token at a redirect to the same origin', async () => {
      next.push({ status: 302, headers: { location: '/next' } });
      const { kept } = await answered.sends(`GET ${origin}/\nAuthorization: token-deck prod`);
      assert.deepEqual(
        reached.map(({ headers }) => headers.authorization),
        ['Bearer SECRET-prod', 'Bearer SECRET-prod'],
      );
      assert.doesNotMatch(kept, /SECRET/);
    });

    for (const id of ['prod', 'key', 'bound'])
      it(`loses the token of “${id}” at a redirect to another origin, also where that one redirects back`, async () => {
        const away = createServer((request, response) => {
          assert.doesNotMatch(JSON.stringify(request.headers), /SECRET|proof/);
          response.writeHead(302, { location: `${origin}/back` }).end();
        });
        away.listen(0, '127.0.0.1');
        await once(away, 'listening');
        next.push({ status: 302, headers: { location: `http://127.0.0.1:${(away.address() as AddressInfo).port}/` } });
        await answered.sends(`GET ${origin}/\nAuthorization: token-deck ${id}`);
        away.closeAllConnections();
        away.close();
        assert.deepEqual(
          reached.map(({ url, headers }) => [url, /SECRET/.test(JSON.stringify(headers))]),
          [
            ['/', true],
            ['/back', false],
          ],
        );
        assert.deepEqual(answered.answers, []);
      });

    for (const status of [200, 401, 403])
      it(`tells of ${status}`, async () => {
        next.push({ status, headers: { 'www-authenticate': 'Bearer error="x"' } });
        await answered.sends(`GET ${origin}/\nAuthorization: token-deck prod`);
        const [answer] = answered.answers;
        assert.deepEqual(
          [answer?.status, answer?.token, answer?.challenge, `http://${answer?.host}`],
          [status, 'SECRET-prod', 'Bearer error="x"', origin],
        );
      });

    it('has a proof of its own each time (DPoP), with the nonce that the API wants', async () => {
      const challenge = { 'www-authenticate': 'DPoP error="use_dpop_nonce"', 'dpop-nonce': 'n1' };
      next.push({ status: 401, headers: challenge });
      const text = `POST ${origin}/path?q=1\nAuthorization: token-deck bound`;
      const { responses } = await answered.sends(text);
      await answered.sends(text);
      const all = `proof POST ${origin}/path?q=1`;
      assert.deepEqual(
        reached.map(({ headers }) => [headers.authorization, headers.dpop]),
        [`${all} undefined`, `${all} n1`, `${all} n1`].map((proof) => ['DPoP SECRET-bound', proof]),
      );
      assert.equal(responses[0]?.statusCode, 200);
      assert.deepEqual(
        answered.answers.map(({ status }) => status),
        [200, 200],
      );
    });

    it('is not sent again for a nonce that did not help', async () => {
      const challenge = { 'www-authenticate': 'DPoP error="use_dpop_nonce"', 'dpop-nonce': 'n2' };
      next.push({ status: 401, headers: challenge }, { status: 401, headers: challenge });
      await answered.sends(`GET ${origin}/\nAuthorization: token-deck bound`);
      assert.equal(reached.length, 2);
      assert.equal(answered.answers[0]?.status, 401);
    });
  });
});
