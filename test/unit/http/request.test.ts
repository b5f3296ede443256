import assert from 'node:assert/strict';
import { editHeader } from '../../../src/http/request';
import { adds, dialects, line, refuses, replaces, type Case } from './edit-cases';

function edited(marked: string, header = line): string | undefined {
  const at = marked.indexOf('|');
  const text = marked.slice(0, at) + marked.slice(at + 1);
  const edit = editHeader(text, at, header);
  return edit && text.slice(0, edit.offset) + edit.text + text.slice(edit.offset + edit.length);
}

describe('http: the edit of a header', () => {
  const groups: [string, Case[]][] = [
    ['adds one under the request line', adds],
    ['replaces', replaces],
    ['finds no request in', refuses],
    ['differs from httpYac on', dialects.map(([what, before, after]) => [what, before, after])],
  ];
  for (const [group, cases] of groups) {
    describe(group, () => {
      for (const [what, before, after] of cases) it(what, () => assert.equal(edited(before), after));
    });
  }

  it('a second edit changes nothing', () => {
    for (const [what, before] of [...adds, ...replaces]) {
      const once = edited(before);
      if (once === undefined) continue;
      const at = before.indexOf('|');
      const request = once.slice(0, at).lastIndexOf('\n') + 1;
      const twice = edited(`${once.slice(0, request)}|${once.slice(request)}`);
      if (twice !== undefined) assert.equal(twice, once, what);
    }
  });

  it('a header of another name replaces only its own', () => {
    const before = 'GET https://a.example/|\nAuthorization: A\nx-api-key: OLD';
    assert.equal(edited(before, 'X-Api-Key: k'), 'GET https://a.example/\nAuthorization: A\nX-Api-Key: k');
  });

  it('`$&` and `$1` in a header stay', () => {
    const before = 'GET https://a.example/\nAuthorization: OLD|';
    assert.equal(edited(before, 'Authorization: $& $1 $$'), 'GET https://a.example/\nAuthorization: $& $1 $$');
  });

  it('a place outside the file does no harm', () => {
    for (const at of [-1, 10_000, NaN]) {
      const edit = editHeader('GET https://a.example/', at, line);
      assert.ok(edit === undefined || edit.text === `\n${line}`);
    }
  });

  it('a long file takes little time', () => {
    const text = 'GET https://a.example/\nAccept: x\n\n{"a": 1}\n\n###\n'.repeat(20_000);
    const start = performance.now();
    assert.ok(editHeader(text, text.length / 2, line));
    assert.ok(performance.now() - start < 2000);
  });
});
