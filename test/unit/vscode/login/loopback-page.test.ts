import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { sendFragmentPage, sendPage } from '../../../../src/vscode/login/loopback-page.node';

/** What a page is sent as. */
function sent(send: (response: ServerResponse) => void) {
  const seen = { status: 0, headers: {} as Record<string, string>, html: '' };
  const response = {
    writeHead: (status: number, headers: Record<string, string>) => (
      Object.assign(seen, { status, headers }),
      response
    ),
    end: (html: string) => void (seen.html = html),
  };
  send(response as unknown as ServerResponse);
  return seen;
}

describe('the pages of the loopback server', () => {
  const pages: [what: Parameters<typeof sendPage>[1], status: number, title: RegExp][] = [
    ['taken', 200, /<h1>Return to the editor</],
    ['gone', 400, /<h1>This sign-in is no longer active</],
    ['not-found', 404, /<h1>Not found</],
  ];
  for (const [what, status, title] of pages)
    it(`say what became of a redirect: ${what}`, () => {
      const page = sent((response) => sendPage(response, what));
      assert.equal(page.status, status);
      assert.match(page.html, title);
      assert.doesNotMatch(page.headers['content-security-policy'] ?? '', /connect-src/);
    });

  it('show nothing of a fragment before it is handed over, and say what to do without a script', () => {
    const { status, html, headers } = sent(sendFragmentPage);
    assert.equal(status, 200);
    assert.deepEqual(html.match(/<main id="\w+" hidden>/g)?.length, 3);
    assert.match(html, /<noscript><main><h1>JavaScript is off</);
    assert.match(headers['content-security-policy'] ?? '', /connect-src 'self'/);
    assert.equal(headers['cache-control'], 'no-store');
    assert.doesNotMatch(html, /innerHTML|\.write\(/);
  });
});
