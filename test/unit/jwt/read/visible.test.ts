import assert from 'node:assert/strict';
import { visible } from '../../../../src/jwt/read/visible';

describe('visible', () => {
  const rows: [what: string, text: string, expected: string][] = [
    ['keeps letters, tabs and line breaks', 'aä日😀\t\r\n', 'aä日😀\t\r\n'],
    ['escapes control characters', '\u0000\u001b\u007f\u0085', '\\u0000\\u001b\\u007f\\u0085'],
    ['escapes marks that change the text direction', '\u202ea\u2066', '\\u202ea\\u2066'],
    ['escapes characters without width', '\u200b\ufeff', '\\u200b\\ufeff'],
    ['escapes line and paragraph separators', '\u2028\u2029', '\\u2028\\u2029'],
    ['escapes both halves of a pair', '\u{e0041}', '\\udb40\\udc41'],
  ];
  for (const [what, text, expected] of rows) it(what, () => assert.equal(visible(text), expected));
});
