import assert from 'node:assert/strict';
import fc from 'fast-check';
import { linesOf } from '../../../src/http/lines';
import { assertProperty } from '../../support/property';

describe('http: lines', () => {
  it('keep every character, and know their place', () => {
    const pieces = fc.array(fc.constantFrom('a', '\n', '\r\n', '\r', '###', '\u2028')).map((all) => all.join(''));
    assertProperty(
      fc.property(pieces, (text) => {
        const lines = linesOf(text);
        assert.equal(lines.map((line) => line.text + line.end).join(''), text);
        for (const { offset, text: own } of lines) assert.equal(text.slice(offset, offset + own.length), own);
      }),
    );
  });

  const cases: [text: string, lines: string[]][] = [
    ['', ['']],
    ['a', ['a']],
    ['a\n', ['a', '']],
    ['a\r\nb\rc', ['a', 'b', 'c']],
  ];
  for (const [text, lines] of cases)
    it(`of ${JSON.stringify(text)} are ${lines.length}`, () =>
      assert.deepEqual(
        linesOf(text).map((line) => line.text),
        lines,
      ));
});
