import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { isDerKey, pkcs8OfEc, pkcs8OfRsa, spkiOfRsa, unsupportedKey } from '../../../../src/jwt/keys/der';
import { testOnlyCertificate } from '../../../server/test-only-certificate';
import { bare, pairs, pem } from '../../../support/key-pairs';

const der = (text: string): Buffer => Buffer.from(bare(text), 'base64');
const { rsa, ec, ed } = pairs;

describe('envelopes', () => {
  it('of a public RSA key are those that Node writes', () => {
    const spki = der(pem(rsa.publicKey, 'spki'));
    assert.deepEqual(Buffer.from(spkiOfRsa(der(pem(rsa.publicKey, 'pkcs1')))), spki);
    assert.ok(createPublicKey({ key: spki, format: 'der', type: 'spki' }).equals(rsa.publicKey));
  });
  it('of a private RSA key are those that Node writes', () => {
    const pkcs8 = der(pem(rsa.privateKey, 'pkcs8'));
    assert.deepEqual(Buffer.from(pkcs8OfRsa(der(pem(rsa.privateKey, 'pkcs1')))), pkcs8);
  });
  for (const namedCurve of ['P-256', 'P-384', 'P-521']) {
    it(`of a private key of ${namedCurve} can be read by Node`, () => {
      const { privateKey } = generateKeyPairSync('ec', { namedCurve });
      const key = pkcs8OfEc(der(pem(privateKey, 'sec1')));
      assert.ok(key);
      assert.ok(createPrivateKey({ key: Buffer.from(key), format: 'der', type: 'pkcs8' }).equals(privateKey));
    });
  }
  it('cannot be made for an EC key that does not name its curve', () => {
    // SEQUENCE { INTEGER 1, OCTET STRING }
    assert.equal(pkcs8OfEc(Uint8Array.of(0x30, 6, 2, 1, 1, 4, 1, 7)), undefined);
    assert.equal(pkcs8OfEc(Uint8Array.of(0x30, 6, 2)), undefined);
    assert.equal(pkcs8OfEc(new Uint8Array()), undefined);
  });
});

describe('isDerKey', () => {
  const spki = der(pem(ec.publicKey, 'spki'));
  const rows: [what: string, bytes: Uint8Array, expected: boolean][] = [
    ['a public key', spki, true],
    ['a public key of PKCS#1', der(pem(rsa.publicKey, 'pkcs1')), true],
    ['a private key', der(pem(ed.privateKey, 'pkcs8')), true],
    ['a private key of SEC1', der(pem(ec.privateKey, 'sec1')), true],
    ['a certificate', der(testOnlyCertificate), true],
    ['no bytes', new Uint8Array(), false],
    ['a key with a byte behind it', Buffer.concat([spki, Buffer.of(0)]), false],
    ['a key without its last byte', spki.subarray(0, -1), false],
    ['an empty sequence', Uint8Array.of(0x30, 0), false],
    ['a sequence of one element', Uint8Array.of(0x30, 3, 2, 1, 1), false],
    ['a sequence that begins with a text', Uint8Array.of(0x30, 6, 4, 1, 1, 2, 1, 1), false],
    ['a length without end', Uint8Array.of(0x30, 0x80, 2, 1, 1, 2, 1, 1, 0, 0), false],
    ['a length of five bytes', Uint8Array.of(0x30, 0x85, 0, 0, 0, 0, 6, 2, 1, 1, 2, 1, 1), false],
    ['a length beyond its end', Uint8Array.of(0x30, 0x84, 0xff, 0xff, 0xff, 0xff, 2, 1, 1), false],
  ];
  for (const [what, bytes, expected] of rows) {
    it(`of ${what} is ${expected}`, () => assert.equal(isDerKey(bytes), expected));
  }
  it('of random bytes is false', () => {
    for (let round = 0; round < 2000; round++) assert.equal(isDerKey(randomBytes(32)), false);
  });
});

describe('unsupportedKey', () => {
  const rows: [what: RegExp, key: string][] = [
    [/secp256k1/, pem(generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).publicKey, 'spki')],
    [/Ed448/, pem(generateKeyPairSync('ed448').privateKey, 'pkcs8')],
    [/X448/, pem(generateKeyPairSync('x448').publicKey, 'spki')],
    [
      /DSA key, which no JWT uses/,
      pem(generateKeyPairSync('dsa', { modulusLength: 1024, divisorLength: 160 }).publicKey, 'spki'),
    ],
    [/RSA-PSS/, pem(generateKeyPairSync('rsa-pss', { modulusLength: 2048 }).publicKey, 'spki')],
  ];
  for (const [what, key] of rows) {
    it(`names ${what.source}`, () => assert.match(unsupportedKey(der(key)) ?? '', what));
  }
  it('names nothing of keys that are supported', () => {
    for (const pair of [rsa, ec, ed]) assert.equal(unsupportedKey(der(pem(pair.publicKey, 'spki'))), undefined);
  });
});
