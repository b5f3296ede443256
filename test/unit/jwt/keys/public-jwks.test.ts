import assert from 'node:assert/strict';
import { calculateJwkThumbprint } from 'jose';
import { publicJwks } from '../../../../src/jwt/keys/public-jwks';
import { base64url } from '../../../support/jwts';
import { jwk, pairs, pem } from '../../../support/key-pairs';

const secret = 'a secret that is thirty-two bytes';

describe('publicJwks', () => {
  const { n, e, kty } = jwk(pairs.rsa.publicKey);
  const rows: [what: string, key: unknown, alg: string | undefined, expected: object][] = [
    [
      'the key’s own kid and alg',
      { ...jwk(pairs.rsa.privateKey), kid: 'a', alg: 'RS512' },
      undefined,
      { kid: 'a', alg: 'RS512' },
    ],
    ['the alg that it signs with', { ...jwk(pairs.rsa.privateKey), kid: 'a' }, 'PS256', { kid: 'a', alg: 'PS256' }],
    ['the usual alg of its type', { ...jwk(pairs.rsa.privateKey), kid: 'a' }, undefined, { kid: 'a', alg: 'RS256' }],
  ];
  for (const [what, key, alg, expected] of rows) {
    it(`publishes ${what}, and nothing private`, async () => {
      assert.deepEqual(await publicJwks(key, alg), { keys: [{ kty, n, e, use: 'sig', ...expected }] });
    });
  }
  it('publishes a PEM with its thumbprint as the kid', async () => {
    const kid = await calculateJwkThumbprint({ n, e, kty });
    assert.deepEqual(await publicJwks(pem(pairs.rsa.privateKey, 'pkcs8'), 'PS256'), {
      keys: [{ kty, n, e, kid, use: 'sig', alg: 'PS256' }],
    });
  });
  it('publishes nothing of a shared secret', async () => {
    assert.equal(await publicJwks(secret), undefined);
    assert.equal(await publicJwks({ kty: 'oct', k: base64url(secret) }), undefined);
  });
  const refused: [what: string, key: unknown, message: RegExp][] = [
    ['an incomplete key', { kty: 'RSA' }, /incomplete/],
    ['a key of another type', { kty: 'XYZ' }, /not supported/],
    ['a number', 1, /neither an object nor a string/],
    ['a JWK Set', { keys: [jwk(pairs.rsa.privateKey)] }, /provide the one key to sign with/],
  ];
  for (const [what, key, message] of refused) {
    it(`refuses ${what}`, () => assert.rejects(publicJwks(key), { code: 'key-unusable', message }));
  }
});
