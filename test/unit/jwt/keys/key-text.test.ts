import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { isJwkOrSet, isKeyInBytes, keyTextOf } from '../../../../src/jwt/keys/key-text';
import { pairs, pem, jwk, bare } from '../../../support/key-pairs';
import { publicKeySpellings } from './public-key-spellings';

describe('keyTextOf', () => {
  for (const [what, text, kind] of publicKeySpellings) {
    it(`takes ${what} for a key, never for a shared secret`, () => assert.equal(keyTextOf(text).kind, kind));
  }

  const secrets: [what: string, text: string, secret?: string][] = [
    ['a word', 'secret'],
    ['an empty text', ''],
    ['a text with white space around it', ' a secret\n', 'a secret'],
    ['a text in braces', '{not: json, but 32 bytes or more}'],
    ['a text in quotes', '"a secret"'],
    ['letters outside of ASCII', 'pässwörter sind keine Schlüssel'],
    ['hexadecimal', 'deadbeef'.repeat(8)],
    ['hexadecimal with colons', 'de:ad:be:ef:'.repeat(16).slice(0, -1)],
    ['hexadecimal of 128 bytes', 'deadbeef'.repeat(32)],
    ['digits', '1234567890'.repeat(40)],
    ['markup', '<secret>of a modulus, pub: 04</secret>'],
    ['base64url', 'c2VjcmV0'.repeat(6)],
    ['a long text', 'x'.repeat(100_000)],
  ];
  for (const [what, text, secret = text] of secrets) {
    it(`takes ${what} for a shared secret`, () => assert.deepEqual(keyTextOf(text), { kind: 'secret', text: secret }));
  }
  it('takes random bytes for a shared secret', () => {
    for (let index = 0; index < 500; index++) {
      const long = createHmac('sha512', 'seed').update(String(index)).digest();
      for (const secret of [long.subarray(0, 32), long.subarray(0, 33), long.subarray(0, 48), long]) {
        for (const encoding of ['base64url', 'base64', 'hex'] as const)
          assert.equal(keyTextOf(secret.toString(encoding)).kind, 'secret', secret.toString(encoding));
      }
    }
  });

  const unreadable: [what: string, text: string, why: RegExp][] = [
    ['JSON that is not a key', '{"a":1}', /neither a JWK .* nor a JWK Set/],
    ['a list of JSON', '[1]', /neither a JWK/],
    ['a list of JWKs', '[{"kty":"RSA"}]', /list; a JWK Set is an object/],
    ['a broken JWK', '{"kty":"RSA",', /JSON is broken/],
    ['a key in XML', '<RSAKeyValue>', /in XML: provide it as a JWK or a PEM/],
    ['a bare modulus', jwk(pairs.rsa.publicKey).n ?? '', /number of a public key.* not a shared secret/],
    ['a key of SSH', 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5', /ssh-keygen -e -m PKCS8/],
  ];
  for (const [what, text, why] of unreadable) {
    it(`cannot read ${what}`, () => {
      const found = keyTextOf(text);
      assert.ok(found.kind === 'unreadable');
      assert.match(found.what, why);
    });
  }
  it('gives a JWK as an object', () => {
    assert.deepEqual(keyTextOf('{"kty":"oct","k":"AA"}'), { kind: 'json', value: { kty: 'oct', k: 'AA' } });
  });
});

describe('isKeyInBytes', () => {
  const spki = pem(pairs.ec.publicKey, 'spki');
  const rows: [what: string, bytes: Uint8Array, expected: boolean][] = [
    ['a PEM', Buffer.from(spki), true],
    ['DER', Buffer.from(bare(spki), 'base64'), true],
    ['a JWK', Buffer.from(JSON.stringify(jwk(pairs.ec.publicKey))), true],
    ['a modulus', Buffer.from(jwk(pairs.rsa.publicKey).n ?? '', 'base64url'), true],
    ['a key of SSH', Buffer.from('AAAAC3NzaC1lZDI1NTE5AAAA', 'base64'), true],
    ['a text', Buffer.from('a secret that is thirty-two bytes'), false],
    ['bytes', Buffer.alloc(64, 255), false],
    ['no bytes', new Uint8Array(), false],
  ];
  for (const [what, bytes, expected] of rows) {
    it(`of ${what} is ${expected}`, () => assert.equal(isKeyInBytes(bytes), expected));
  }
});

describe('isJwkOrSet', () => {
  for (const value of [{ kty: 1 }, { keys: [] }]) {
    it(`of ${JSON.stringify(value)} is true`, () => assert.equal(isJwkOrSet(value), true));
  }
  for (const json of ['{}', '{"key":1}', '{"__proto__":{"kty":"RSA"}}']) {
    it(`of ${json} is false`, () => assert.equal(isJwkOrSet(JSON.parse(json) as Record<string, unknown>), false));
  }
});
