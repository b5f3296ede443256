import assert from 'node:assert/strict';
import fc from 'fast-check';
import { algProblem, encodingProblem, objectOf, readPart, readText } from '../../../../src/jwt/read/part';
import { payloadProblem } from '../../../../src/jwt/read/part-problem';
import { base64url, part } from '../../../support/jwts';
import { anyText, brokenParts, runs } from '../odd-tokens';
import { assertProperty } from '../../../support/property';

describe('readPart', () => {
  it('reads bytes, text and JSON', () => {
    const read = readPart(part('{"a":1.0}'));
    assert.deepEqual([...(read.bytes ?? [])], [...Buffer.from('{"a":1.0}')]);
    assert.equal(read.text, '{"a":1.0}');
    assert.equal(read.json?.kind, 'object');
    assert.equal('problem' in read, false);
  });

  const rows: [what: string, part: string, read: string, problem: RegExp][] = [
    ['an empty part', '', 'bytes text', /^Its payload is empty\.$/],
    ['a letter that base64url does not have', 'ab+/', '', /^Its payload isn’t base64url: character 3 is “\+”\.$/],
    ['a space', 'ab cd', '', /character 3 is U\+0020\.$/],
    ['a letter outside of ASCII', 'abā', '', /character 3 is U\+0101\.$/],
    ['a letter outside of the basic plane', 'a😀', '', /character 2 is U\+1F600\.$/],
    ['an impossible length', 'abcde', '', /^Its payload is cut off: its length isn’t valid for base64url\.$/],
    ['invalid UTF-8', base64url(Uint8Array.of(0xff)), 'bytes', /^Its payload isn’t UTF-8 text\.$/],
    ['JSON that ends too early', part('{"a":'), 'bytes text', /^Its payload isn’t JSON: it ends too early\.$/],
    ['broken JSON', part('{"a":1,}'), 'bytes text', /^Its payload isn’t JSON: character 8 is wrong\.$/],
  ];
  for (const [what, given, expected, problem] of rows) {
    it(`reads of ${what} what it can, and says what is wrong`, () => {
      const { problem: found, ...read } = readPart(given);
      assert.ok(found);
      assert.match(payloadProblem(found), problem);
      assert.equal(Object.keys(read).join(' '), expected);
    });
  }

  it('never throws', () => {
    for (const [, broken] of brokenParts) readPart(broken);
    assertProperty(
      fc.property(anyText, (text) => void readPart(text)),
      runs,
    );
  });
});

describe('readText', () => {
  it('reads JSON, and says where it is broken', () => {
    assert.equal(readText('{"a":1}').json?.kind, 'object');
    assert.deepEqual(readText('{"a":'), { text: '{"a":', problem: { kind: 'cut-off-json' } });
    assert.deepEqual(readText('{"a":*'), { text: '{"a":*', problem: { kind: 'broken-json', position: 6 } });
  });
});

describe('objectOf', () => {
  it('is the object that a part encodes', () => {
    assert.deepEqual(objectOf(readPart(part({ a: [1] }))), { a: [1] });
    for (const none of ['[]', '"a"', '{', '']) assert.equal(objectOf(readPart(part(none))), undefined);
  });
});

describe('encodingProblem', () => {
  it('is undefined for base64url, which may be empty', () => {
    for (const good of ['', 'ab', 'abc', '-_09']) assert.equal(encodingProblem(good), undefined);
  });
  it('is the first character that is not allowed, or the length', () => {
    assert.deepEqual(encodingProblem('a+/'), { kind: 'letter', position: 2, letter: '“+”' });
    assert.deepEqual(encodingProblem('abcde'), { kind: 'cut-off' });
  });
});

describe('algProblem', () => {
  it('is undefined for a header with an alg', () =>
    assert.equal(algProblem(readPart(part({ alg: 'none' }))), undefined));
  for (const json of ['{}', '{"alg":1}', '{"__proto__":{"alg":"x"}}', '[]', '']) {
    it(`is a sentence for ${json || 'an empty header'}`, () =>
      assert.match(algProblem(readPart(part(json))) ?? '', /^Its header has no “alg”/));
  }
});
