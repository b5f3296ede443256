import assert from 'node:assert/strict';
import { createPublicKey } from 'node:crypto';
import { CompactSign, compactVerify, importJWK } from 'jose';
import { isFault } from '../../../src/faults/fault';
import { signingKeyOf } from '../../../src/oauth/signing-key';
import { jwk, pairs, pem } from '../../support/key-pairs';

const { rsa, other, ec, ed } = pairs;
const json = (value: object) => JSON.stringify(value);
const withKid = { ...jwk(ec.privateKey), kid: 'key-1', use: 'sig' };

/** [what, stored text, algorithm asked for, algorithms of the metadata, the algorithm that is used] */
const keys: [string, string, string | undefined, string[], string][] = [
  ['a JWK of P-256', json(jwk(ec.privateKey)), undefined, [], 'ES256'],
  ['a JWK of Ed25519', json(jwk(ed.privateKey)), undefined, [], 'EdDSA'],
  ['an RSA key as PEM', pem(rsa.privateKey, 'pkcs8'), undefined, [], 'RS256'],
  ['an RSA key of PKCS#1', pem(rsa.privateKey, 'pkcs1'), undefined, [], 'RS256'],
  ['an EC key of SEC1', pem(ec.privateKey, 'sec1'), undefined, [], 'ES256'],
  ['an RSA key where the server takes no RS256', pem(rsa.privateKey, 'pkcs8'), undefined, ['ES256', 'PS256'], 'PS256'],
  ['an RSA key where the server takes RS256', pem(rsa.privateKey, 'pkcs8'), undefined, ['PS256', 'RS256'], 'RS256'],
  ['an RSA key where the server takes none of its own', pem(rsa.privateKey, 'pkcs8'), undefined, ['ES256'], 'RS256'],
  ['a JWK that says its algorithm', json({ ...jwk(rsa.privateKey), alg: 'PS384' }), undefined, ['RS256'], 'PS384'],
  ['an RSA key with an algorithm asked for', pem(rsa.privateKey, 'pkcs8'), 'PS512', ['RS256'], 'PS512'],
  ['a JWK Set with one key', json({ keys: [jwk(ec.privateKey)] }), undefined, [], 'ES256'],
  ['a JWK Set with one private key', json({ keys: [jwk(ed.publicKey), jwk(ec.privateKey)] }), undefined, [], 'ES256'],
];

const unusable: [string, string, string | undefined, RegExp][] = [
  ['a public key', json(jwk(ec.publicKey)), undefined, /not a private key/],
  ['a public PEM', pem(rsa.publicKey, 'spki'), undefined, /not a private key/],
  ['a shared secret', 'a-shared-secret', undefined, /neither a JWK nor a PEM/],
  ['a shared secret as JWK', json({ kty: 'oct', k: 'c2VjcmV0LXNlY3JldC1zZWNyZXQ' }), undefined, /not a private key/],
  ['two private keys', json({ keys: [jwk(rsa.privateKey), jwk(other.privateKey)] }), undefined, /more than one/],
  ['a set of public keys', json({ keys: [jwk(rsa.publicKey)] }), undefined, /no private key/],
  ['an algorithm of another type', json(jwk(ec.privateKey)), 'PS256', /needs an RSA key/],
  ['an algorithm that signs nothing', json(jwk(ec.privateKey)), 'none', /isn’t a supported/],
  ['a JWK with a broken part', json({ ...jwk(ec.privateKey), x: 'AAAA' }), undefined, /a part of it is wrong/],
  ['a PEM that is cut short', pem(rsa.privateKey, 'pkcs8').slice(0, 400), undefined, /cut short/],
];

describe('signingKeyOf', () => {
  for (const [what, text, alg, offered, expected] of keys) {
    it(`signs ${expected} with ${what}`, async () => {
      const signing = await signingKeyOf(text, alg, offered);
      assert.equal(signing.alg, expected);
      assert.equal(signing.key.extractable, false);
      const signed = await new CompactSign(Buffer.from('x')).setProtectedHeader({ alg: expected }).sign(signing.key);
      const pair = [rsa, ec, ed].find(({ privateKey }) => privateKey.asymmetricKeyType === typeOf(expected)) ?? rsa;
      const verified = await compactVerify(signed, await importJWK(jwk(createPublicKey(pair.privateKey)), expected));
      assert.equal(Buffer.from(verified.payload).toString(), 'x');
    });
  }
  it('knows the key’s id', async () => {
    assert.equal((await signingKeyOf(json(withKid))).kid, 'key-1');
    assert.equal((await signingKeyOf(json(jwk(ec.privateKey)))).kid, undefined);
  });
  for (const [what, text, alg, says] of unusable) {
    it(`refuses ${what}, and does not repeat it`, async () => {
      await assert.rejects(signingKeyOf(text, alg), (thrown) => {
        assert.ok(isFault(thrown) && thrown.code === 'key-unusable', String(thrown));
        assert.match(thrown.what, says);
        assert.match(thrown.next, /Set Secret/);
        assert.ok(!thrown.message.includes(text));
        return true;
      });
    });
  }
});

function typeOf(alg: string): string {
  return alg === 'EdDSA' ? 'ed25519' : alg.startsWith('ES') ? 'ec' : 'rsa';
}
