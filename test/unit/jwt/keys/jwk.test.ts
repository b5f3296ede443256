import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import type { JWK } from 'jose';
import {
  allows,
  isPrivate,
  keyMembers,
  misfitForSignature,
  named,
  publicHalf,
  rsaBits,
  secretOf,
  weakness,
} from '../../../../src/jwt/keys/jwk';
import { base64url } from '../../../support/jwts';
import { jwk, pairs } from '../../../support/key-pairs';

const rsa = jwk(pairs.rsa.publicKey);
const ec = jwk(pairs.ec.publicKey);
const small = jwk(generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey);
const p384 = jwk(generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey);
const secret = { kty: 'oct', k: base64url('a secret that is thirty-two bytes') };

describe('misfitForSignature', () => {
  const fitting: [what: string, jwk: object, alg: string, operation?: 'sign'][] = [
    ['a bare key', rsa, 'RS256'],
    ['a key with all its parameters', { ...rsa, use: 'sig', alg: 'RS256', key_ops: ['verify'] }, 'RS256'],
    ['a key that may only sign, since its public half may verify', { ...rsa, key_ops: ['sign'] }, 'RS256'],
    ['a key for EdDSA by its other name', { ...jwk(pairs.ed.publicKey), alg: 'Ed25519' }, 'EdDSA'],
    ['a secret', secret, 'HS256'],
    ['a private key that may sign', { ...jwk(pairs.ec.privateKey), key_ops: ['sign'] }, 'ES256', 'sign'],
  ];
  for (const [what, key, alg, operation = 'verify'] of fitting) {
    it(`is undefined for ${what}`, () => assert.equal(misfitForSignature(key as JWK, alg, operation), undefined));
  }

  const rows: [what: string, jwk: object, alg: string, misfit: RegExp, operation?: 'sign'][] = [
    ['an unknown algorithm', rsa, 'RSA-OAEP', /“RSA-OAEP” isn’t a supported signature algorithm/],
    ['another use', { ...rsa, use: 'enc' }, 'RS256', /“use” is “enc”/],
    ['other operations', { ...rsa, key_ops: ['encrypt'] }, 'RS256', /“key_ops” do not have “verify”/],
    ['operations that are a text', { ...rsa, key_ops: 'verify' }, 'RS256', /“key_ops”/],
    ['signing with a key that may only verify', { ...rsa, key_ops: ['verify'] }, 'RS256', /not have “sign”/, 'sign'],
    [
      'another algorithm',
      { ...rsa, alg: 'PS256' },
      'RS256',
      /only for “PS256” \(its “alg”\), but the token says “RS256”/,
    ],
    ['another type', ec, 'RS256', /of type “EC”, but “RS256” needs an RSA key/],
    ['an RSA key for a curve', rsa, 'ES256', /“ES256” needs an elliptic curve key \(EC\)/],
    ['an RSA key for an Edwards curve', rsa, 'EdDSA', /“EdDSA” needs an Edwards curve key \(OKP\)/],
    ['an RSA key for ML-DSA', rsa, 'ML-DSA-44', /“ML-DSA-44” needs an ML-DSA key \(AKP\)/],
    ['a public key for HMAC', rsa, 'HS256', /of type “RSA”, but “HS256” needs a shared secret \(oct\)/],
    ['an unknown type', { kty: 'XYZ' }, 'RS256', /of type “XYZ”/],
    ['another curve', p384, 'ES256', /curve “P-384”, but “ES256” needs “P-256”/],
    ['a missing part', { kty: 'RSA', n: rsa.n }, 'RS256', /incomplete/],
    ['parts of other types', { kty: 'RSA', n: 1, e: {} }, 'RS256', /incomplete/],
    ['an RSA key of 1024 bits', small, 'RS256', /1024 bits; at least 2048/],
    ['a short secret', { kty: 'oct', k: base64url('secret') }, 'HS256', /6 bytes; “HS256” needs 32/],
    ['an empty secret', { kty: 'oct', k: '' }, 'HS256', /0 bytes/],
    ['a secret that is not base64url', { kty: 'oct', k: '*' }, 'HS256', /“k” isn’t base64url/],
  ];
  for (const [what, key, alg, misfit, operation = 'verify'] of rows) {
    it(`names ${what}`, () => assert.match(misfitForSignature(key, alg, operation) ?? '', misfit));
  }
});

describe('weakness', () => {
  const roca = Buffer.from((65537n ** 128n).toString(16).padStart(514, '0'), 'hex');
  const rows: [what: string, jwk: JWK, expected: RegExp][] = [
    ['a short modulus', small, /1024 bits/],
    ['no modulus', { kty: 'RSA' }, /0 bits/],
    ['an exponent of one', { ...rsa, e: 'AQ' }, /exponent/],
    ['an exponent of two in three bytes', { ...rsa, e: 'AAAC' }, /exponent/],
    ['no exponent', { kty: 'RSA', n: rsa.n ?? '' }, /exponent/],
    ['a modulus with the fingerprint of ROCA', { ...rsa, n: base64url(roca) }, /factored/],
  ];
  for (const [what, key, expected] of rows) it(`is ${what}`, () => assert.match(weakness(key) ?? '', expected));
  it('is undefined for a sound key', () => {
    assert.equal(weakness(rsa), undefined);
    assert.equal(weakness({ ...rsa, e: 'Aw' }), undefined);
  });
});

describe('the members of a JWK', () => {
  it('of its public half are all but the private ones', () => {
    assert.deepEqual(publicHalf({ ...jwk(pairs.rsa.privateKey), kid: 'a', use: 'sig' }), rsa);
    assert.deepEqual(publicHalf(jwk(pairs.ec.privateKey)), ec);
    assert.deepEqual(publicHalf(jwk(pairs.ed.privateKey)), jwk(pairs.ed.publicKey));
    assert.deepEqual(publicHalf({ kty: 'AKP', alg: 'ML-DSA-44', pub: 'p', priv: 'q' }), {
      kty: 'AKP',
      alg: 'ML-DSA-44',
      pub: 'p',
    });
    for (const key of [secret, { kty: 'RSA' }, { kty: 'XYZ' }, {}]) assert.equal(publicHalf(key as JWK), undefined);
  });
  it('of the key itself are all but its parameters', () => {
    const { privateKey } = pairs.rsa;
    const parameters = { kid: 'a', use: 'sig', alg: 'RS256', key_ops: ['sign'], x5c: [] };
    assert.deepEqual(keyMembers({ ...jwk(privateKey), ...parameters }), jwk(privateKey));
    assert.deepEqual(keyMembers({ ...secret, ...parameters }), secret);
  });
  it('tell a private key', () => {
    for (const { publicKey, privateKey } of [pairs.rsa, pairs.ec, pairs.ed])
      assert.deepEqual([isPrivate(jwk(publicKey)), isPrivate(jwk(privateKey))], [false, true]);
    assert.equal(isPrivate({ kty: 'AKP', priv: 'a' }), true);
  });
  it('tell a shared secret', () => {
    assert.equal(Buffer.from(secretOf(secret) ?? []).toString(), 'a secret that is thirty-two bytes');
    for (const key of [{ kty: 'oct' }, { kty: 'oct', k: '*' }, { kty: 'RSA', k: 'AA' }])
      assert.equal(secretOf(key), undefined);
  });
  it('tell the bits of an RSA key', () => {
    assert.deepEqual(
      [rsaBits(rsa), rsaBits(small), rsaBits({ kty: 'RSA', n: 'AAAB' }), rsaBits({})],
      [2048, 1024, 1, 0],
    );
  });
});

describe('allows', () => {
  it('is true where one of the operations is wanted', () => {
    assert.equal(allows(['encrypt', 'sign'], ['verify', 'sign']), true);
    for (const operations of [[], ['encrypt'], 'sign', undefined, [1]])
      assert.equal(allows(operations, ['sign']), false);
  });
});

describe('named', () => {
  it('is a short text without markup, or the type of what is not a text', () => {
    assert.equal(named('[x](y)\n'), '[x] (y)');
    assert.equal(named('a'.repeat(1000)).length, 60);
    assert.deepEqual([named(1), named(undefined)], ['number', 'undefined']);
  });
});
