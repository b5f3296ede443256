import assert from 'node:assert/strict';
import { encodedBytes } from '../../../../src/jwt/keys/encoded-bytes';

const bytes = Buffer.from(Array.from({ length: 48 }, (_, index) => index));
const hex = bytes.toString('hex');

describe('the bytes that a text may stand for', () => {
  const rows: [what: string, text: string][] = [
    ['base64', bytes.toString('base64')],
    ['hexadecimal', hex],
    ['hexadecimal with an h', `${hex}h`],
    ['hexadecimal in brackets', `[${hex.replace(/..(?=.)/g, '0x$&, ')}]`.replace(/(..)\]$/, '0x$1]')],
    ['a list of decimal numbers', [...bytes].join(', ')],
    ['a word among others', `key = ${bytes.toString('base64')} # mine`],
  ];
  for (const [what, text] of rows) {
    it(`are found in ${what}`, () =>
      assert.ok(
        encodedBytes(text).some((found) => Buffer.from(found).equals(bytes)),
        text,
      ));
  }

  it('are not looked for without end', () => assert.ok(encodedBytes(`${hex} `.repeat(1000)).length < 100));
});
