import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { HandOff } from '../../../../src/vscode/login/hand-off';
import { PendingLogins } from '../../../../src/vscode/login/pending';
import { RedirectHandler } from '../../../../src/vscode/login/uri-handler';
import { MemorySecrets } from '../../storage/memory-secrets';

const handedBy = (pending: PendingLogins) =>
  new HandOff(new MemorySecrets(), pending, (line) => assert.fail(line), Date.now);
const uri = (path: string, query: string) => ({ path, query }) as vscode.Uri;

describe('the URI handler', () => {
  const ignored: [string, string, string, RegExp][] = [
    ['another path', '/other', 'code=c0de&state=st4te', /isn’t a redirect/],
    ['no state', '/callback', 'code=c0de', /no-state; parameters: code/],
    [
      'an unknown state',
      '/callback',
      'code=c0de&state=st4te&iss=https%3A%2F%2Fa.example',
      /unknown-state; parameters: code, state, iss/,
    ],
    ['two states', '/callback', 'state=mine&state=st4te', /no-state/],
  ];
  for (const [name, path, query, line] of ignored) {
    it(`only logs a redirect with ${name}, without its values`, async () => {
      const lines: string[] = [];
      const abort = new AbortController();
      const pending = new PendingLogins();
      const waiting = pending.wait('mine', 60_000, abort.signal);
      await new RedirectHandler(handedBy(pending), true, (text) => lines.push(text)).handleUri(uri(path, query));
      assert.equal(lines.length, 1);
      assert.match(lines[0] ?? '', line);
      assert.doesNotMatch(lines.join(), /c0de|st4te|a\.example/);
      abort.abort();
      await assert.rejects(waiting, { code: 'cancelled' });
    });
  }

  const brought: [string, boolean, string][] = [
    ['encoded, as on the web', true, 'code=a%2Bb%2Fc%3Dd%26e+f&state=mine'],
    ['decoded, as on the desktop', false, 'code=a+b/c=d&e f&state=mine'],
  ];
  for (const [name, encoded, query] of brought) {
    it(`delivers a query that is ${name}`, async () => {
      const pending = new PendingLogins();
      const waiting = pending.wait('mine', 60_000, new AbortController().signal);
      const handler = new RedirectHandler(handedBy(pending), encoded, () => assert.fail('nothing is logged'));
      await handler.handleUri(uri('/callback', query));
      assert.equal((await waiting).get('code'), 'a+b/c=d&e f');
    });
  }

  it('delivers no token', async () => {
    const pending = new PendingLogins();
    const waiting = pending.wait('mine', 60_000, new AbortController().signal);
    const handler = new RedirectHandler(handedBy(pending), true, () => assert.fail('nothing is logged'));
    await handler.handleUri(uri('/callback', 'access_token=t&id_token=i&state=mine'));
    assert.deepEqual([...(await waiting).keys()], ['state']);
  });

  it('accepts a state once', async () => {
    const lines: string[] = [];
    const pending = new PendingLogins();
    const waiting = pending.wait('mine', 60_000, new AbortController().signal);
    const handler = new RedirectHandler(handedBy(pending), true, (text) => lines.push(text));
    await handler.handleUri(uri('/callback', 'code=1&state=mine'));
    await handler.handleUri(uri('/callback', 'code=2&state=mine'));
    assert.equal((await waiting).get('code'), '1');
    assert.equal(lines.length, 1);
  });
});
