import assert from 'node:assert/strict';
import { fromBase64Url } from '../../../../src/base/base64url';
import { base64UrlProblem, type EncodedPart } from '../../../../src/jwt/read/base64url-problem';

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

  const names: Record<EncodedPart, string> = {
    'jws-header': 'header (first part)',
    'jws-payload': 'payload (second part)',
    'jws-signature': 'signature (third part)',
    header: 'header',
    'encrypted-key': 'encrypted key',
    iv: 'initialization vector',
    ciphertext: 'ciphertext',
    tag: 'authentication tag',
  };
  for (const [part, name] of Object.entries(names))
    it(`says the same of each part: ${name}`, () => {
      for (const [text, problem] of rows)
        assert.equal(base64UrlProblem(text, part as EncodedPart), problem.replace('header', name));
    });
});
