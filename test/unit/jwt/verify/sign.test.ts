import assert from 'node:assert/strict';
import { verify } from 'node:crypto';
import { signJwt } from '../../../../src/jwt/verify/sign';
import { verifyJwt } from '../../../../src/jwt/verify/verify';
import { base64url, decodedPart, hmac } from '../../../support/jwts';
import { jwk, pairs, pem } from '../../../support/key-pairs';
import { now } from './finding';

const { rsa, ec, ed } = pairs;
const secret = 'a secret that is thirty-two bytes';

describe('signJwt', () => {
  const rows: [what: string, header: Record<string, unknown> | undefined, key: unknown, expected: object][] = [
    ['an RSA key', undefined, jwk(rsa.privateKey), { alg: 'RS256', typ: 'JWT' }],
    ['an EC key', undefined, jwk(ec.privateKey), { alg: 'ES256', typ: 'JWT' }],
    ['an Ed25519 key', undefined, jwk(ed.privateKey), { alg: 'EdDSA', typ: 'JWT' }],
    ['a secret', undefined, secret, { alg: 'HS256', typ: 'JWT' }],
    ['a secret as a JWK', undefined, { kty: 'oct', k: base64url(secret) }, { alg: 'HS256', typ: 'JWT' }],
    ['a short secret', undefined, 'secret', { alg: 'HS256', typ: 'JWT' }],
    ['a PEM', undefined, pem(ec.privateKey, 'sec1'), { alg: 'ES256', typ: 'JWT' }],
    ['the header’s alg', { alg: 'PS384' }, jwk(rsa.privateKey), { alg: 'PS384', typ: 'JWT' }],
    ['the key’s alg', {}, { ...jwk(rsa.privateKey), alg: 'RS512' }, { alg: 'RS512', typ: 'JWT' }],
    ['the key’s kid', {}, { ...jwk(ec.privateKey), kid: 'k' }, { alg: 'ES256', typ: 'JWT', kid: 'k' }],
    ['the header’s kid', { kid: 'h' }, { ...jwk(ec.privateKey), kid: 'k' }, { alg: 'ES256', typ: 'JWT', kid: 'h' }],
    ['the header’s typ', { typ: 'at+jwt', x: [1] }, secret, { alg: 'HS256', typ: 'at+jwt', x: [1] }],
    [
      'a header of undefined, which counts as not given',
      { alg: undefined, typ: undefined },
      secret,
      { alg: 'HS256', typ: 'JWT' },
    ],
  ];
  for (const [what, header, key, expected] of rows) {
    it(`signs with ${what}`, async () => {
      const claims = { sub: 'ä😀', exp: 1, nested: { a: [null, true] } };
      const token = await signJwt({ ...(header && { header }), claims, key });
      assert.deepEqual(decodedPart(token, 0), expected);
      assert.deepEqual(decodedPart(token, 1), claims);
      const { checks } = await verifyJwt(token, { key }, {}, now);
      assert.equal(checks[1]?.ok, true, checks[1]?.reason);
    });
  }

  it('signs by HMAC as Node does', async () => {
    const claims = { a: 1 };
    assert.equal(await signJwt({ header: {}, claims, key: secret }), hmac(secret, claims, { typ: 'JWT' }));
  });
  it('signs by RSA what Node verifies', async () => {
    const [header, claims, signature = ''] = (await signJwt({ claims: {}, key: jwk(rsa.privateKey) })).split('.');
    const input = Buffer.from(`${header}.${claims}`);
    assert.ok(verify('sha256', input, rsa.publicKey, Buffer.from(signature, 'base64url')));
  });

  const loop: Record<string, unknown> = {};
  loop.loop = loop;
  const refused: [what: string, header: unknown, claims: unknown, key: unknown, code: string][] = [
    ['alg none', { alg: 'none' }, {}, secret, 'key-unusable'],
    ['alg NONE', { alg: 'NONE' }, {}, secret, 'key-unusable'],
    ['an alg that is a number', { alg: 1 }, {}, secret, 'key-unusable'],
    ['an unknown alg', { alg: 'ES256K' }, {}, secret, 'key-unusable'],
    ['a secret for a private key’s alg', { alg: 'RS256' }, {}, secret, 'key-unusable'],
    ['a private key for a secret’s alg', { alg: 'HS256' }, {}, jwk(rsa.privateKey), 'key-unusable'],
    ['another alg than the key’s', { alg: 'RS256' }, {}, { ...jwk(rsa.privateKey), alg: 'PS256' }, 'key-unusable'],
    ['a key for encryption', {}, {}, { ...jwk(rsa.privateKey), use: 'enc' }, 'key-unusable'],
    ['a key that may only verify', {}, {}, { ...jwk(rsa.privateKey), key_ops: ['verify'] }, 'key-unusable'],
    ['a public key', {}, {}, jwk(rsa.publicKey), 'key-unusable'],
    ['a public PEM', {}, {}, pem(rsa.publicKey, 'spki'), 'key-unusable'],
    ['a public PEM as a secret', { alg: 'HS256' }, {}, pem(rsa.publicKey, 'spki'), 'key-unusable'],
    ['a private key with a part missing', {}, {}, { ...jwk(rsa.publicKey), d: 'AQAB' }, 'key-unusable'],
    ['a JWK Set', {}, {}, { keys: [jwk(rsa.privateKey)] }, 'key-unusable'],
    ['no key', {}, {}, undefined, 'key-unusable'],
    ['an empty key', {}, {}, '', 'key-unusable'],
    ['a JWK that is too short', {}, {}, { kty: 'oct', k: 'AAAA' }, 'key-unusable'],
    ['claims that are a list', {}, [], secret, 'argument-invalid'],
    ['claims that are a text', {}, 'a', secret, 'argument-invalid'],
    ['no claims', {}, undefined, secret, 'argument-invalid'],
    ['claims that contain themselves', {}, loop, secret, 'argument-invalid'],
    ['claims that JSON does not have', {}, { a: 1n }, secret, 'argument-invalid'],
    ['claims that are a date', {}, new Date(0), secret, 'argument-invalid'],
    ['claims whose toJSON gives a number', {}, { toJSON: () => 1 }, secret, 'argument-invalid'],
    ['a header that contains itself', loop, {}, secret, 'argument-invalid'],
    ['a header that is a list', [], {}, secret, 'argument-invalid'],
    ['a critical extension', { crit: ['b64'], b64: false }, {}, secret, 'argument-invalid'],
  ];
  for (const [what, header, claims, key, code] of refused) {
    it(`refuses ${what}: ${code}`, async () => {
      const input = { header, claims, key } as Parameters<typeof signJwt>[0];
      await assert.rejects(signJwt(input), (thrown: Error & { code?: string }) => {
        assert.equal(thrown.code, code, thrown.stack);
        assert.ok(typeof key !== 'string' || key === '' || !thrown.message.includes(key));
        return true;
      });
    });
  }
});
