import assert from 'node:assert/strict';
import fc from 'fast-check';
import { editHeader } from '../../../src/http/request';
import { adds, dialects, refuses, replaces } from './edit-cases';
import { loadHttpYac, type YacRegion } from './httpyac';
import { assertProperty } from '../../support/property';

/** httpYac takes any words for an address. To us, a request needs something that looks like one. */
const hasAddress = ({ url }: { url: string }) => /^(?:[A-Z]+ )?(?:\w+:\/\/|\{\{\S|\/\S|(?!HTTP\/)[\w.]+\/)/.test(url);

/** Lines of files that REST Client and httpYac read alike. */
const pools = {
  above: [
    ...[
      '# a comment',
      '// another',
      '## x',
      '# @name one',
      '@host = https://a.example',
      '@b := {{c}}',
      '@global.d = 1',
      '',
    ],
    ...[
      '{{\n  x = 1;\n}}',
      '{{+request\nGET = 2;\n}}',
      '< {%\n  x;\n%}',
      '< ./before.js',
      '/*\nGET https://b.example/\n*/',
    ],
    ...['?? status == 200', 'fragment F on X {\n  a\n}\n'],
  ],
  request: [
    ...['GET https://a.example/', 'POST {{host}}/a HTTP/1.1', 'DELETE http://127.0.0.1:3000', 'WS wss://a.example/s'],
    ...['GRAPHQL https://a.example/', 'GRPC a.example/S/M', 'EVENTSOURCE https://a.example/e'],
  ],
  /** Lines that begin a request only under a delimiter. */
  first: [
    'https://a.example/',
    '{{host}}/a',
    '/a/b',
    'wss://a.example/s',
    'GET /a',
    '  PUT https://a.example/',
    'QUERY https://a.example/',
  ],
  address: ['  ?a=1', '&b={{c}}', '  /more', '# page'],
  header: [
    ...[
      'Accept: x',
      'Authorization: Bearer A',
      '  authorization: b',
      'AUTHORIZATION:c',
      'X-Authorization: d',
      'X-Empty:',
    ],
    ...['Host: a.example', '# a comment', '// Authorization: e', '...defaults'],
  ],
  body: [
    ...[
      '{',
      '  "authorization": "x",',
      '}',
      '<a>b</a>',
      'Authorization: body',
      'Some words.',
      'SEE https://a.example/',
      '',
    ],
    ...[
      '< ./body.json',
      '--b',
      '{{variable}}',
      '> ./after.js',
      '> {%\n  x;\n%}',
      '?? body contains a',
      '{{@response\n  x;\n}}',
    ],
    ...['query Q {\n  authorization: a\n}\n', 'HTTP/1.1 200 OK', '// words'],
  ],
  delimiter: ['###', '### A title', '####'],
};
const some = (pool: readonly string[], maxLength: number) => fc.array(fc.constantFrom(...pool), { maxLength });

/** A request with its headers and body, as lines. */
const request = (first: readonly string[]) =>
  fc
    .tuple(fc.constantFrom(...first), some(pools.address, 2), some(pools.header, 4), some(pools.body, 4), fc.boolean())
    .map(([line, address, headers, body, isApart]) => [
      ...[line, ...address, ...headers],
      ...(isApart ? [''] : []),
      // Directly under headers, a line that looks like a header is one.
      ...(isApart ? body : body.filter((text) => /^[{<>?]/.test(text))),
    ]);
const block = fc
  .tuple(
    some(pools.above, 4),
    request([...pools.request, ...pools.first]),
    fc.array(request(pools.request), { maxLength: 1 }),
    fc.constantFrom(...pools.delimiter),
  )
  .map(([above, first, further, delimiter]) => [...above, ...first, ...further.flat(), delimiter]);
const file = fc
  .tuple(fc.array(block, { minLength: 1, maxLength: 3 }), fc.constantFrom('\n', '\r\n'), fc.boolean())
  .map(([blocks, newline, isClosed]) => {
    const lines = blocks.flat().slice(0, isClosed ? undefined : -1);
    return lines.join('\n').replaceAll('\n', newline);
  });

describe('http: the requests that httpYac finds', function () {
  this.timeout(60_000);
  let parse: Awaited<ReturnType<typeof loadHttpYac>>;
  before(async () => {
    parse = await loadHttpYac();
  });

  const requestOf = ({ request: found }: YacRegion) => found;

  /**
   * Edits a header at a line, and compares what httpYac reads before and after: the request at the line must have the
   * header once, and nothing else may change. On a delimiter httpYac finds nothing, while we take the request below.
   * @returns what is wrong, or undefined
   */
  async function difference(text: string, line: number, header: string): Promise<string | undefined> {
    const lines = text.split('\n');
    if (lines[line]?.startsWith('###')) return undefined;
    const offset = lines.slice(0, line).reduce((sum, { length }) => sum + length + 1, 0);
    const edit = editHeader(text, offset, `${header}: new`);
    const regions = await parse(text);
    const at = regions.findIndex(({ startLine, endLine }) => startLine <= line && line <= endLine);
    const found = regions[at]?.request;
    if (found === undefined || !hasAddress(found)) return edit && `Nothing is at line ${line}:\n${text}`;
    if (edit === undefined) return `A request is at line ${line}:\n${text}`;
    const edited = text.slice(0, edit.offset) + edit.text + text.slice(edit.offset + edit.length);
    const headers = { ...found.headers, [header.toLowerCase()]: ['new'] };
    const expected = regions.map((region, index) => (index === at ? { ...found, headers } : requestOf(region)));
    try {
      assert.deepEqual((await parse(edited)).map(requestOf), expected);
      return undefined;
    } catch (error) {
      return `${(error as Error).message}\n${text}\nwith the header at line ${line}:\n${edited}`;
    }
  }

  /** The first thing that is wrong, with the cursor on any line of a file. */
  async function differences(marked: string): Promise<string | undefined> {
    const text = marked.replace('|', '');
    for (const line of text.split('\n').keys()) {
      const found = (await difference(text, line, 'X-New')) ?? (await difference(text, line, 'Authorization'));
      if (found !== undefined) return found;
    }
    return undefined;
  }

  for (const [what, marked] of [...adds, ...replaces, ...refuses]) {
    it(`are ours: ${what}`, async () => {
      const found = await differences(marked);
      assert.equal(found, undefined, found);
    });
  }

  for (const [what, marked, , why] of dialects) {
    it(`are not ours: ${what}; ${why}`, async () => assert.notEqual(await differences(marked), undefined));
  }

  it('are ours in files that are made at random', async () => {
    await assertProperty(
      fc.asyncProperty(
        file,
        fc.nat(),
        fc.constantFrom('X-New', 'Authorization', 'accept'),
        async (text, place, header) => {
          const found = await difference(text, place % text.split('\n').length, header);
          assert.equal(found, undefined, found);
        },
      ),
      { numRuns: 300 },
    );
  });
});
