import assert from 'node:assert/strict';
import fc from 'fast-check';
import { sentRequestAt } from '../../../src/http/sent';
import { loadHttpYac } from './httpyac';
import { restClientSends } from './rest-client';
import { assertProperty } from '../../support/property';

describe('http: where a request goes, as its sender reads it', () => {
  const lines = fc.constantFrom(
    ...[
      'GET https://a.example/',
      'GET https://b.example/x',
      'GET {{h}}/',
      'https://b.example',
      'POST https://a.example',
    ],
    ...['@h = https://a.example', '@h = https://b.example', '@i = {{h}}', '@b.example', '&@b.example/', '?x=y', '/z'],
    ...[
      'Host: b.example',
      'Authorization: x',
      'X: y',
      '...defaults',
      '',
      '',
      '###',
      '### GET https://b.example/',
      ' ###',
    ],
    ...[
      '@h.h = b.example',
      '@. = b.example',
      '@h.st = x',
      '@j = https://{{h}}/{{h.st}}',
      'GET {{j}}/',
      '@i = https://a.{{k}}',
    ],
    ...['@k = example', 'GET {{i}}/{{h.h}}', '@h.* = z', 'Authorization: Bearer {{h}}', 'X: {{ f() }}', '# @prompt h'],
    ...['# @name h', '# @no-redirect', '# x', '#x', '// y', '/*', '*/', '{{', '}}', '{', '}', '< a.json', '> {% x %}'],
    ...['query X {', 'GET', 'GET /z', 'PUT b.example', 'HTTP/1.1 200 OK', 'Content-Type: text/markdown', '\u2028', 'x'],
  );
  const files = fc.array(lines, { maxLength: 12 }).map((all) => all.join('\n'));

  it('is never a place other than where REST Client would send it', () => {
    assertProperty(
      fc.property(files, fc.nat(200), (text, place) => {
        const request = sentRequestAt(text, Math.min(place, text.length), 'rest-client');
        if (request?.address === undefined) return;
        const line = text.slice(0, request.offset).split('\n').length - 1;
        assert.equal(restClientSends(text, line), request.address);
      }),
      { numRuns: 20_000 },
    );
  });

  it('is never a place other than the one httpYac’s own parser gives', async () => {
    const parse = await loadHttpYac();
    await assertProperty(
      fc.asyncProperty(files, fc.nat(200), async (text, place) => {
        const request = sentRequestAt(text, Math.min(place, text.length), 'httpyac');
        if (request?.address === undefined) return;
        const line = text.slice(0, request.offset).split('\n').length - 1;
        const region = (await parse(text)).find(({ startLine, endLine }) => startLine <= line && line <= endLine);
        const url = region?.request?.url.replaceAll('{{h}}', request.address);
        assert.equal(url && new URL(url).origin, request.address);
      }),
      { numRuns: 3000 },
    );
  });
});
