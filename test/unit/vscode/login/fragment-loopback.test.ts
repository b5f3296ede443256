import assert from 'node:assert/strict';
import { request } from 'node:http';
import { listenForFragment } from '../../../../src/vscode/login/fragment-loopback.node';
import type { Loopback } from '../../../../src/vscode/login/loopback.node';
import { PendingLogins } from '../../../../src/vscode/login/pending';
import { isFault } from '../../../../src/faults/fault';
import { openPage } from './fragment-page';

const token = 'access_token=SECRET&token_type=Bearer&state=waits';

describe('the server for a token in a fragment', () => {
  const open: Loopback[] = [];
  const ending = new AbortController();
  /** A login waits with the state “waits”. */
  const start = async (port = 0, path = '/callback') => {
    const pending = new PendingLogins();
    const answers: URLSearchParams[] = [];
    void pending.wait('waits', 60_000, ending.signal).then(
      (answer) => answers.push(answer),
      () => undefined,
    );
    const loopback = await listenForFragment(port, path, (answer) => pending.deliver(answer) === 'taken');
    open.push(loopback);
    return { ...loopback, answers };
  };
  afterEach(() => open.splice(0).forEach((each) => each.close()));
  after(() => ending.abort());

  it('gets it from its own page, once, and the page keeps it nowhere', async () => {
    const { redirectUri, answers } = await start();
    const { status, shown, replaced, policy, html } = await openPage(`${redirectUri}#${token}`);
    assert.deepEqual([status, shown, replaced], [200, ['taken'], ['/']]);
    assert.equal(answers[0]?.get('access_token'), 'SECRET');
    assert.match(policy, /^default-src 'none';.*connect-src 'self'/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.doesNotMatch(html, /SECRET/);
    assert.deepEqual((await openPage(`${redirectUri}#${token}`)).shown, ['gone'], 'its state is used');
    assert.equal(answers.length, 1);
  });

  it('gets it at the path that the profile names', async () => {
    const { redirectUri, answers } = await start(0, '/a/b');
    assert.deepEqual((await openPage(`${redirectUri}#${token}`)).shown, ['taken']);
    assert.equal(answers.length, 1);
    assert.equal((await fetch(new URL('/callback', redirectUri))).status, 404);
  });

  const hostile: [what: string, fragment: string, shown: string][] = [
    ['no fragment', '', 'none'],
    ['another state', 'access_token=PLANTED&token_type=Bearer&state=guessed', 'gone'],
    ['no state', 'access_token=PLANTED&token_type=Bearer', 'gone'],
    ['two states', 'access_token=PLANTED&token_type=Bearer&state=guessed&state=waits', 'gone'],
  ];
  for (const [what, fragment, expected] of hostile)
    it(`goes on waiting where a page opens it with ${what}`, async () => {
      const { redirectUri, answers } = await start();
      const { shown, replaced } = await openPage(`${redirectUri}${fragment && `#${fragment}`}`);
      assert.deepEqual([shown, replaced, answers], [[expected], ['/'], []]);
      assert.deepEqual((await openPage(`${redirectUri}#${token}`)).shown, ['taken']);
    });

  /** Sends exactly that; resolves with the status, or undefined where the connection ends. */
  const send = (uri: string, method: string, headers: Record<string, string>, body: string) =>
    new Promise<number | undefined>((resolve) => {
      const sent = request(uri, { method, headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      sent.on('error', () => resolve(undefined));
      sent.end(body);
    });

  const right = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' };
  const body = JSON.stringify(token);
  const refused: [what: string, method: string, headers: Record<string, string>, body: string][] = [
    ['from another page', 'POST', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }, body],
    ['from another port', 'POST', { origin: 'http://127.0.0.1:1', 'sec-fetch-site': 'same-site' }, body],
    ['from a page in a sandbox', 'POST', { origin: 'null' }, body],
    ['from a page that does not say which', 'POST', { origin: '' }, body],
    ['by DNS rebinding', 'POST', { host: 'evil.example', origin: 'http://evil.example' }, body],
    ['as a form', 'POST', { 'content-type': 'application/x-www-form-urlencoded' }, token],
    ['as text', 'POST', { 'content-type': 'text/plain' }, body],
    ['that is no JSON', 'POST', {}, token],
    ['that is no text', 'POST', {}, '{"state":"waits"}'],
    ['that is too long', 'POST', {}, JSON.stringify(`${token}&x=${'x'.repeat(70_000)}`)],
    ['by another method', 'PUT', {}, body],
    ['after a question across origins', 'OPTIONS', { origin: 'https://evil.example' }, ''],
  ];
  for (const [what, method, headers, text] of refused)
    it(`takes no answer ${what}`, async () => {
      const { redirectUri, answers } = await start();
      const own = { origin: new URL(redirectUri).origin };
      const status = await send(redirectUri, method, { ...own, ...right, ...headers }, text);
      assert.ok(status === undefined || status >= 400, String(status));
      assert.deepEqual(answers, []);
      assert.equal(await send(redirectUri, 'POST', { ...own, ...right }, body), 204, 'the right one is taken');
    });

  it('takes an error from the query, and no token', async () => {
    const { redirectUri, answers } = await start();
    const asked = await fetch(
      `${redirectUri}?error=unsupported_response_type&state=waits&access_token=SECRET&id_token=S`,
    );
    assert.equal(asked.status, 200);
    assert.deepEqual(
      [...(answers[0] ?? [])],
      [
        ['error', 'unsupported_response_type'],
        ['state', 'waits'],
      ],
    );
  });

  it('reads the fragment also where the provider adds a query', async () => {
    const { redirectUri, answers } = await start();
    assert.deepEqual((await openPage(`${redirectUri}?session=1#${token}`)).shown, ['taken']);
    assert.equal(answers.length, 1);
  });

  it('has its port for itself', async () => {
    const { redirectUri } = await start();
    await assert.rejects(
      start(Number(new URL(redirectUri).port)),
      (thrown) => isFault(thrown) && thrown.code === 'port-in-use',
    );
  });
});
