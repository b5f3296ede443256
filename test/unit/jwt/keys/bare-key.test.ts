import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { bareKeyOf } from '../../../../src/jwt/keys/bare-key';
import { jwk, pairs } from '../../../support/key-pairs';

const number = (text = '') => Buffer.from(text, 'base64url');
const modulus = number(jwk(pairs.rsa.publicKey).n);
/** Bytes that are random, and always the same. */
const random = (seed: string, length: number) =>
  Buffer.concat(
    Array.from({ length: 9 }, (_, index) => createHash('sha512').update(`${seed} ${index}`).digest()),
  ).subarray(0, length);
const changed = (bytes: Uint8Array, at: number, by: number) => {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ by;
  return copy;
};

describe('bareKeyOf', () => {
  for (const modulusLength of [1024, 1536, 2048, 3072]) {
    it(`tells a modulus of ${modulusLength} bits`, () => {
      const { publicKey } = generateKeyPairSync('rsa', { modulusLength });
      assert.equal(bareKeyOf(number(jwk(publicKey).n)), 'modulus');
    });
  }
  it('tells a modulus with a zero before it, and as an INTEGER of DER', () => {
    assert.equal(bareKeyOf(Buffer.concat([Buffer.of(0), modulus])), 'modulus');
    assert.equal(bareKeyOf(Buffer.concat([Buffer.of(2, 0x82, 1, 1, 0), modulus])), 'modulus');
  });
  for (const namedCurve of ['P-256', 'P-384', 'P-521', 'secp256k1']) {
    it(`tells a point of ${namedCurve}, with and without its first byte`, () => {
      const { publicKey } = generateKeyPairSync('ec', { namedCurve });
      const { x, y } = jwk(publicKey);
      const point = Buffer.concat([number(x), number(y)]);
      assert.equal(bareKeyOf(point), 'point');
      assert.equal(bareKeyOf(Buffer.concat([Buffer.of(4), point])), 'point');
      assert.equal(bareKeyOf(changed(point, 40, 1)), undefined);
    });
  }

  const secrets: [what: string, bytes: Uint8Array][] = [
    ['nothing', new Uint8Array()],
    ['zeros', new Uint8Array(256)],
    ['an even number', changed(modulus, 255, 1)],
    ['a number whose highest bit is not set', changed(modulus, 0, 0x80)],
    ['a number of an odd length', modulus.subarray(1)],
    ['a number with a small factor', Buffer.alloc(256, 0xff)],
    ['a number that is too long', Buffer.concat(Array.from({ length: 9 }, () => modulus))],
    ['an INTEGER of DER with something behind it', Buffer.concat([Buffer.of(2, 0x82, 1, 0, 0), modulus])],
  ];
  for (const [what, bytes] of secrets) it(`takes ${what} for no key`, () => assert.equal(bareKeyOf(bytes), undefined));

  it('takes no random bytes below 128 for a key, and few of those above', () => {
    for (let length = 1; length < 128; length++)
      for (let round = 0; round < 20; round++) assert.equal(bareKeyOf(random(`${length} ${round}`, length)), undefined);
    const refused = Array.from({ length: 1000 }, (_, round) => bareKeyOf(random(String(round), 128)));
    const count = refused.filter((found) => found !== undefined).length;
    assert.ok(count < 80, String(count));
  });
});
