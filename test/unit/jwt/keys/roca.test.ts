import assert from 'node:assert/strict';
import { isRoca } from '../../../../src/jwt/keys/roca';
import { jwk, pairs } from '../../../support/key-pairs';

const octets = (number: bigint): Uint8Array => {
  const hex = number.toString(16);
  return Buffer.from(hex.padStart(Math.ceil(hex.length / 2) * 2, '0'), 'hex');
};

describe('isRoca', () => {
  it('is true for a power of 65537, which it is modulo every prime', () => {
    for (const exponent of [1n, 2n, 64n, 127n]) assert.equal(isRoca(octets(65537n ** exponent)), true);
  });
  it('is false for the number after it', () => {
    for (const exponent of [2n, 64n, 127n]) assert.equal(isRoca(octets(65537n ** exponent + 2n)), false);
  });
  it('is false for a sound modulus', () => {
    for (const { publicKey } of [pairs.rsa, pairs.other])
      assert.equal(isRoca(Buffer.from(jwk(publicKey).n ?? '', 'base64url')), false);
  });
  it('is false for an empty modulus', () => assert.equal(isRoca(new Uint8Array()), false));
});
