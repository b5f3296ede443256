import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import {
  contentKeyLength,
  keyManagement,
  misfitForDecryption,
  secretLength,
} from '../../../../src/jwt/verify/encryption';
import { base64url } from '../../../support/jwts';
import { jwk, pairs } from '../../../support/key-pairs';

const { rsa, ec, ed } = pairs;
const x25519 = generateKeyPairSync('x25519');
const secret = (length: number) => ({ kty: 'oct', k: base64url(new Uint8Array(length)) });

describe('the algorithms of JWEs', () => {
  it('are known by their exact names', () => {
    for (const alg of ['RSA-OAEP-256', 'ECDH-ES', 'A128KW', 'PBES2-HS256+A128KW', 'dir']) assert.ok(keyManagement(alg));
    for (const alg of ['RSA1_5', 'dir ', '__proto__', undefined, 1]) assert.equal(keyManagement(alg), undefined);
    assert.equal(contentKeyLength('A256CBC-HS512'), 64);
    for (const enc of ['XC20P', '__proto__', undefined]) assert.equal(contentKeyLength(enc), undefined);
  });
  it('say how long a shared secret must be', () => {
    assert.equal(secretLength('dir', 'A128CBC-HS256'), 32);
    assert.equal(secretLength('A192KW', 'A128GCM'), 24);
    assert.equal(secretLength('PBES2-HS256+A128KW', 'A128GCM'), undefined);
  });
});

describe('misfitForDecryption', () => {
  const privateRsa = jwk(rsa.privateKey);
  const rows: [what: string, jwk: object, alg: string, misfit: RegExp | undefined][] = [
    ['a private RSA key', privateRsa, 'RSA-OAEP-256', undefined],
    [
      'with its parameters',
      { ...privateRsa, use: 'enc', alg: 'RSA-OAEP', key_ops: ['unwrapKey'] },
      'RSA-OAEP',
      undefined,
    ],
    ['a private EC key', jwk(ec.privateKey), 'ECDH-ES', undefined],
    ['a private X25519 key', jwk(x25519.privateKey), 'ECDH-ES+A128KW', undefined],
    ['a secret', secret(16), 'dir', undefined],
    ['a secret for the content’s algorithm', { ...secret(16), alg: 'A128GCM' }, 'dir', undefined],
    ['a secret of any length for PBES2', secret(3), 'PBES2-HS256+A128KW', undefined],
    ['an EC key for RSA', jwk(ec.privateKey), 'RSA-OAEP', /type “EC”, but “RSA-OAEP” needs one of type “RSA”\.$/],
    ['an RSA key for a curve', privateRsa, 'ECDH-ES', /type “RSA”, but “ECDH-ES” needs one of type “EC” or “OKP”\.$/],
    ['a key without a type', {}, 'dir', /type “undefined”, but “dir” needs one of type “oct”/],
    ['a key for signatures', { ...privateRsa, use: 'sig' }, 'RSA-OAEP', /not for encryption: its “use” is “sig”/],
    ['a key for another alg', { ...privateRsa, alg: 'RSA-OAEP' }, 'RSA-OAEP-256', /only for “RSA-OAEP”/],
    [
      'a key for other operations',
      { ...privateRsa, key_ops: ['sign'] },
      'RSA-OAEP',
      /“key_ops” do not allow decrypting/,
    ],
    ['a secret that is not base64url', { kty: 'oct', k: '*' }, 'dir', /“k” isn’t base64url/],
    ['a secret of another length', secret(3), 'dir', /has 3 bytes; the token needs 16/],
    ['a public key', jwk(rsa.publicKey), 'RSA-OAEP', /public key: decrypting needs the private key/],
    ['a key with parts missing', { kty: 'RSA', d: 'AQAB' }, 'RSA-OAEP', /incomplete/],
    ['an Ed25519 key', jwk(ed.privateKey), 'ECDH-ES', /curve “Ed25519” is not supported/],
    [
      'a short RSA key',
      jwk(generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey),
      'RSA-OAEP',
      /1024 bits; at least 2048/,
    ],
  ];
  for (const [what, key, alg, misfit] of rows) {
    it(`of ${what}: ${misfit === undefined ? 'none' : 'named'}`, () => {
      const found = misfitForDecryption(key, alg, 'A128GCM');
      if (misfit === undefined) assert.equal(found, undefined);
      else assert.match(found ?? '', misfit);
    });
  }
});
