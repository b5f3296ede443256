import assert from 'node:assert/strict';
import { calculateJwkThumbprint, type JWK } from 'jose';
import { generatableAlgorithms, generateKey } from '../../../../src/jwt/keys/generate-key';
import { publicJwks } from '../../../../src/jwt/keys/public-jwks';
import { signJwt } from '../../../../src/jwt/verify/sign';
import { verifyJwt } from '../../../../src/jwt/verify/verify';
import { decodedPart } from '../../../support/jwts';

const generatable = await generatableAlgorithms();

describe('generateKey', () => {
  for (const alg of generatable) {
    it(`makes a key for ${alg} that signs, verifies, and can be published`, async () => {
      const key = await generateKey(alg);
      assert.equal(key.alg, alg);
      assert.equal(key.use, 'sig');
      assert.equal(key.kid, await calculateJwkThumbprint(key as unknown as JWK));
      const token = await signJwt({ claims: { sub: 'a' }, key });
      assert.deepEqual(decodedPart(token, 0), { alg, typ: 'JWT', kid: key.kid });
      assert.equal((await verifyJwt(token, { key }, {}, 0)).valid, true);
      const jwks = await publicJwks(key);
      if (alg.startsWith('HS')) assert.equal(jwks, undefined);
      else assert.equal((await verifyJwt(token, { jwks }, {}, 0)).valid, true);
    });
  }
  for (const alg of ['none', 'ES256K', 'RSA-OAEP', '', '__proto__']) {
    it(`makes no key for “${alg}”`, () => assert.rejects(generateKey(alg), { code: 'argument-invalid' }));
  }
});

describe('generatableAlgorithms', () => {
  it('are all that the runtimes of VS Code have', () => {
    const sizes = [256, 384, 512];
    const expected = [
      ...['RS', 'PS', 'ES', 'HS'].flatMap((name) => sizes.map((size) => `${name}${size}`)),
      'EdDSA',
      'Ed25519',
    ];
    assert.deepEqual(generatable.filter((alg) => !alg.startsWith('ML-DSA')).sort(), expected.sort());
  });

  const withoutMlDsa = generatable.includes('ML-DSA-44') ? undefined : 'this runtime has no ML-DSA';
  (withoutMlDsa === undefined ? it : it.skip)(
    `have ML-DSA${withoutMlDsa === undefined ? '' : ` (left out: ${withoutMlDsa})`}`,
    () => {
      assert.deepEqual(
        generatable.filter((alg) => alg.startsWith('ML-DSA')),
        ['ML-DSA-44', 'ML-DSA-65', 'ML-DSA-87'],
      );
    },
  );
});
