import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createServer, request, type IncomingHttpHeaders } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';
import { networkInterfaces } from 'node:os';
import { setLanguage } from '../../../../src/base/language';
import { isFault } from '../../../../src/faults/fault';
import { listen, type Loopback } from '../../../../src/vscode/login/loopback.node';

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Sends a request exactly as it is given; `fetch` would normalize it. */
function ask(loopback: Loopback, path: string, method = 'GET', host?: string): Promise<Answer> {
  const { port } = new URL(loopback.redirectUri);
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, method, headers: host === undefined ? {} : { host } });
    asked.on('error', reject);
    asked.on('response', (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    asked.end();
  });
}

describe('the loopback server', () => {
  const open: Loopback[] = [];
  const start = async (deliver: (answer: URLSearchParams) => boolean = () => true, port = 0, path = '/callback') => {
    const loopback = await listen(port, path, deliver);
    open.push(loopback);
    return loopback;
  };
  afterEach(() => {
    for (const loopback of open.splice(0)) loopback.close();
  });

  it('delivers the decoded parameters of a redirect', async () => {
    const delivered: URLSearchParams[] = [];
    const loopback = await start((answer) => delivered.push(answer) > 0);
    assert.match(loopback.redirectUri, /^http:\/\/127\.0\.0\.1:\d+\/callback$/);
    const { status } = await ask(loopback, '/callback?code=a%2Bb%26c&state=s+t');
    assert.equal(status, 200);
    assert.deepEqual(
      delivered.map((answer) => [...answer]),
      [
        [
          ['code', 'a+b&c'],
          ['state', 's t'],
        ],
      ],
    );
  });

  it('takes another path only on a port that windows share, and only for a login that waits', async () => {
    const state = new Set(['waits']);
    const deliver = (answer: URLSearchParams) => state.has(answer.get('state') ?? '');
    const alone = await start(deliver);
    const shared = await listen(0, '/callback', deliver, new Set());
    open.push(shared);
    const statuses = async (loopback: Loopback) =>
      Promise.all(
        ['/other?state=waits', '/other?state=unknown', '/other', '/favicon.ico', '/callback?state=unknown'].map(
          async (path) => (await ask(loopback, path)).status,
        ),
      );
    assert.deepEqual(await statuses(alone), [404, 404, 404, 404, 400]);
    assert.deepEqual(await statuses(shared), [200, 404, 404, 404, 400]);
    assert.equal((await ask(shared, '/other?state=waits', 'GET', 'evil.example')).status, 404);
    assert.equal((await ask(shared, '/other?state=waits', 'POST')).status, 404);
  });

  describe('in another language', () => {
    before(() => setLanguage('de'));
    after(() => setLanguage('en'));

    it('names the language of its texts in the page', async () => {
      const { body } = await ask(await start(), '/callback?code=c&state=s');
      assert.match(body, /<html lang="de">/);
    });
  });

  it('names English in a page without translated texts', async () => {
    const { body } = await ask(await start(), '/callback?code=c&state=s');
    assert.match(body, /<html lang="en">/);
  });

  it('answers 400 if no login waits', async () => {
    const { status, body } = await ask(await start(() => false), '/callback?code=c&state=s');
    assert.equal(status, 400);
    assert.match(body, /This sign-in is no longer active/);
  });

  for (const query of ['code=c&state=s', 'error=access_denied&state=s']) {
    it(`does not say how the login ends: ${query}`, async () => {
      const { body } = await ask(await start(), `/callback?${query}`);
      assert.match(body, /Return to the editor/);
      assert.doesNotMatch(body, /signed in/i);
    });
  }

  const pages: [what: string, taken: boolean, path: string, status: number][] = [
    ['taken', true, '/callback?code=<b>LEAK</b>&state=LEAK&error_description=LEAK', 200],
    ['not taken', false, '/callback?code=LEAK&state=LEAK"><script>LEAK</script>', 400],
    ['not found', true, '/LEAK?LEAK', 404],
  ];
  for (const [what, taken, path, status] of pages) {
    it(`sends a page that repeats nothing from the request and runs only its own script: ${what}`, async () => {
      const answer = await ask(await start(() => taken), encodeURI(path));
      assert.equal(answer.status, status);
      assert.doesNotMatch(answer.body + JSON.stringify(answer.headers), /LEAK/);
      const policy = String(answer.headers['content-security-policy']);
      assert.match(policy, /^default-src 'none';/);
      assert.match(policy, /frame-ancestors 'none'/);
      const script = /<script>(.*?)<\/script>/s.exec(answer.body)?.[1] ?? '';
      const hash = createHash('sha256').update(script).digest('base64');
      assert.match(policy, new RegExp(`script-src 'sha256-${hash.replace(/[+/]/g, '\\$&')}'`));
      assert.match(script, /^history\.replaceState\(/, 'takes the code out of the address');
      assert.equal(answer.headers['referrer-policy'], 'no-referrer');
      assert.equal(answer.headers['cache-control'], 'no-store');
      assert.equal(answer.headers['x-content-type-options'], 'nosniff');
      assert.equal(answer.headers['content-type'], 'text/html; charset=utf-8');
    });
  }

  const refused: [what: string, path: string, method: string, host: (own: string) => string][] = [
    ['another path', '/', 'GET', (own) => own],
    ['a path below', '/callback/x?code=c&state=s', 'GET', (own) => own],
    ['a slash at the end', '/callback/?code=c&state=s', 'GET', (own) => own],
    ['another case', '/Callback?code=c&state=s', 'GET', (own) => own],
    ['two slashes', '//callback?code=c&state=s', 'GET', (own) => own],
    ['a path that another host would have', '//evil.example/callback?code=c&state=s', 'GET', (own) => own],
    ['an address as proxies are asked', 'http://evil.example/callback?code=c&state=s', 'GET', (own) => own],
    ['an icon', '/favicon.ico', 'GET', (own) => own],
    ['HEAD', '/callback?code=c&state=s', 'HEAD', (own) => own],
    ['POST', '/callback?code=c&state=s', 'POST', (own) => own],
    ['OPTIONS', '/callback?code=c&state=s', 'OPTIONS', (own) => own],
    ['a foreign host', '/callback?code=c&state=s', 'GET', () => 'evil.example'],
    [
      'a foreign host with the port',
      '/callback?code=c&state=s',
      'GET',
      (own) => own.replace('127.0.0.1', 'evil.example'),
    ],
    ['localhost', '/callback?code=c&state=s', 'GET', (own) => own.replace('127.0.0.1', 'localhost')],
    ['the host without its port', '/callback?code=c&state=s', 'GET', () => '127.0.0.1'],
  ];
  for (const [what, path, method, host] of refused) {
    it(`answers 404 and delivers nothing: ${what}`, async () => {
      const delivered: URLSearchParams[] = [];
      const loopback = await start((answer) => delivered.push(answer) > 0);
      assert.equal((await ask(loopback, path, method, host(new URL(loopback.redirectUri).host))).status, 404);
      assert.deepEqual(delivered, []);
    });
  }

  for (const path of ['/', '/a/b', '/rückkehr', '/a b'.replace(' ', '%20')]) {
    it(`answers at a profile’s path: ${path}`, async () => {
      const loopback = await start(undefined, 0, path);
      assert.equal((await fetch(`${loopback.redirectUri}?code=c&state=s`)).status, 200);
    });
  }

  it('names the port if it is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    try {
      await assert.rejects(
        listen(port, '/callback', () => true),
        (thrown) => isFault(thrown) && thrown.code === 'port-in-use' && thrown.message.includes(String(port)),
      );
    } finally {
      other.close();
    }
  });

  it('frees its port when it is closed', async () => {
    const first = await start();
    const port = Number(new URL(first.redirectUri).port);
    first.close();
    const second = await start(undefined, port);
    assert.equal(second.redirectUri, first.redirectUri);
  });

  it('listens only on 127.0.0.1', async function () {
    const loopback = await start();
    const port = Number(new URL(loopback.redirectUri).port);
    const others = Object.values(networkInterfaces())
      .flat()
      .map((found) => found?.address ?? '127.0.0.1')
      .filter((address) => address !== '127.0.0.1' && !address.startsWith('fe80'));
    // Linux has all of 127.0.0.0/8; elsewhere the connection fails because there is no such address.
    for (const host of ['127.0.0.2', '::1', ...others]) {
      const socket = connect({ host, port, timeout: 500 });
      const outcome = await Promise.race([
        once(socket, 'connect').then(() => 'connected'),
        once(socket, 'timeout').then(() => 'timeout'),
      ]).catch(() => 'refused');
      socket.destroy();
      assert.notEqual(outcome, 'connected', host);
    }
  });

  it('ends open connections when it is closed', async () => {
    const loopback = await start();
    const { port } = new URL(loopback.redirectUri);
    const idle: Socket = connect({ host: '127.0.0.1', port: Number(port) });
    await once(idle, 'connect');
    const half: Socket = connect({ host: '127.0.0.1', port: Number(port) });
    await once(half, 'connect');
    half.write('GET /callback HTTP/1.1\r\nHost:');
    idle.on('error', () => undefined).resume();
    half.on('error', () => undefined).resume();
    const started = performance.now();
    loopback.close();
    await Promise.all([once(idle, 'close'), once(half, 'close')]);
    assert.ok(performance.now() - started < 1900);
  });

  it('finishes a page that it is sending when it is closed', async () => {
    const loopback: Loopback = await start(() => {
      loopback.close();
      return true;
    });
    const { status, body } = await ask(loopback, '/callback?code=c&state=s');
    assert.equal(status, 200);
    assert.match(body, /Return to the editor[\s\S]*<\/html>/);
  });
});
