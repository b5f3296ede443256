import assert from 'node:assert/strict';
import { fromBase64Url } from '../../../../src/base/base64url';
import { base64UrlProblem } from '../../../../src/jwt/read/base64url-problem';

describe('base64UrlProblem', () => {
  const rows: [text: string, problem: string][] = [
    ['AA AA', 'Its header has white space in it.'],
    ['AA==', 'Its header is padded with “=”.'],
    ['A+/A', 'Its header is base64 rather than base64url: it has “+” or “/”.'],
    ['AA*A', 'Its header isn’t base64url: character 3 isn’t allowed.'],
    ['AAAAA', 'Its header is cut short: 5 characters isn’t a valid length for base64url.'],
    ['AB', 'Its header isn’t base64url: its last character has bits left over, so it was changed or cut short.'],
  ];
  for (const [text, problem] of rows) {
    it(`explains ${text}`, () => {
      assert.equal(fromBase64Url(text), undefined);
      assert.equal(base64UrlProblem(text, 'header'), problem);
    });
  }
});
