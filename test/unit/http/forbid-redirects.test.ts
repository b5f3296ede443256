import assert from 'node:assert/strict';
import type { Dialect } from '../../../src/http/dialect';
import { forbidRedirects } from '../../../src/http/forbid-redirects';

/** The text with the line in it, and the request as it begins there; undefined where the line would not help. */
function edited(text: string, at: number, dialect: Dialect = 'httpyac'): string | undefined {
  const edit = forbidRedirects(text, at, dialect);
  if (edit === undefined) return undefined;
  const after = text.slice(0, edit.offset) + edit.text + text.slice(edit.offset);
  assert.ok(after.slice(edit.requestOffset).startsWith('GET'), after);
  return after;
}

describe('http: the line that forbids redirects', () => {
  const request = 'GET https://a.example/v1\nX-Key: {{$processEnv TOKEN_DECK_A}}\n';
  for (const dialect of ['rest-client', 'httpyac'] as const) {
    it(`${dialect}: goes above the request’s own line`, () =>
      assert.equal(edited(request, 0, dialect), `# @no-redirect\n${request}`));
    it(`${dialect}: goes below what is above the request`, () => {
      const above = '### One\n# @name one\n';
      assert.equal(edited(above + request, 0, dialect), `${above}# @no-redirect\n${request}`);
    });
    it(`${dialect}: is of the request at the cursor`, () => {
      const before = `${request}\n###\n`;
      assert.equal(edited(before + request, before.length + 5, dialect), `${before}# @no-redirect\n${request}`);
    });
  }
  it('ends as the other lines do', () =>
    assert.equal(edited(request.replaceAll('\n', '\r\n'), 0), `# @no-redirect\r\n${request.replaceAll('\n', '\r\n')}`));
  it('is not offered where the file has settings that outweigh it', () =>
    assert.equal(edited(`@request_followRedirects = true\n\n${request}`, 40), undefined));
  it('is not offered where there is no request', () => assert.equal(edited('# nothing\n', 0), undefined));
});
