import assert from 'node:assert/strict';
import fc from 'fast-check';
import { base64UrlOf, bytesOf, fromBase64Url, fromKeyBase64, fromUtf8, utf8Text } from '../../../src/base/base64url';
import { assertProperty } from '../../support/property';

const bytes = (...octets: number[]) => Uint8Array.from(octets);

describe('base64url', () => {
  it('reads and writes what Node reads and writes', () => {
    assertProperty(
      fc.property(fc.uint8Array({ maxLength: 100 }), (octets) => {
        const text = Buffer.from(octets).toString('base64url');
        assert.equal(base64UrlOf(octets), text);
        assert.deepEqual(Uint8Array.from(bytesOf(text)), octets);
        assert.deepEqual(Uint8Array.from(fromBase64Url(text) ?? []), octets);
      }),
    );
  });

  const rows: [what: string, text: string, strict: boolean, lenient: boolean, key: boolean][] = [
    ['nothing', '', true, true, true],
    ['two letters', 'AA', true, true, true],
    ['letters of its own', '-_-_', true, true, true],
    ['bits left over', 'AB', false, true, true],
    ['a single letter', 'A', false, false, false],
    ['five letters', 'AAAAA', false, false, false],
    ['padding', 'AA==', false, false, true],
    ['letters of plain base64', '+/+/', false, false, true],
    ['white space', 'AA AA', false, false, false],
    ['a line break at its end', 'AAAA\n', false, false, false],
    ['a letter outside of ASCII', 'AAAā', false, false, false],
    ['padding inside', 'AA==AAAA', false, false, false],
  ];
  for (const [what, text, strict, lenient, key] of rows) {
    it(`${what}: ${strict ? 'strictly valid' : lenient ? 'valid with bits left over' : key ? 'fit for a key' : 'invalid'}`, () => {
      assert.equal(fromBase64Url(text) !== undefined, strict);
      if (lenient) assert.doesNotThrow(() => bytesOf(text));
      else assert.throws(() => bytesOf(text), SyntaxError);
      assert.equal(fromKeyBase64(text) !== undefined, key);
    });
  }

  it('is read from a key as plain base64 too, to the same bytes', () => {
    for (const text of ['-_8', '+/8=', '-_8=', '+/8']) assert.deepEqual([...(fromKeyBase64(text) ?? [])], [251, 255]);
  });
});

describe('UTF-8', () => {
  it('is read without a byte order mark, and without guesses', () => {
    assert.equal(utf8Text(bytes(0xef, 0xbb, 0xbf, 0x61)), 'a');
    assert.equal(utf8Text(bytes(0xc3, 0xa4)), 'ä');
    assert.throws(() => utf8Text(bytes(0xff)));
    assert.equal(utf8Text(bytes(0x62)), 'b', 'after an error');
  });
  it('is read by fromUtf8 with a byte order mark, and undefined where it is invalid', () => {
    assert.equal(fromUtf8(bytes(0xef, 0xbb, 0xbf, 0x61)), '\ufeffa');
    assert.equal(fromUtf8(bytes(0xc3)), undefined);
  });
});
