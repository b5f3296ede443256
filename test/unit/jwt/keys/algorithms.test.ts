import assert from 'node:assert/strict';
import { isNone, signatureAlgorithm, signatureAlgorithms, usualAlgorithm } from '../../../../src/jwt/keys/algorithms';

describe('signatureAlgorithm', () => {
  const rows: [alg: string, kty: string | undefined, signature?: number][] = [
    ['RS256', 'RSA'],
    ['PS512', 'RSA'],
    ['ES512', 'EC', 132],
    ['EdDSA', 'OKP', 64],
    ['Ed25519', 'OKP', 64],
    ['HS384', 'oct', 48],
    ['ML-DSA-65', 'AKP', 3309],
    ['rs256', undefined],
    ['none', undefined],
    ['ES256K', undefined],
    ['RSA-OAEP', undefined],
    ['__proto__', undefined],
    ['', undefined],
  ];
  for (const [alg, kty, signature] of rows) {
    it(`of “${alg}” is ${kty ?? 'unknown'}`, () => {
      assert.equal(signatureAlgorithm(alg)?.kty, kty);
      assert.equal(signatureAlgorithm(alg)?.signature, signature);
    });
  }
  it('knows every name in the list', () => {
    assert.equal(signatureAlgorithms.length, 17);
    for (const alg of signatureAlgorithms) assert.ok(signatureAlgorithm(alg), alg);
  });
});

describe('isNone', () => {
  for (const alg of ['none', 'None', 'NONE', ' none ']) it(`“${alg}” is`, () => assert.equal(isNone(alg), true));
  for (const alg of ['', 'nonee', 'RS256']) it(`“${alg}” is not`, () => assert.equal(isNone(alg), false));
});

describe('usualAlgorithm', () => {
  const rows: [jwk: Record<string, unknown>, alg: string | undefined][] = [
    [{ kty: 'RSA' }, 'RS256'],
    [{ kty: 'oct' }, 'HS256'],
    [{ kty: 'OKP', crv: 'Ed25519' }, 'EdDSA'],
    [{ kty: 'OKP', crv: 'X25519' }, undefined],
    [{ kty: 'EC', crv: 'P-256' }, 'ES256'],
    [{ kty: 'EC', crv: 'P-384' }, 'ES384'],
    [{ kty: 'EC', crv: 'P-521' }, 'ES512'],
    [{ kty: 'EC', crv: 'secp256k1' }, undefined],
    [{ kty: 'EC' }, undefined],
    [{}, undefined],
  ];
  for (const [jwk, alg] of rows) {
    it(`of ${JSON.stringify(jwk)} is ${alg}`, () => assert.equal(usualAlgorithm(jwk), alg));
  }
});
