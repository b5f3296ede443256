import assert from 'node:assert/strict';
import { code, fenced, sentence, table } from '../../../../src/tokens/diagnosis/markdown';

describe('text from outside in a report', () => {
  const sentences: [text: string, markdown: string][] = [
    ['Set “issuer” to https://a.example/b_c_d.', 'Set “issuer” to `https://a.example/b_c_d`.'],
    ['Run [this](command:evil) now', 'Run \\[this\\] (command:evil) now'],
    ['<img src=x onerror=y> & more', '&lt;img src=x onerror=y> &amp; more'],
    ['*bold* _em_ `code` # head | cell ~x~', '\\*bold\\* \\_em\\_ \\`code\\` \\# head \\| cell \\~x\\~'],
    ['see www.evil.example or a@b.example', 'see `www.evil.example` or `a@b.example`'],
    ['one\nline\r\n# only', 'one line \\# only'],
    ['“vscode://a.b/c”, then', '“`vscode://a.b/c`”, then'],
    ['a ` in x`://y`z', "a \\` in `x'://y'z`"],
  ];
  for (const [text, markdown] of sentences) {
    it(`is text: ${JSON.stringify(text)}`, () => assert.equal(sentence(text), markdown));
  }

  it('does not end its code, its cell or its block', () => {
    assert.equal(code('a`b|c\nd'), "`a'b¦c d`");
    assert.equal(code(''), '–');
    assert.equal(fenced('a\n````\nb'), "```text\na\n'''\nb\n```");
    assert.equal(table(['A', 'B'], [['1', '2']]), '| A | B |\n| --- | --- |\n| 1 | 2 |');
  });
});
